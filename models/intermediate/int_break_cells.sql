-- One row per document with breaks and cell of its checks of numbers: what it is called, what is printed, and where.
with terms as (
    select * from {{ ref('int_break_terms') }}
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

cells_found as (
    select
        document_id,
        cell_key,
        max(statement_code) as statement_code,
        max(side) as side,
        max(line_code) as line_code,
        max(measure_code) as measure_code,
        max(unit_kind) as unit_kind,
        bool_or(is_printed) as is_printed,
        max(operand) as operand,
        max(operand_half_width) as operand_half_width
    from terms
    group by document_id, cell_key
),

cells_measured as (
    select
        *,
        case when operand_half_width > 0 then 2 * operand_half_width else 1 end as unit_width,
        unit_kind = 'money' and operand_half_width > cast('0.5' as decimal(2, 1)) as is_in_ten_thousands
    from cells_found
),

cells as (
    select
        *,
        case when is_in_ten_thousands then cast('0.0001' as decimal(5, 4)) else 1 end as figure_scale,
        unit_width * case when is_in_ten_thousands then cast('0.0001' as decimal(5, 4)) else 1 end as figure_width,
        case
            when is_in_ten_thousands then '万元'
            when unit_kind = 'money' then '元'
            when unit_kind = 'percent' then '%'
            else ''
        end as unit_zh,
        case
            when is_in_ten_thousands then '×10⁴ yuan'
            when unit_kind = 'money' then 'yuan'
            when unit_kind = 'percent' then '%'
            else ''
        end as unit_en
    from cells_measured
),

final as (
    select
        cells.*,
        case
            when cells.figure_width >= 1 then 0
            when cells.figure_width >= cast('0.1' as decimal(2, 1)) then 1
            when cells.figure_width >= cast('0.01' as decimal(3, 2)) then 2
            when cells.figure_width >= cast('0.001' as decimal(4, 3)) then 3
            else 4
        end as figure_decimals,
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
