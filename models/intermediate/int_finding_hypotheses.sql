-- One row per document and cell that is corrected or alone suspected: hypothesis, kind of finding and cause.
with hypotheses_chosen as (
    select * from {{ ref('int_finding_hypotheses_chosen') }}
),

-- A rate that its own operands refute; in a sum of shares alone any of them could be the wrong one.
cells_in_broken_quotients as (
    select distinct terms.cell_id
    from {{ ref('int_break_terms') }} as terms
    inner join {{ ref('int_break_equations') }} as equations
        on terms.check_id = equations.check_id
    where equations.is_rate and equations.status = 'broken'
),

kinds_chosen as (
    select
        *,
        case
            when hypothesis_code = 'line_lost' then 'lost_line'
            when hypothesis_code = 'neighbours_swapped' then 'swapped_cells'
            when hypothesis_code = 'column_shifted' then 'shifted_cells'
            when not is_printed then 'lost_cell'
            when is_rate then 'refuted_rate'
            when statement_code like 'narrative_%' then 'contradicted_narrative'
            when statement_code like 'evaluation_%' then 'contradicted_form'
            else 'suspect_cell'
        end as finding_kind,
        case
            when move_key is not null then move_key
            when hypothesis_code = 'neighbours_swapped' then pair_key
            when hypothesis_code = 'column_shifted' then statement_code || '/' || side || '/' || line_code || '/*'
            else cell_key
        end as subject_key,
        case
            when move_key is not null then correction
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
        chosen.cell_id,
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
            when
                chosen.finding_kind = 'refuted_rate'
                and (chosen.witness_count > 1 or quotients.cell_id is not null)
                then 'publisher_error'
            when chosen.finding_kind = 'refuted_rate' then 'undecidable'
            when chosen.is_contradicted then 'undecidable'
            when chosen.finding_kind = 'lost_cell' and chosen.is_verified and chosen.is_proven then 'extraction_loss'
            when chosen.finding_kind = 'lost_cell' then 'undecidable'
            when chosen.finding_kind in ('lost_line', 'shifted_cells') and chosen.format in ('text', 'pdf')
                then 'extraction_loss'
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
    left join cells_in_broken_quotients as quotients
        on chosen.cell_id = quotients.cell_id
)

select * from final
