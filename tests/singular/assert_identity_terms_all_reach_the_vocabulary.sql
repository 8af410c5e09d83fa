-- A term that names a measure, a named line or a condition of no seed would select nothing for ever.
with identity_terms as (
    select * from {{ ref('identity_terms') }}
),

identity_conditions as (
    select * from {{ ref('identity_conditions') }}
),

identities as (
    select * from {{ ref('identities') }}
),

operand_statements as (
    select distinct statement_code
    from {{ ref('operand_statements') }}
),

-- A place of another document has the measures and lines of the statement or section that it is there.
related_places as (
    select * from {{ ref('related_places') }}
),

-- Any place outside the statements may have any of the measures and lines that are theirs.
own_measures as (
    select distinct
        statement_code,
        coalesce(side, '') as side,
        measure_code
    from {{ ref('measures') }}
    union all
    select
        operand_statements.statement_code,
        '' as side,
        operand_measures.measure_code
    from operand_statements
    cross join {{ ref('operand_measures') }} as operand_measures
),

measures as (
    select * from own_measures
    union all
    select
        related_places.statement_code,
        own_measures.side,
        own_measures.measure_code
    from own_measures
    inner join related_places
        on own_measures.statement_code = related_places.related_statement_code
),

own_lines as (
    select distinct
        statement_code,
        coalesce(side, '') as side,
        line_code
    from {{ ref('lines') }}
    union all
    select
        operand_statements.statement_code,
        '' as side,
        topics.topic_code as line_code
    from operand_statements
    cross join {{ ref('narrative_topics') }} as topics
    union all
    select
        operand_statements.statement_code,
        '' as side,
        form_fields.field_code as line_code
    from operand_statements
    cross join {{ ref('evaluation_fields') }} as form_fields
),

lines as (
    select * from own_lines
    union all
    select
        related_places.statement_code,
        own_lines.side,
        own_lines.line_code
    from own_lines
    inner join related_places
        on own_lines.statement_code = related_places.related_statement_code
),

topic_cells as (
    select distinct
        operand_statements.statement_code as narrative_statement_code,
        cells.metric_code,
        cells.statement_code,
        coalesce(cells.side, '') as side
    from {{ ref('narrative_topic_cells') }} as cells
    inner join {{ ref('operand_statements') }} as operand_statements
        on cells.section_code = operand_statements.section_code
    where cells.line_code is not null
),

selectors as (
    select distinct
        identity_code,
        term_number
    from {{ ref('int_identity_selectors') }}
),

places_named as (
    select
        identity_code as named_by,
        statement_code,
        coalesce(side, '') as side,
        line_code,
        measure_code
    from identity_terms
    where line_selector <> 'repeated_in'
    union all
    select
        condition_code as named_by,
        statement_code,
        coalesce(side, '') as side,
        line_code,
        measure_code
    from identity_conditions
),

unknown_measures as (
    select
        places_named.named_by,
        'measure' as unknown_kind,
        places_named.measure_code as unknown_code
    from places_named
    left join measures
        on
            places_named.statement_code = measures.statement_code
            and places_named.side = measures.side
            and places_named.measure_code = measures.measure_code
    where places_named.measure_code <> '*' and measures.measure_code is null
),

unknown_lines as (
    select
        places_named.named_by,
        'line' as unknown_kind,
        places_named.line_code as unknown_code
    from places_named
    left join lines
        on
            places_named.statement_code = lines.statement_code
            and places_named.side = lines.side
            and places_named.line_code = lines.line_code
    -- Subject codes begin with a digit and need no row in the vocabulary.
    where places_named.line_code > 'a' and lines.line_code is null
),

unknown_conditions as (
    select
        identities.identity_code as named_by,
        'condition' as unknown_kind,
        identities.condition_code as unknown_code
    from identities
    left join identity_conditions
        on identities.condition_code = identity_conditions.condition_code
    where identities.condition_code is not null and identity_conditions.condition_code is null
),

terms_lost as (
    select
        identity_terms.identity_code as named_by,
        'term' as unknown_kind,
        cast(identity_terms.term_number as {{ dbt.type_string() }}) as unknown_code
    from identity_terms
    left join selectors
        on
            identity_terms.identity_code = selectors.identity_code
            and identity_terms.term_number = selectors.term_number
    where selectors.identity_code is null
),

nothing_repeated as (
    select
        identity_terms.identity_code as named_by,
        'repeated_in' as unknown_kind,
        identity_terms.line_code as unknown_code
    from identity_terms
    left join topic_cells
        on
            identity_terms.statement_code = topic_cells.statement_code
            and coalesce(identity_terms.side, '') = topic_cells.side
            and identity_terms.line_code = topic_cells.narrative_statement_code
            and identity_terms.measure_code = topic_cells.metric_code
    where identity_terms.line_selector = 'repeated_in' and topic_cells.statement_code is null
),

final as (
    select * from nothing_repeated
    union all
    select * from unknown_measures
    union all
    select * from unknown_lines
    union all
    select * from unknown_conditions
    union all
    select * from terms_lost
)

select * from final
