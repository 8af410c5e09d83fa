-- One row per document, finding and check: what the check was before, what it is after, and what it witnesses.
with checks_of_cells as (
    select * from {{ ref('int_finding_checks_of_cells') }}
),

gaps as (
    select * from {{ ref('int_finding_gaps') }}
),

words as (
    select * from {{ ref('int_finding_words') }}
),

all_checks as (
    select
        document_id,
        subject_key,
        cell_id,
        cell_key,
        check_id,
        check_key,
        identity_code,
        instance_key,
        kind,
        severity,
        relation,
        witness_set,
        weight,
        status_before,
        status_after,
        residual_before,
        residual_after,
        tolerance
    from checks_of_cells
    union all
    select
        document_id,
        gap_key as subject_key,
        null as cell_id,
        null as cell_key,
        check_id,
        check_key,
        identity_code,
        instance_key,
        kind,
        severity,
        'unexplained' as relation,
        witness_set,
        cast(null as decimal(20, 6)) as weight,
        'broken' as status_before,
        'broken' as status_after,
        residual as residual_before,
        residual as residual_after,
        tolerance
    from gaps
    where not is_told_with_a_cell
    union all
    select
        document_id,
        check_key as subject_key,
        null as cell_id,
        null as cell_key,
        null as check_id,
        check_key,
        identity_code,
        instance_key,
        kind,
        severity,
        'offended' as relation,
        null as witness_set,
        cast(null as decimal(20, 6)) as weight,
        'broken' as status_before,
        'broken' as status_after,
        residual_yuan as residual_before,
        residual_yuan as residual_after,
        null as tolerance
    from words
),

checks_ranked as (
    select
        *,
        dense_rank() over (
            partition by document_id, subject_key, relation, kind in ('ordering', 'counts_within')
            order by witness_set
        ) as set_rank,
        row_number() over (
            partition by document_id, subject_key, relation, witness_set
            order by
                case when kind in ('ordering', 'counts_within') then 1 else 0 end,
                check_key,
                -- Two cells of one move stand in one check: without the cell, builds would tell the proof of either.
                cell_key
        ) as place_within_witness
    from all_checks
),

final as (
    select
        document_id,
        subject_key,
        cell_id,
        cell_key,
        check_id,
        check_key,
        identity_code,
        instance_key,
        kind,
        severity,
        relation,
        witness_set,
        weight,
        status_before,
        status_after,
        residual_before,
        residual_after,
        tolerance,
        case
            when relation in ('mended', 'unexplained') and kind not in ('ordering', 'counts_within') then set_rank
        end as witness_number,
        place_within_witness
    from checks_ranked
)

select * from final
