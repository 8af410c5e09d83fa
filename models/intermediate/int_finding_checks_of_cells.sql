-- One row per document, finding, cell and check that the cell stands in: what the check was before and is after.
with hypotheses as (
    select * from {{ ref('int_finding_hypotheses') }}
),

terms as (
    select * from {{ ref('int_break_terms') }}
),

equations as (
    select * from {{ ref('int_break_equations_after') }}
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
        case
            when status_before in ('broken', 'unreadable') and status_after <> 'broken' then 'mended'
            when status_before in ('broken', 'unreadable') then 'still_broken'
            when status_after = 'broken' then 'contradicting'
            when status_before = 'not_checkable' then 'completed'
            else 'confirming'
        end as relation,
        witness_set,
        weight,
        case when status_before = 'unreadable' then 'not_checkable' else status_before end as status_before,
        status_after,
        residual_before,
        residual_after,
        tolerance
    from checks_judged_again
)

select * from final
