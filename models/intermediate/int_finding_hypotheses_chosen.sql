-- One row per document and cell that is corrected or alone suspected: the hypothesis that fits it.
with corrections as (
    select * from {{ ref('int_finding_corrections') }}
),

documents as (
    select * from {{ ref('int_break_documents') }}
),

equations as (
    select * from {{ ref('int_break_equations_after') }}
),

glued_cells as (
    select * from {{ ref('int_finding_glued_cells') }}
),

-- A change that leaves a check broken which was not broken before proves nothing.
cells_contradicted as (
    select distinct terms.cell_id
    from {{ ref('int_break_terms') }} as terms
    inner join equations
        on terms.check_id = equations.check_id
    where equations.status_before not in ('broken', 'unreadable') and equations.status_after = 'broken'
),

final as (
    select
        corrections.document_id,
        corrections.cell_id,
        corrections.cell_key,
        corrections.correction,
        corrections.lower_end,
        corrections.upper_end,
        corrections.witness_count,
        corrections.copy_count,
        corrections.slip_code,
        corrections.rival_count,
        corrections.move_key,
        corrections.round_number,
        corrections.is_verified,
        corrections.statement_code,
        corrections.side,
        corrections.line_code,
        corrections.measure_code,
        corrections.unit_kind,
        corrections.is_printed,
        corrections.operand,
        corrections.operand_half_width,
        corrections.unit_width,
        corrections.figure_scale,
        corrections.figure_decimals,
        corrections.unit_zh,
        corrections.unit_en,
        corrections.is_statement,
        corrections.statement_zh,
        corrections.statement_en,
        corrections.measure_zh,
        corrections.measure_en,
        corrections.line_zh,
        corrections.line_en,
        corrections.is_swapped,
        corrections.taken_operand,
        corrections.pair_key,
        documents.department_id,
        documents.fiscal_year,
        documents.format,
        documents.is_read_digit_by_digit,
        cells_contradicted.cell_id is not null as is_contradicted,
        corrections.unit_kind in ('percent', 'points') as is_rate,
        corrections.witness_count > 1 or corrections.copy_count > 0 as is_proven,
        case
            when corrections.move_key is not null then corrections.slip_code
            when corrections.is_swapped then 'neighbours_swapped'
            when corrections.is_taken_from_its_row then 'column_shifted'
            when glued_cells.document_id is not null then 'row_glued'
            when not corrections.is_printed and corrections.is_of_a_lost_column then 'whole_column_lost'
            when corrections.cell_kind = 'unreadable' then 'number_unreadable'
            when not corrections.is_printed then 'blank_lost'
            when corrections.unit_kind in ('percent', 'points')
                and corrections.correction = corrections.unit_width
                and corrections.lower_end + corrections.upper_end between 0 and 2 * corrections.unit_width
                then 'rate_cut_off'
            when corrections.unit_kind in ('percent', 'points')
                and (corrections.slip_code is null or abs(corrections.correction) = corrections.unit_width)
                then 'rate_refuted'
            else coalesce(corrections.slip_code, 'value_replaced')
        end as hypothesis_code
    from corrections
    inner join documents
        on corrections.document_id = documents.document_id
    left join glued_cells
        on
            corrections.document_id = glued_cells.document_id
            and corrections.cell_key = glued_cells.cell_key
    left join cells_contradicted
        on corrections.cell_id = cells_contradicted.cell_id
)

select * from final
