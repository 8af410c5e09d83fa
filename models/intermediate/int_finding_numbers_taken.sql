-- One row per document and corrected cell whose number another corrected cell of its row or column prints.
with corrections as (
    select * from {{ ref('int_finding_suspects') }}
),

cells as (
    select * from {{ ref('int_break_cells') }}
),

corrected_cells as (
    select
        corrections.document_id,
        corrections.cell_key,
        corrections.lower_end,
        corrections.upper_end,
        cells.statement_code,
        cells.side,
        cells.line_code,
        cells.measure_code,
        cells.unit_kind,
        cells.is_printed,
        cells.operand
    from corrections
    inner join cells
        on corrections.cell_id = cells.cell_id
),

-- Two corrected cells of one row or column whose printed numbers explain each other.
final as (
    select
        taking.document_id,
        taking.cell_key,
        max(giving.operand) as taken_operand,
        min(least(taking.cell_key, giving.cell_key)) as pair_key,
        bool_or(
            taking.operand between giving.operand + giving.lower_end and giving.operand + giving.upper_end
        ) as is_swapped,
        bool_or(taking.line_code = giving.line_code) as is_of_its_row
    from corrected_cells as taking
    inner join corrected_cells as giving
        on
            taking.document_id = giving.document_id
            and taking.statement_code = giving.statement_code
            and taking.side = giving.side
            and taking.cell_key <> giving.cell_key
            and (taking.line_code = giving.line_code or taking.measure_code = giving.measure_code)
    where
        giving.is_printed
        and giving.operand <> 0
        and taking.unit_kind = giving.unit_kind
        and giving.operand between taking.operand + taking.lower_end and taking.operand + taking.upper_end
    group by taking.document_id, taking.cell_key
)

select * from final
