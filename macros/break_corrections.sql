{#- One row per cell whose change a round accepts. -#}
{% macro break_corrections(number) -%}
{%- set round = break_rounds()[number - 1] -%}
with {{ break_state(number) }},

{{ break_slips(only_unrefuted=not round.joint) }},

-- A candidate competes with the others that would mend the same check.
checks_mended as (
    select
        candidates.cell_id,
        terms.check_id,
        rank() over (
            partition by terms.check_id
            order by
                candidates.refuting_holding_count asc,
                candidates.witness_count desc,
                case when candidates.refuting_broken_count > 0 then 1 else 0 end asc,
                case when candidates.slip_code is null then 1 else 0 end asc
        ) as candidate_rank,
        count(*) over (
            partition by
                terms.check_id,
                candidates.refuting_holding_count,
                candidates.refuting_broken_count > 0,
                candidates.witness_count
        ) - 1 as rival_count
    from candidates
    inner join {{ ref('int_break_terms') }} as terms
        on candidates.cell_id = terms.cell_id
    inner join equations_now
        on terms.check_id = equations_now.check_id
    where
        equations_now.is_broken
        and (
            equations_now.is_one_sided
            or abs(equations_now.residual + {{ weighted_amount('terms.weight', 'candidates.correction') }})
            <= equations_now.tolerance + abs(terms.weight) * candidates.filled_half_width
        )
),

places_counted as (
    select
        *,
        count(*) over (partition by check_id, candidate_rank) as equal_count
    from checks_mended
),

best_in_every_check as (
    select
        cell_id,
        max(rival_count) as rival_count
    from places_counted
    group by cell_id
    having max(case when candidate_rank = 1 and equal_count = 1 then 0 else 1 end) = 0
),

proposed as (
    select
        candidates.*,
        best.rival_count
    from candidates
    inner join best_in_every_check as best
        on candidates.cell_id = best.cell_id
    where
        (
            candidates.witness_count >= {{ round.witnesses }}
            or (not candidates.is_printed and candidates.copy_count > 0)
        )
        {%- if not round.joint %}
        and candidates.refuting_broken_count = 0
        {%- endif %}
),

-- All of them together must leave every check that they touch in order.
equations_after as (
    {{ checks_moved_by('proposed') }}
),

checks_left_broken as (
    select
        after.check_id,
        now.is_broken or now.is_waiting as was_open,
        now.is_waiting
    from equations_after as after
    inner join equations_now as now
        on after.check_id = now.check_id
    where
        case
            when now.is_one_sided
                then now.residual + after.correction < -(now.tolerance + after.half_width)
            else abs(now.residual + after.correction) > now.tolerance + after.half_width
        end
),

-- A blank beside it in the same column may be lost as well: then the check cannot speak against the change yet.
blanks_left as (
    select
        terms.check_id,
        terms.statement_code,
        terms.measure_code
    from {{ ref('int_break_terms') }} as terms
    left join corrections
        on terms.cell_id = corrections.cell_id
    left join proposed
        on terms.cell_id = proposed.cell_id
    where
        terms.check_id in (select left_broken.check_id from checks_left_broken as left_broken)
        and not terms.is_printed
        and corrections.cell_id is null
        and proposed.cell_id is null
),

cells_refuted as (
    select distinct terms.cell_id
    from checks_left_broken as left_broken
    inner join {{ ref('int_break_terms') }} as terms
        on left_broken.check_id = terms.check_id
    inner join proposed
        on terms.cell_id = proposed.cell_id
    where
        not left_broken.was_open
        or proposed.is_printed
        or not exists (
            select 1
            from blanks_left
            where
                blanks_left.check_id = left_broken.check_id
                and (
                    {{ 'left_broken.is_waiting' if round.witnesses > 1 else 'false' }}
                    or (
                        blanks_left.statement_code = terms.statement_code
                        and blanks_left.measure_code = terms.measure_code
                    )
                )
        )
),

final as (
    select
        proposed.document_id,
        proposed.cell_id,
        proposed.cell_key,
        proposed.is_printed,
        proposed.operand,
        proposed.operand_half_width,
        proposed.witness_count,
        proposed.mended_check_count,
        proposed.copy_count,
        proposed.refuting_holding_count,
        proposed.refuting_broken_count,
        proposed.lower_end,
        proposed.upper_end,
        proposed.filled_half_width,
        proposed.slip_code,
        proposed.correction,
        proposed.rival_count,
        cast(null as {{ dbt.type_string() }}) as move_key,
        {{ number }} as round_number
    from proposed
    left join cells_refuted
        on proposed.cell_id = cells_refuted.cell_id
    where cells_refuted.cell_id is null
)

select * from final
{%- endmacro %}
