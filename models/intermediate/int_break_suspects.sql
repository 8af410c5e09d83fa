-- One row per document and cell that could explain a check still broken after all rounds, and that no check refutes.
with candidates as (
    select * from {{ ref('int_break_candidates_left') }}
    where refuting_holding_count = 0
),

witnessed as (
    select * from {{ ref('int_break_suspects_witnessed') }}
),

-- Among cells that would mend the same sum, what stands elsewhere, is listed or usual tells them apart.
final as (
    select
        candidates.document_id,
        candidates.cell_id,
        candidates.cell_key,
        candidates.is_printed,
        candidates.witness_count,
        candidates.copy_count,
        candidates.slip_code,
        candidates.filled_half_width,
        case
            when candidates.is_printed then candidates.correction
            else coalesce(witnessed.correction_elsewhere, candidates.correction)
        end as correction,
        case
            when candidates.is_printed then coalesce(witnessed.habit_rank, 0)
            when witnessed.correction_elsewhere is not null then 2
            when witnessed.is_listed then 1
            else 0
        end as side_witness_rank
    from candidates
    left join witnessed
        on candidates.cell_id = witnessed.cell_id
)

select * from final
