-- One row per document with breaks and check of numbers that touches a suspect: before and after all corrections.
with equations as (
    select * from {{ ref('int_break_equations') }}
),

terms as (
    select * from {{ ref('int_break_terms') }}
),

corrections as (
    {{ corrections_before(break_rounds() | length + 1) }}
),

checks_touched as (
    select distinct
        document_id,
        check_key
    from terms
),

equations_now as (
    {{ equations_at_round(break_rounds() | length + 1) }}
),

final as (
    select
        equations.document_id,
        equations.check_key,
        equations.identity_code,
        equations.instance_key,
        equations.severity,
        equations.kind,
        equations.status as status_before,
        equations.residual as residual_before,
        equations_now.residual as residual_after,
        equations_now.tolerance as tolerance_after,
        case
            when equations_now.is_broken then 'broken'
            when equations_now.is_waiting then 'not_checkable'
            when equations_now.residual = 0 or equations_now.kind in ('ordering', 'counts_within') then 'exact'
            else 'within_rounding'
        end as status_after
    from equations
    inner join checks_touched
        on
            equations.document_id = checks_touched.document_id
            and equations.check_key = checks_touched.check_key
    inner join equations_now
        on
            equations.document_id = equations_now.document_id
            and equations.check_key = equations_now.check_key
)

select * from final
