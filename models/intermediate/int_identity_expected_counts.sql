-- One row per document and identity: how many rows fct_identity_checks owes.
-- Counted from the operands' levels, not through the evaluator's joins, so that an instance it drops is missed here.
with selectors as (
    select * from {{ ref('int_identity_selectors') }}
),

identities as (
    select * from {{ ref('identities') }}
),

statements as (
    select * from {{ ref('int_identity_statements') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

operands as (
    select * from {{ ref('int_identity_operands') }}
),

agreements as (
    select * from {{ ref('int_identity_agreements') }}
),

-- A topic that has a cell in one section has it in all that speak of it, or the section does not speak of it.
topics_with_a_cell as (
    select distinct topic_code
    from {{ ref('narrative_topic_cells') }}
    where line_code is not null
),

keys_of_identities_with_terms as (
    select
        operands.document_id,
        selectors.identity_code,
        case
            when selectors.line_selector in ('children', 'indicators') then operands.parent_line_code
            when selectors.line_selector in ('line', 'level_1', 'level_3', 'all_forms') then ''
            else operands.line_code
        end as line_part,
        selectors.instance_measure as measure_part
    from operands
    inner join selectors
        on
            operands.statement_code = selectors.statement_code
            and operands.side = selectors.side
            and operands.measure_code = selectors.measure_code
    where
        selectors.kind in ({{ identity_kinds_with_terms() }})
        and (
            (selectors.line_selector = 'each_line' and operands.line_kind not in ('form', 'indicator'))
            or (selectors.line_selector in ('each_form', 'all_forms') and operands.line_kind = 'form')
            or (
                selectors.line_selector = 'repeating'
                and operands.line_code in (select topic_code from topics_with_a_cell)
            )
            or (selectors.line_selector = 'indicators' and operands.line_kind = 'indicator')
            or (selectors.line_selector = 'line' and operands.line_code = selectors.line_code)
            or (selectors.line_selector in ('each_class', 'level_1') and operands.level = 1)
            or (selectors.line_selector in ('each_item', 'level_3') and operands.level = 3)
            or (selectors.line_selector = 'children' and operands.level > 1)
            or (
                selectors.line_selector = 'each_parent'
                and operands.level in (1, 2)
                and length(operands.line_code) < case when operands.classification = 'economic' then 5 else 7 end
            )
        )
),

topics_repeated as (
    select distinct
        operands.document_id,
        selectors.identity_code,
        topic_cells.topic_code as line_part,
        selectors.instance_measure as measure_part
    from {{ ref('narrative_topic_cells') }} as topic_cells
    inner join {{ ref('operand_statements') }} as operand_statements
        on topic_cells.section_code = operand_statements.section_code
    inner join selectors
        on
            operand_statements.statement_code = selectors.line_code
            and topic_cells.statement_code = selectors.statement_code
            and topic_cells.metric_code = selectors.measure_code
            and coalesce(topic_cells.side, '') = selectors.side
    inner join operands
        on
            topic_cells.statement_code = operands.statement_code
            and coalesce(topic_cells.side, '') = operands.side
            and topic_cells.line_code = operands.line_code
            and topic_cells.measure_code = operands.measure_code
    where selectors.line_selector = 'repeated_in'
),

keys_of_names_identities as (
    select distinct
        operands.document_id,
        selectors.identity_code,
        operands.line_code as line_part,
        '-' as measure_part
    from operands
    inner join selectors
        on
            operands.statement_code = selectors.statement_code
            and operands.side = selectors.side
    where
        selectors.kind = 'names'
        and operands.line_label <> ''
        and (
            (selectors.line_selector = 'each_class' and operands.level = 1)
            or (selectors.line_selector = 'each_line' and operands.level is not null)
        )
),

keys_of_words_and_sets as (
    select distinct
        agreements.document_id,
        selectors.identity_code,
        agreements.line_code as line_part,
        '-' as measure_part
    from agreements
    inner join selectors
        on
            agreements.statement_code = selectors.statement_code
            and agreements.aspect_code = selectors.measure_code
    where selectors.kind in ('words', 'sets')
),

all_keys as (
    select * from keys_of_identities_with_terms
    union all
    select * from topics_repeated
    union all
    select * from keys_of_names_identities
    union all
    select * from keys_of_words_and_sets
),

-- A term that stands once beside terms of many lines, such as the total of shares, makes no instance of its own.
instances_counted as (
    select
        document_id,
        identity_code,
        count(distinct case when line_part <> '' then line_part || '/' || measure_part end) as line_count,
        count(distinct measure_part) as measure_count
    from all_keys
    group by document_id, identity_code
),

identities_without_a_statement as (
    select distinct
        statements.document_id,
        selectors.identity_code
    from statements
    inner join selectors
        on statements.statement_code = selectors.statement_code
    where statements.data_state = 'absent' and selectors.kind not in ('names', 'words', 'sets')
),

final as (
    select
        documents.document_id,
        identities.identity_code,
        -- An identity that found nothing still owes the one row that says so.
        case
            when identities_without_a_statement.identity_code is not null then 1
            when documents.fiscal_year < identities.valid_from_year then 1
            when documents.fiscal_year > identities.valid_to_year then 1
            when instances_counted.line_count > 0 then instances_counted.line_count
            else coalesce(instances_counted.measure_count, 1)
        end as expected_instance_count
    from documents
    cross join identities
    left join identities_without_a_statement
        on
            documents.document_id = identities_without_a_statement.document_id
            and identities.identity_code = identities_without_a_statement.identity_code
    left join instances_counted
        on
            documents.document_id = instances_counted.document_id
            and identities.identity_code = instances_counted.identity_code
)

select * from final
