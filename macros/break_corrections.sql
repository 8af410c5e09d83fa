{#- One row per cell whose change a round accepts. -#}
{% macro break_corrections(number) -%}
{%- set round = break_rounds()[number - 1] -%}
with equations as (
    select * from {{ ref('int_break_equations') }}
),

terms as (
    select * from {{ ref('int_break_terms') }}
),

corrections as (
    {{ corrections_before(number) }}
),

equations_now as (
    {{ equations_at_round(number) }}
),

candidates_with_slips as (
    {{ break_slips(number, only_unrefuted=not round.joint) }}
),

candidates as (
    select * from candidates_with_slips
),

-- A candidate competes with the others that would mend the same check.
checks_mended as (
    select
        candidates.document_id,
        candidates.cell_key,
        terms.check_key,
        rank() over (
            partition by candidates.document_id, terms.check_key
            order by
                candidates.refuting_holding_count asc,
                candidates.witness_count desc,
                case when candidates.refuting_broken_count > 0 then 1 else 0 end asc,
                case when candidates.slip_code is null then 1 else 0 end asc
        ) as candidate_rank,
        count(*) over (
            partition by
                candidates.document_id,
                terms.check_key,
                candidates.refuting_holding_count,
                candidates.refuting_broken_count > 0,
                candidates.witness_count
        ) - 1 as rival_count
    from candidates
    inner join terms
        on
            candidates.document_id = terms.document_id
            and candidates.cell_key = terms.cell_key
    inner join equations_now
        on
            terms.document_id = equations_now.document_id
            and terms.check_key = equations_now.check_key
    where
        equations_now.is_broken
        and (
            equations_now.kind in ('ordering', 'counts_within')
            or abs(equations_now.residual + {{ product_of_decimals('terms.weight', 'candidates.correction') }})
            <= equations_now.tolerance + abs(terms.weight) * candidates.filled_half_width
        )
),

places_counted as (
    select
        *,
        count(*) over (partition by document_id, check_key, candidate_rank) as equal_count
    from checks_mended
),

best_in_every_check as (
    select
        document_id,
        cell_key,
        max(rival_count) as rival_count
    from places_counted
    group by document_id, cell_key
    having max(case when candidate_rank = 1 and equal_count = 1 then 0 else 1 end) = 0
),

proposed as (
    select
        candidates.*,
        best.rival_count
    from candidates
    inner join best_in_every_check as best
        on
            candidates.document_id = best.document_id
            and candidates.cell_key = best.cell_key
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
    select
        terms.document_id,
        terms.check_key,
        sum({{ product_of_decimals('terms.weight', 'proposed.correction') }}) as correction,
        sum(cast(abs(terms.weight) * proposed.filled_half_width as decimal(28, 6))) as half_width
    from terms
    inner join proposed
        on
            terms.document_id = proposed.document_id
            and terms.cell_key = proposed.cell_key
    group by terms.document_id, terms.check_key
),

checks_left_broken as (
    select
        after.document_id,
        after.check_key,
        now.is_broken or now.is_waiting as was_open,
        now.is_waiting
    from equations_after as after
    inner join equations_now as now
        on
            after.document_id = now.document_id
            and after.check_key = now.check_key
    where
        case
            when now.kind in ('ordering', 'counts_within')
                then now.residual + after.correction < -(now.tolerance + after.half_width)
            else abs(now.residual + after.correction) > now.tolerance + after.half_width
        end
),

-- A blank beside it in the same column may be lost as well: then the check cannot speak against the change yet.
blanks_left as (
    select
        terms.document_id,
        terms.check_key,
        terms.cell_key,
        terms.statement_code,
        terms.measure_code
    from terms
    left join corrections
        on
            terms.document_id = corrections.document_id
            and terms.cell_key = corrections.cell_key
    left join proposed
        on
            terms.document_id = proposed.document_id
            and terms.cell_key = proposed.cell_key
    where not terms.is_printed and corrections.document_id is null and proposed.document_id is null
),

cells_refuted as (
    select distinct
        terms.document_id,
        terms.cell_key
    from checks_left_broken as left_broken
    inner join terms
        on
            left_broken.document_id = terms.document_id
            and left_broken.check_key = terms.check_key
    inner join proposed
        on
            terms.document_id = proposed.document_id
            and terms.cell_key = proposed.cell_key
    where
        not left_broken.was_open
        or proposed.is_printed
        or not exists (
            select 1
            from blanks_left
            where
                blanks_left.document_id = left_broken.document_id
                and blanks_left.check_key = left_broken.check_key
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
        proposed.*,
        cast(null as {{ dbt.type_string() }}) as move_key,
        {{ number }} as round_number
    from proposed
    left join cells_refuted
        on
            proposed.document_id = cells_refuted.document_id
            and proposed.cell_key = cells_refuted.cell_key
    where cells_refuted.document_id is null
)

select * from final
{%- endmacro %}
