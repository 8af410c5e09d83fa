-- One row per document and cell that is corrected or alone suspected: what may have happened to it.
with corrected_cells as (
    select * from {{ ref('int_finding_corrected_cells') }}
),

operands as (
    select * from {{ ref('int_identity_operands') }}
),

numbers_taken_from_another as (
    select * from {{ ref('int_finding_numbers_taken') }}
),

columns_printed as (
    select distinct
        document_id,
        statement_code,
        side,
        measure_code,
        table_index
    from operands
    where cell_kind = 'printed_number'
),

final as (
    select
        corrected_cells.document_id,
        corrected_cells.cell_id,
        corrected_cells.cell_key,
        corrected_cells.correction,
        corrected_cells.lower_end,
        corrected_cells.upper_end,
        corrected_cells.witness_count,
        corrected_cells.copy_count,
        corrected_cells.slip_code,
        corrected_cells.rival_count,
        corrected_cells.move_key,
        corrected_cells.round_number,
        corrected_cells.is_verified,
        corrected_cells.statement_code,
        corrected_cells.side,
        corrected_cells.line_code,
        corrected_cells.measure_code,
        corrected_cells.unit_kind,
        corrected_cells.is_printed,
        corrected_cells.operand,
        corrected_cells.operand_half_width,
        corrected_cells.unit_width,
        corrected_cells.figure_scale,
        corrected_cells.figure_decimals,
        corrected_cells.unit_zh,
        corrected_cells.unit_en,
        corrected_cells.is_statement,
        corrected_cells.statement_zh,
        corrected_cells.statement_en,
        corrected_cells.measure_zh,
        corrected_cells.measure_en,
        corrected_cells.line_zh,
        corrected_cells.line_en,
        corrected_cells.table_index,
        corrected_cells.source_row,
        corrected_cells.cell_kind,
        {{ figure_text('(corrected_cells.operand + corrected_cells.correction)', 'corrected_cells') }}
            as proposed_value,
        coalesce(taken.is_swapped, false) as is_swapped,
        coalesce(taken.is_of_its_row and not taken.is_swapped, false) as is_taken_from_its_row,
        taken.taken_operand,
        taken.pair_key,
        columns_printed.document_id is null
        and count(*) over (
            partition by
                corrected_cells.document_id,
                corrected_cells.statement_code,
                corrected_cells.side,
                corrected_cells.measure_code,
                corrected_cells.table_index
        ) > 1 as is_of_a_lost_column
    from corrected_cells
    left join numbers_taken_from_another as taken
        on
            corrected_cells.document_id = taken.document_id
            and corrected_cells.cell_key = taken.cell_key
    left join columns_printed
        on
            corrected_cells.document_id = columns_printed.document_id
            and corrected_cells.statement_code = columns_printed.statement_code
            and corrected_cells.side = columns_printed.side
            and corrected_cells.measure_code = columns_printed.measure_code
            and corrected_cells.table_index = columns_printed.table_index
)

select * from final
