-- One row per document and cell that is corrected or alone suspected: hypothesis, kind of finding and cause.
with corrections as (
    select * from {{ ref('int_finding_corrections') }}
),

documents as (
    select * from {{ ref('int_break_documents') }}
),

terms as (
    select * from {{ ref('int_break_terms') }}
),

equations as (
    select * from {{ ref('int_break_equations_after') }}
),

glued_cells as (
    select * from {{ ref('int_finding_glued_cells') }}
),

-- A change that leaves a check broken which was not broken before proves nothing.
cells_contradicted as (
    select distinct
        terms.document_id,
        terms.cell_key
    from terms
    inner join equations
        on
            terms.document_id = equations.document_id
            and terms.check_key = equations.check_key
    where equations.status_before not in ('broken', 'unreadable') and equations.status_after = 'broken'
),

hypotheses_chosen as (
    select
        corrections.*,
        documents.department_id,
        documents.fiscal_year,
        documents.format,
        documents.is_read_digit_by_digit,
        cells_contradicted.document_id is not null as is_contradicted,
        corrections.unit_kind in ('percent', 'points') as is_rate,
        corrections.witness_count > 1 or corrections.copy_count > 0 as is_proven,
        case
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
        on
            corrections.document_id = cells_contradicted.document_id
            and corrections.cell_key = cells_contradicted.cell_key
),

kinds_chosen as (
    select
        *,
        case
            when hypothesis_code = 'neighbours_swapped' then 'swapped_cells'
            when hypothesis_code = 'column_shifted' then 'shifted_cells'
            when not is_printed then 'lost_cell'
            when is_rate then 'refuted_rate'
            when statement_code like 'narrative_%' then 'contradicted_narrative'
            when statement_code like 'evaluation_%' then 'contradicted_form'
            else 'suspect_cell'
        end as finding_kind,
        case
            when hypothesis_code = 'neighbours_swapped' then pair_key
            when hypothesis_code = 'column_shifted' then statement_code || '/' || side || '/' || line_code || '/*'
            else cell_key
        end as subject_key,
        case
            when hypothesis_code in ('neighbours_swapped', 'column_shifted') then taken_operand - operand
            else correction
        end as proposed_correction
    from hypotheses_chosen
),

final as (
    select
        chosen.document_id,
        chosen.department_id,
        chosen.fiscal_year,
        chosen.cell_key,
        chosen.subject_key,
        chosen.finding_kind,
        chosen.hypothesis_code,
        chosen.correction,
        chosen.proposed_correction,
        chosen.lower_end,
        chosen.upper_end,
        chosen.witness_count,
        chosen.copy_count,
        chosen.slip_code,
        chosen.rival_count,
        chosen.round_number,
        chosen.is_verified,
        chosen.is_contradicted,
        chosen.statement_code,
        chosen.side,
        chosen.line_code,
        chosen.measure_code,
        chosen.unit_kind,
        chosen.is_printed,
        chosen.operand,
        chosen.operand_half_width,
        chosen.unit_width,
        chosen.figure_scale,
        chosen.figure_decimals,
        chosen.unit_zh,
        chosen.unit_en,
        chosen.is_statement,
        chosen.statement_zh,
        chosen.statement_en,
        chosen.measure_zh,
        chosen.measure_en,
        chosen.line_zh,
        chosen.line_en,
        {{ figure_text('chosen.operand', 'chosen') }} as printed_value,
        {{ figure_text('(operand + proposed_correction)', 'chosen') }} as proposed_value,
        case
            when chosen.finding_kind = 'refuted_rate' then 'publisher_error'
            when chosen.is_contradicted then 'undecidable'
            when chosen.finding_kind = 'lost_cell' and chosen.is_verified and chosen.is_proven then 'extraction_loss'
            when chosen.finding_kind = 'lost_cell' then 'undecidable'
            when chosen.finding_kind = 'shifted_cells' and chosen.format in ('text', 'pdf') then 'extraction_loss'
            when chosen.finding_kind in ('shifted_cells', 'swapped_cells') and chosen.format <> 'text'
                then 'publisher_error'
            when chosen.rival_count > 0 then 'undecidable'
            when
                chosen.finding_kind in ('contradicted_narrative', 'contradicted_form')
                and (chosen.is_read_digit_by_digit or chosen.slip_code is null)
                then 'publisher_error'
            when chosen.finding_kind = 'suspect_cell' and chosen.is_read_digit_by_digit and chosen.is_proven
                then 'publisher_error'
            else 'undecidable'
        end as cause
    from kinds_chosen as chosen
)

select * from final
