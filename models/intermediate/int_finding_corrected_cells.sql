-- One row per document and cell that is corrected or alone suspected: what is printed there, and the change of it.
with all_corrections as (
    select * from {{ ref('int_finding_suspects') }}
),

cells as (
    select * from {{ ref('int_break_cells') }}
),

final as (
    select
        all_corrections.document_id,
        all_corrections.cell_id,
        all_corrections.cell_key,
        all_corrections.correction,
        all_corrections.lower_end,
        all_corrections.upper_end,
        all_corrections.witness_count,
        all_corrections.copy_count,
        all_corrections.slip_code,
        all_corrections.rival_count,
        all_corrections.move_key,
        all_corrections.round_number,
        all_corrections.is_verified,
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
        cells.is_statement,
        cells.statement_zh,
        cells.statement_en,
        cells.measure_zh,
        cells.measure_en,
        cells.line_zh,
        cells.line_en,
        cells.table_index,
        cells.source_row,
        cells.cell_kind
    from all_corrections
    inner join cells
        on all_corrections.cell_id = cells.cell_id
)

select * from final
