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

-- Read twice, and therefore made once: else the planner joins suspects and checks by their document alone.
terms_now as (
    select
        terms.document_id,
        terms.cell_key,
        terms.check_key,
        terms.statement_code,
        terms.is_printed,
        terms.operand,
        terms.operand_half_width,
        terms.weight,
        terms.cell_number,
        equations_now.kind,
        equations_now.residual,
        equations_now.tolerance,
        equations_now.is_broken,
        equations_now.is_waiting,
        printed_sets.set_number
    from terms
    inner join equations_now
        on
            terms.document_id = equations_now.document_id
            and terms.check_key = equations_now.check_key
    inner join printed_sets
        on
            terms.document_id = printed_sets.document_id
            and terms.check_key = printed_sets.check_key
    where terms.weight <> 0
),

suspects as (
    select distinct
        terms_now.document_id,
        terms_now.cell_key
    from terms_now
    left join corrections
        on
            terms_now.document_id = corrections.document_id
            and terms_now.cell_key = corrections.cell_key
    where
        terms_now.is_broken
        and corrections.document_id is null
        -- A cell of another document is judged there, beside the cells that it belongs with.
        and terms_now.statement_code not in (select places.statement_code from {{ ref('related_places') }} as places)
),

-- What each check allows its cell to change by; two selections of the same printed cells are one witness.
changes_allowed as (
    select
        terms_now.document_id,
        terms_now.cell_key,
        terms_now.check_key,
        terms_now.is_printed,
        terms_now.operand,
        terms_now.operand_half_width,
        terms_now.is_broken,
        terms_now.kind = 'copy' as is_copy,
        terms_now.kind in ('ordering', 'counts_within') as is_one_sided,
        terms_now.weight > 0 as is_positive,
        terms_now.set_number - case when terms_now.is_printed then terms_now.cell_number else 0 end as witness_set,
        cast({{ divide_decimals('-terms_now.residual', 'terms_now.weight') }} as decimal(22, 6)) as correction,
        cast(
            {{ divide_decimals('terms_now.tolerance', 'abs(terms_now.weight)') }}
            + case when terms_now.is_printed then 0 else terms_now.operand_half_width end as decimal(22, 6)
        ) as half_width
    from suspects
    inner join terms_now
        on
            suspects.document_id = terms_now.document_id
            and suspects.cell_key = terms_now.cell_key
    where not terms_now.is_waiting
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
