{#-
    Parts of a query after break_state: `candidates_found`, one row per cell of a check broken at a round: the change that most
    independent witnesses agree on.
-#}
{% macro break_candidates() -%}
suspects as (
    select distinct terms.cell_id
    from {{ ref('int_break_terms') }} as terms
    inner join equations_now
        on terms.check_id = equations_now.check_id
    left join corrections
        on terms.cell_id = corrections.cell_id
    where
        equations_now.is_broken
        and terms.weight <> 0
        and corrections.cell_id is null
        -- A cell of another document is judged there, beside the cells that it belongs with.
        and not terms.is_of_another_document
),

-- What each check allows its cell to change by; two selections of the same printed cells are one witness.
changes_allowed as (
    select
        terms.cell_id,
        terms.check_id,
        terms.is_printed,
        terms.operand,
        terms.operand_half_width,
        equations_now.is_broken,
        equations_now.is_copy,
        equations_now.is_one_sided,
        terms.weight > 0 as is_positive,
        equations_now.printed_set - terms.cell_number as witness_set,
        cast({{ amount_by_weight('-equations_now.residual', 'terms.weight') }} as decimal(22, 6)) as correction,
        cast(
            {{ amount_by_weight('equations_now.tolerance', 'abs(terms.weight)') }}
            + case when terms.is_printed then 0 else terms.operand_half_width end as decimal(22, 6)
        ) as half_width
    from {{ ref('int_break_terms') }} as terms
    inner join suspects
        on terms.cell_id = suspects.cell_id
    inner join equations_now
        on terms.check_id = equations_now.check_id
    where terms.weight <> 0 and not equations_now.is_waiting
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

-- Most cells stand in one broken check, and what that demands is all that there is: nothing competes.
cells_of_one_broken_check as (
    select
        cell_id,
        bool_or(is_copy) as is_copy,
        max(lower_end) as lower_end,
        max(upper_end) as upper_end,
        max(correction) as correction
    from broken_intervals
    group by cell_id
    having count(*) = 1 and not bool_or(is_one_sided)
),

intervals_competing as (
    select broken_intervals.*
    from broken_intervals
    left join cells_of_one_broken_check as alone
        on broken_intervals.cell_id = alone.cell_id
    where alone.cell_id is null
),

-- The intervals that share most meet at the lower end of one of them.
agreements as (
    select
        anchors.cell_id,
        anchors.lower_end as anchor,
        count(distinct agreeing.witness_set) as witness_count,
        count(distinct agreeing.check_id) as mended_check_count,
        count(distinct case when agreeing.is_copy then agreeing.witness_set end) as copy_count,
        max(agreeing.lower_end) as lower_end,
        min(agreeing.upper_end) as upper_end
    from intervals_competing as anchors
    inner join intervals_competing as agreeing
        on
            anchors.cell_id = agreeing.cell_id
            and anchors.lower_end between agreeing.lower_end and agreeing.upper_end
    where not anchors.is_one_sided
    group by anchors.cell_id, anchors.lower_end
),

agreements_ranked as (
    select
        *,
        row_number() over (
            partition by cell_id
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
        chosen.cell_id,
        broken.correction,
        row_number() over (
            partition by chosen.cell_id
            order by
                min(case when broken.is_one_sided then 1 else 0 end) asc,
                count(distinct case when broken.is_copy and not broken.is_printed then broken.witness_set end) desc,
                count(distinct case when not broken.is_printed then broken.witness_set end) desc,
                min(broken.half_width) asc,
                count(distinct broken.witness_set) desc,
                broken.correction asc
        ) as value_rank
    from agreements_chosen as chosen
    inner join intervals_competing as broken
        on
            chosen.cell_id = broken.cell_id
            and chosen.anchor between broken.lower_end and broken.upper_end
    group by chosen.cell_id, broken.correction
),

agreements_valued as (
    select
        best.cell_id,
        best.witness_count,
        best.mended_check_count,
        best.copy_count,
        best.lower_end,
        best.upper_end,
        greatest(best.lower_end, least(best.upper_end, demanded.correction)) as correction
    from agreements_chosen as best
    inner join values_demanded as demanded
        on
            best.cell_id = demanded.cell_id
            and demanded.value_rank = 1
    union all
    select
        cell_id,
        1 as witness_count,
        1 as mended_check_count,
        case when is_copy then 1 else 0 end as copy_count,
        lower_end,
        upper_end,
        correction
    from cells_of_one_broken_check
),

candidates_found as (
    select
        best.cell_id,
        min(intervals.check_id) as a_check_id,
        bool_or(intervals.is_printed) as is_printed,
        max(intervals.operand) as operand,
        max(intervals.operand_half_width) as operand_half_width,
        max(best.witness_count) as witness_count,
        max(best.mended_check_count) as mended_check_count,
        max(best.copy_count) as copy_count,
        max(best.lower_end) as lower_end,
        max(best.upper_end) as upper_end,
        max(best.correction) as correction,
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
    from agreements_valued as best
    inner join intervals
        on best.cell_id = intervals.cell_id
    group by best.cell_id
)
{%- endmacro %}
