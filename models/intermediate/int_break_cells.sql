-- One row per document and cell of a broken check, or corrected: what it is called, what is printed, and where.
with cells as (
    select * from {{ ref('int_break_cells_measured') }}
),

operands as (
    select
        *,
        {{ number_of_texts(['document_id', 'statement_code', 'side', 'line_code', 'measure_code']) }} as cell_id
    from {{ ref('int_identity_operands') }}
),

titles as (
    select * from {{ ref('int_break_cell_titles') }}
),

vocabulary as (
    select * from {{ ref('int_finding_vocabulary') }}
),

final as (
    select
        cells.document_id,
        cells.cell_id,
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
        titles.is_statement,
        titles.statement_zh,
        titles.statement_en,
        titles.measure_zh,
        titles.measure_en,
        case
            when operands.line_kind = 'subject' and operands.line_label <> cells.line_code
                then cells.line_code || ' ' || operands.line_label
            else coalesce(titles.line_zh, vocabulary.text_zh, operands.line_label, cells.line_code)
        end as line_zh,
        case
            when operands.line_kind = 'subject' and operands.line_label <> cells.line_code
                then cells.line_code || ' ' || operands.line_label
            else coalesce(titles.line_en, vocabulary.text_en, operands.line_label, cells.line_code)
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
    inner join titles
        on cells.cell_id = titles.cell_id
    left join operands
        on cells.cell_id = operands.cell_id
    left join vocabulary
        on coalesce(operands.line_label, cells.line_code) = vocabulary.word
)

select * from final
