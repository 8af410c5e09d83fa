-- One row per document, related place, side, line and measure: what identities ask of another document, as an operand.
{%- set cell_columns = ['document_id', 'statement_code', 'line_code', 'line_label', 'line_kind', 'classification',
    'level', 'measure_code', 'amount_yuan', 'rounding_half_width_yuan', 'source_page', 'source_line', 'source_text'] %}
with places as (
    select * from {{ ref('related_places') }}
),

relations as (
    select * from {{ ref('int_document_relations') }}
),

-- Only what a term asks for comes over: a line by its name, or every line of a measure.
asked as (
    select distinct
        places.statement_code as place_code,
        places.document_relation,
        places.related_statement_code,
        selectors.side,
        selectors.measure_code,
        case when selectors.line_selector = 'line' then selectors.line_code end as asked_line_code
    from {{ ref('int_identity_selectors') }} as selectors
    inner join places
        on selectors.statement_code = places.statement_code
),

-- Where every line is asked for, none is asked for by its name as well: each cell comes over once.
asked_once as (
    select asked.*
    from asked
    left join asked as every_line
        on
            asked.place_code = every_line.place_code
            and asked.document_relation = every_line.document_relation
            and asked.related_statement_code = every_line.related_statement_code
            and asked.side = every_line.side
            and asked.measure_code = every_line.measure_code
            and every_line.asked_line_code is null
    where asked.asked_line_code is null or every_line.place_code is null
),

cells as (
    select
        {{ cell_columns | join(', ') }},
        side,
        cell_kind,
        parent_subject_code as parent_line_code
    from {{ ref('int_statement_cells') }}
    union all
    select
        {{ cell_columns | join(', ') }},
        '' as side,
        'printed_number' as cell_kind,
        parent_line_code
    from {{ ref('int_narrative_operands') }}
    where unit_kind = 'money' and amount_yuan is not null
),

cells_asked_for as (
    select
        cells.*,
        asked_once.place_code,
        asked_once.document_relation
    from cells
    inner join asked_once
        on
            cells.statement_code = asked_once.related_statement_code
            and cells.side = asked_once.side
            and cells.measure_code = asked_once.measure_code
    where asked_once.asked_line_code is null or asked_once.asked_line_code = cells.line_code
),

-- The units below are asked for together: their sum stands in one place, known as well as all of its cells.
final as (
    select
        relations.document_id,
        cells.place_code as statement_code,
        cells.side,
        cells.line_code,
        min(cells.line_label) as line_label,
        min(cells.line_kind) as line_kind,
        min(cells.classification) as classification,
        min(cells.level) as level,
        min(cells.parent_line_code) as parent_line_code,
        cells.measure_code,
        case
            when max(case when cells.cell_kind = 'unreadable' then 1 else 0 end) = 1 then 'unreadable'
            when max(case when cells.cell_kind = 'printed_number' then 1 else 0 end) = 1 then 'printed_number'
            when max(case when cells.cell_kind = 'printed_zero' then 1 else 0 end) = 1 then 'printed_zero'
            else 'blank'
        end as cell_kind,
        cast(sum(cells.amount_yuan) as decimal(20, 2)) as amount_yuan,
        cast(sum(case when cells.amount_yuan is not null then cells.rounding_half_width_yuan end) as decimal(20, 6))
            as rounding_half_width_yuan,
        case when count(*) = 1 then min(cells.source_page) end as source_page,
        case when count(*) = 1 then min(cells.source_line) end as source_line,
        case when count(*) = 1 then min(cells.source_text) end as source_text,
        case when count(*) = 1 then min(relations.related_document_id) end as related_document_id
    from relations
    inner join cells_asked_for as cells
        on
            relations.related_document_id = cells.document_id
            and relations.document_relation = cells.document_relation
    group by relations.document_id, cells.place_code, cells.side, cells.line_code, cells.measure_code
)

select * from final
