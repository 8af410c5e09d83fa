-- One row per document, finding, cell and check that the cell stands in: what the check was before and is after.
with hypotheses as (
    select * from {{ ref('int_finding_hypotheses') }}
),

equations as (
    select * from {{ ref('int_break_equations') }}
),

equations_after as (
    select * from {{ ref('int_break_equations_after') }}
),

checks_of_cells as (
    select
        hypotheses.document_id,
        hypotheses.subject_key,
        hypotheses.cell_key,
        hypotheses.cell_id,
        hypotheses.is_verified,
        equations.check_id,
        equations.identity_code || '|' || equations.instance_key as check_key,
        equations.identity_code,
        equations.instance_key,
        equations.kind,
        equations.is_one_sided,
        equations.severity,
        equations_after.status_before,
        equations_after.residual_before,
        terms.unit_kind,
        terms.weight,
        equations.printed_set - terms.cell_number as witness_set,
        -- A lone suspect is not among the corrections that the equations know of.
        case
            when hypotheses.is_verified then equations_after.residual_after
            else equations_after.residual_after + {{ weighted_amount('terms.weight', 'hypotheses.correction') }}
        end as residual_after,
        equations_after.tolerance_after as tolerance
    from hypotheses
    inner join {{ ref('int_break_terms') }} as terms
        on hypotheses.cell_id = terms.cell_id
    inner join equations
        on terms.check_id = equations.check_id
    inner join equations_after
        on terms.check_id = equations_after.check_id
    where terms.weight <> 0
),

checks_judged_again as (
    select
        *,
        case
            when is_one_sided and residual_after < -tolerance then 'broken'
            when is_one_sided then 'exact'
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
        cell_id,
        cell_key,
        check_id,
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
