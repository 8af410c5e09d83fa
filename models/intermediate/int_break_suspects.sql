-- One row per document and cell that could explain a check still broken after all rounds, and that no check refutes.
with candidates as (
    select * from {{ ref('int_break_candidates_left') }}
    where refuting_holding_count = 0
),

witnessed as (
    select * from {{ ref('int_break_blanks_witnessed') }}
),

-- Among blanks that would mend the same sum, what stands elsewhere or is listed tells them apart.
final as (
    select
        candidates.document_id,
        candidates.cell_key,
        candidates.is_printed,
        candidates.witness_count,
        candidates.copy_count,
        candidates.slip_code,
        candidates.filled_half_width,
        coalesce(witnessed.correction_elsewhere, candidates.correction) as correction,
        case when witnessed.correction_elsewhere is not null then 2 when witnessed.is_listed then 1 else 0 end
            as side_witness_rank
    from candidates
    left join witnessed
        on
            candidates.document_id = witnessed.document_id
            and case when not candidates.is_printed then candidates.cell_key end = witnessed.cell_key
)

select * from final
