-- One row per document with breaks and cell of its checks of numbers: what it is called, what is printed, and where.
with cells as (
    select * from {{ ref('int_break_cells_measured') }}
),

operands as (
    select * from {{ ref('int_identity_operands') }}
),

places as (
    select
        statement_code,
        title_zh,
        title_en,
        statement_code as vocabulary_code,
        true as is_statement
    from {{ ref('statements') }}
    union all
    select
        statement_code,
        min(title_zh) as title_zh,
        min(title_en) as title_en,
        statement_code as vocabulary_code,
        false as is_statement
    from {{ ref('operand_statements') }}
    group by statement_code
    union all
    select
        statement_code,
        title_zh,
        title_en,
        related_statement_code as vocabulary_code,
        false as is_statement
    from {{ ref('related_places') }}
),

measures as (
    select
        statement_code,
        coalesce(side, '') as side,
        measure_code,
        title_zh,
        title_en
    from {{ ref('measures') }}
),

measures_outside_statements as (
    select * from {{ ref('operand_measures') }}
),

topics as (
    select * from {{ ref('narrative_topics') }}
),

lines as (
    select
        statement_code,
        coalesce(side, '') as side,
        line_code,
        label_zh,
        label_en
    from {{ ref('lines') }}
),

final as (
    select
        cells.document_id,
        cells.cell_key,
        cells.statement_code,
        cells.side,
        cells.line_code,
        cells.measure_code,
        cells.unit_kind,
        cells.is_printed,
        cells.operand,
        cells.operand_half_width,
        cells.unit_width,
        cells.figure_scale,
        cells.figure_decimals,
        cells.unit_zh,
        cells.unit_en,
        places.is_statement,
        places.title_zh as statement_zh,
        places.title_en as statement_en,
        coalesce(measures.title_zh, outside.title_zh, cells.measure_code) as measure_zh,
        coalesce(measures.title_en, outside.title_en, cells.measure_code) as measure_en,
        case
            when operands.line_kind = 'subject' and operands.line_label <> cells.line_code
                then cells.line_code || ' ' || operands.line_label
            else coalesce(lines.label_zh, topics.title_zh, operands.line_label, cells.line_code)
        end as line_zh,
        case
            when operands.line_kind = 'subject' and operands.line_label <> cells.line_code
                then cells.line_code || ' ' || operands.line_label
            else coalesce(lines.label_en, topics.title_en, operands.line_label, cells.line_code)
        end as line_en,
        operands.line_label,
        operands.cell_kind,
        operands.amount_yuan,
        operands.value_number,
        operands.table_index,
        operands.source_page,
        operands.source_line,
        operands.source_row,
        operands.source_column,
        operands.source_text
    from cells
    inner join places
        on cells.statement_code = places.statement_code
    left join measures
        on
            places.vocabulary_code = measures.statement_code
            and cells.side = measures.side
            and cells.measure_code = measures.measure_code
    left join measures_outside_statements as outside
        on cells.measure_code = outside.measure_code
    left join topics
        on
            not places.is_statement
            and cells.line_code = topics.topic_code
    left join lines
        on
            places.vocabulary_code = lines.statement_code
            and cells.side = lines.side
            and cells.line_code = lines.line_code
    left join operands
        on
            cells.document_id = operands.document_id
            and cells.statement_code = operands.statement_code
            and cells.side = operands.side
            and cells.line_code = operands.line_code
            and cells.measure_code = operands.measure_code
)

select * from final
