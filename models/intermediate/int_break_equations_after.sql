-- One row per document with breaks and check of numbers that touches a suspect: before and after all corrections.
with {{ break_state(break_rounds() | length + 1) }},

final as (
    select
        equations.document_id,
        equations.check_id,
        equations.status as status_before,
        equations.residual as residual_before,
        equations_now.residual as residual_after,
        equations_now.tolerance as tolerance_after,
        case
            when equations_now.is_broken then 'broken'
            when equations_now.is_waiting then 'not_checkable'
            when equations_now.residual = 0 or equations_now.is_one_sided then 'exact'
            else 'within_rounding'
        end as status_after
    from {{ ref('int_break_equations') }} as equations
    inner join equations_now
        on equations.check_id = equations_now.check_id
    where equations.check_id in (select terms.check_id from {{ ref('int_break_terms') }} as terms)
)

select * from final
