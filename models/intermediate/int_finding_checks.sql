-- One row per document, finding and check: what the check was before, what it is after, and what it witnesses.
with hypotheses as (
    select * from {{ ref('int_finding_hypotheses') }}
),

terms as (
    select * from {{ ref('int_break_terms') }}
),

equations as (
    select * from {{ ref('int_break_equations_after') }}
),

gaps as (
    select * from {{ ref('int_finding_gaps') }}
),

words as (
    select * from {{ ref('int_finding_words') }}
),

printed_sets as (
    select
        document_id,
        check_key,
        sum(case when is_printed then cast(cell_number as decimal(28, 0)) else 0 end) as set_number
    from terms
    group by document_id, check_key
),

checks_of_cells as (
    select
        hypotheses.document_id,
        hypotheses.subject_key,
        hypotheses.cell_key,
        hypotheses.is_verified,
        terms.check_key,
        equations.identity_code,
        equations.instance_key,
        equations.kind,
        equations.severity,
        equations.status_before,
        equations.residual_before,
        terms.unit_kind,
        terms.weight,
        printed_sets.set_number - case when terms.is_printed then terms.cell_number else 0 end as witness_set,
        -- A lone suspect is not among the corrections that the equations know of.
        case
            when hypotheses.is_verified then equations.residual_after
            else equations.residual_after + {{ product_of_decimals('terms.weight', 'hypotheses.correction') }}
        end as residual_after,
        equations.tolerance_after as tolerance
    from hypotheses
    inner join terms
        on
            hypotheses.document_id = terms.document_id
            and hypotheses.cell_key = terms.cell_key
    inner join equations
        on
            terms.document_id = equations.document_id
            and terms.check_key = equations.check_key
    inner join printed_sets
        on
            terms.document_id = printed_sets.document_id
            and terms.check_key = printed_sets.check_key
    where terms.weight <> 0
),

checks_judged_again as (
    select
        *,
        case
            when kind in ('ordering', 'counts_within') and residual_after < -tolerance then 'broken'
            when kind in ('ordering', 'counts_within') then 'exact'
            when residual_after = 0 then 'exact'
            when abs(residual_after) <= tolerance then 'within_rounding'
            else 'broken'
        end as status_after
    from checks_of_cells
),

relations_told as (
    select
        *,
        case
            when status_before in ('broken', 'unreadable') and status_after <> 'broken' then 'mended'
            when status_before in ('broken', 'unreadable') then 'still_broken'
            when status_after = 'broken' then 'contradicting'
            when status_before = 'not_checkable' then 'completed'
            else 'confirming'
        end as relation
    from checks_judged_again
),

all_checks as (
    select
        document_id,
        subject_key,
        cell_key,
        check_key,
        identity_code,
        instance_key,
        kind,
        severity,
        relation,
        witness_set,
        weight,
        case when status_before = 'unreadable' then 'not_checkable' else status_before end as status_before,
        status_after,
        residual_before,
        residual_after,
        tolerance
    from relations_told
    union all
    select
        document_id,
        gap_key as subject_key,
        null as cell_key,
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
        null as cell_key,
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
                check_key
        ) as place_within_witness
    from all_checks
),

final as (
    select
        document_id,
        subject_key,
        cell_key,
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
