{#-
    The rounds in which breaks are explained. Each round knows the corrections of the rounds before it, so that what one
    correction frees the next round may solve; the number of rounds is fixed, and the later ones ask for less.
    `witnesses` is how many independent checks must agree, `joint` whether a check that holds may be kept in balance by a
    second correction of the same round.
-#}
{% macro break_rounds() -%}
    {{ return([
        {"witnesses": 2, "joint": false},
        {"witnesses": 2, "joint": true},
        {"witnesses": 2, "joint": true},
        {"witnesses": 1, "joint": false},
        {"witnesses": 1, "joint": true},
    ]) }}
{%- endmacro %}

{#- Every correction of the rounds before one, as one relation. -#}
{% macro corrections_before(number) -%}
    {%- if number == 1 -%}
        select
            cast(null as {{ dbt.type_string() }}) as document_id,
            cast(null as {{ dbt.type_string() }}) as cell_key,
            cast(null as decimal(20, 6)) as correction,
            cast(null as decimal(20, 6)) as filled_half_width
        where 1 = 0
    {%- else -%}
        {%- for earlier in range(1, number) %}
        select
            document_id,
            cell_key,
            correction,
            filled_half_width
        from {{ ref('int_break_corrections_' ~ earlier) }}
        {%- if not loop.last %}
            union all
        {%- endif %}
        {%- endfor %}
    {%- endif %}
{%- endmacro %}

{#- The equations after the corrections of the rounds before one: what is left over, what may be, and which are broken. -#}
{% macro equations_at_round(number) -%}
    select
        equations.document_id,
        equations.check_key,
        equations.kind,
        cast(equations.residual + coalesce(moved.correction, 0) as decimal(28, 6)) as residual,
        cast(equations.tolerance + coalesce(moved.half_width, 0) as decimal(28, 6)) as tolerance,
        equations.status = 'not_checkable' and moved.document_id is null as is_waiting,
        case
            when equations.kind in ('ordering', 'counts_within')
                then equations.residual + coalesce(moved.correction, 0)
                    < -(equations.tolerance + coalesce(moved.half_width, 0))
            when moved.document_id is null then equations.status in ('broken', 'unreadable')
            else abs(equations.residual + coalesce(moved.correction, 0))
                > equations.tolerance + coalesce(moved.half_width, 0)
        end
        and not (equations.status = 'not_checkable' and moved.document_id is null) as is_broken
    from equations
    left join (
        select
            terms.document_id,
            terms.check_key,
            sum({{ product_of_decimals('terms.weight', 'corrections.correction') }}) as correction,
            sum(cast(abs(terms.weight) * corrections.filled_half_width as decimal(28, 6))) as half_width
        from terms
        inner join corrections
            on
                terms.document_id = corrections.document_id
                and terms.cell_key = corrections.cell_key
        group by terms.document_id, terms.check_key
    ) as moved
        on
            equations.document_id = moved.document_id
            and equations.check_key = moved.check_key
{%- endmacro %}

{#- One row per cell of a check broken at a round: the change that most independent witnesses agree on. -#}
{% macro break_candidates(number) -%}
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

printed_sets as (
    select
        document_id,
        check_key,
        sum(case when is_printed then cast(cell_number as decimal(28, 0)) else 0 end) as set_number
    from terms
    group by document_id, check_key
),

suspects as (
    select distinct
        terms.document_id,
        terms.cell_key
    from terms
    inner join equations_now
        on
            terms.document_id = equations_now.document_id
            and terms.check_key = equations_now.check_key
    left join corrections
        on
            terms.document_id = corrections.document_id
            and terms.cell_key = corrections.cell_key
    where
        equations_now.is_broken
        and terms.weight <> 0
        and corrections.document_id is null
        -- A cell of another document is judged there, beside the cells that it belongs with.
        and terms.statement_code not in (select places.statement_code from {{ ref('related_places') }} as places)
),

-- What each check allows its cell to change by; two selections of the same printed cells are one witness.
changes_allowed as (
    select
        terms.document_id,
        terms.cell_key,
        terms.check_key,
        terms.is_printed,
        terms.operand,
        terms.operand_half_width,
        equations_now.is_broken,
        equations_now.kind = 'copy' as is_copy,
        equations_now.kind in ('ordering', 'counts_within') as is_one_sided,
        terms.weight > 0 as is_positive,
        printed_sets.set_number - case when terms.is_printed then terms.cell_number else 0 end as witness_set,
        cast({{ divide_decimals('-equations_now.residual', 'terms.weight') }} as decimal(22, 6)) as correction,
        cast(
            {{ divide_decimals('equations_now.tolerance', 'abs(terms.weight)') }}
            + case when terms.is_printed then 0 else terms.operand_half_width end as decimal(22, 6)
        ) as half_width
    from suspects
    inner join terms
        on
            suspects.document_id = terms.document_id
            and suspects.cell_key = terms.cell_key
    inner join equations_now
        on
            terms.document_id = equations_now.document_id
            and terms.check_key = equations_now.check_key
    inner join printed_sets
        on
            terms.document_id = printed_sets.document_id
            and terms.check_key = printed_sets.check_key
    where not equations_now.is_waiting and terms.weight <> 0
),

intervals as (
    select
        *,
        case when is_one_sided and not is_positive then -999999999999999 else correction - half_width end as lower_end,
        case when is_one_sided and is_positive then 999999999999999 else correction + half_width end as upper_end
    from changes_allowed
),

broken_intervals as (
    select * from intervals
    where is_broken
),

-- The intervals that share most meet at the lower end of one of them.
agreements as (
    select
        anchors.document_id,
        anchors.cell_key,
        anchors.lower_end as anchor,
        count(distinct agreeing.witness_set) as witness_count,
        count(distinct agreeing.check_key) as mended_check_count,
        count(distinct case when agreeing.is_copy then agreeing.witness_set end) as copy_count,
        max(agreeing.lower_end) as lower_end,
        min(agreeing.upper_end) as upper_end
    from broken_intervals as anchors
    inner join broken_intervals as agreeing
        on
            anchors.document_id = agreeing.document_id
            and anchors.cell_key = agreeing.cell_key
            and anchors.lower_end between agreeing.lower_end and agreeing.upper_end
    where not anchors.is_one_sided
    group by anchors.document_id, anchors.cell_key, anchors.lower_end
),

agreements_ranked as (
    select
        *,
        row_number() over (
            partition by document_id, cell_key
            order by witness_count desc, mended_check_count desc, upper_end - lower_end asc, anchor asc
        ) as agreement_rank
    from agreements
),

agreements_chosen as (
    select * from agreements_ranked
    where agreement_rank = 1
),

-- Within what all allow, a blank takes what most copies print, then what most witnesses demand; a printed number what the
-- narrowest check demands. The last key only makes the choice the same every time.
values_demanded as (
    select
        chosen.document_id,
        chosen.cell_key,
        broken.correction,
        row_number() over (
            partition by chosen.document_id, chosen.cell_key
            order by
                min(case when broken.is_one_sided then 1 else 0 end) asc,
                count(distinct case when broken.is_copy and not broken.is_printed then broken.witness_set end) desc,
                count(distinct case when not broken.is_printed then broken.witness_set end) desc,
                min(broken.half_width) asc,
                count(distinct broken.witness_set) desc,
                broken.correction asc
        ) as value_rank
    from agreements_chosen as chosen
    inner join broken_intervals as broken
        on
            chosen.document_id = broken.document_id
            and chosen.cell_key = broken.cell_key
            and chosen.anchor between broken.lower_end and broken.upper_end
    group by chosen.document_id, chosen.cell_key, broken.correction
),

final as (
    select
        best.document_id,
        best.cell_key,
        bool_or(intervals.is_printed) as is_printed,
        max(intervals.operand) as operand,
        max(intervals.operand_half_width) as operand_half_width,
        max(best.witness_count) as witness_count,
        max(best.mended_check_count) as mended_check_count,
        max(best.copy_count) as copy_count,
        max(best.lower_end) as lower_end,
        max(best.upper_end) as upper_end,
        max(greatest(best.lower_end, least(best.upper_end, demanded.correction))) as correction,
        sum(
            case
                when intervals.is_broken then 0
                when intervals.lower_end > best.upper_end or intervals.upper_end < best.lower_end then 1
                else 0
            end
        ) as refuting_holding_count,
        sum(
            case
                when not intervals.is_broken then 0
                when intervals.lower_end > best.upper_end or intervals.upper_end < best.lower_end then 1
                else 0
            end
        ) as refuting_broken_count
    from agreements_chosen as best
    inner join values_demanded as demanded
        on
            best.document_id = demanded.document_id
            and best.cell_key = demanded.cell_key
            and demanded.value_rank = 1
    inner join intervals
        on
            best.document_id = intervals.document_id
            and best.cell_key = intervals.cell_key
    group by best.document_id, best.cell_key
)

select * from final
{%- endmacro %}

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

candidates as (
    select * from {{ ref('int_break_slips_' ~ number) }}
    {%- if not round.joint %}
    where refuting_holding_count = 0
    {%- endif %}
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

