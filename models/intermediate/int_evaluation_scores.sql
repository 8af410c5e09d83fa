-- One row per form: what it prints as totals and conclusion, and what its rows add up to.
with cells as (
    select * from {{ ref('int_evaluation_cells') }}
),

elected_cells as (
    select * from cells
    where is_elected
),

-- The score for execution stands in the total row of the funds.
totals_printed as (
    select
        document_id,
        form_id,
        max(case when item_kind = 'total' and field_code = 'weight' then value_number end) as total_weight_printed,
        max(case when item_kind = 'total' and field_code = 'weight' then cell_state end) as total_weight_state,
        max(case when item_kind = 'total' and field_code = 'score' then value_number end) as total_score_printed,
        max(case when item_kind = 'total' and field_code = 'score' then cell_state end) as total_score_state,
        max(case when item_kind = 'conclusion' and field_code = 'score' then value_number end) as conclusion_score,
        max(case when item_kind = 'conclusion' and field_code = 'score' then cell_state end) as conclusion_score_state,
        max(case when item_kind = 'conclusion' and field_code = 'grade' then value_text end) as grade,
        max(case when item_kind = 'conclusion' and field_code = 'grade' then cell_state end) as grade_state,
        max(case when item_kind = 'fund' and item_key = 'total' and field_code = 'weight' then value_number end)
            as execution_weight,
        max(case when item_kind = 'fund' and item_key = 'total' and field_code = 'rate' then value_number end)
            as execution_rate,
        max(case when item_kind = 'fund' and item_key = 'total' and field_code = 'score' then value_number end)
            as execution_score,
        count(*) filter (where item_kind = 'fund' and item_key = 'total' and field_code = 'weight')
            as execution_weight_count,
        count(*) filter (where item_kind = 'fund' and item_key = 'total' and field_code = 'score')
            as execution_score_count,
        count(*) filter (where cell_state = 'disputed') as disputed_cell_count,
        count(*) filter (where cell_state = 'filled_by_copy') as filled_cell_count,
        count(*) filter (where cell_state = 'unreadable') as unreadable_cell_count
    from elected_cells
    group by document_id, form_id
),

indicators_added as (
    select
        form_id,
        count(distinct item_number) as indicator_count,
        count(*) filter (where field_code = 'weight' and value_number is null) as missing_weight_count,
        count(*) filter (where field_code = 'score' and value_number is null) as missing_score_count,
        count(*) filter (where field_code = 'score' and printed_decimals > 0) as fractional_score_count,
        sum(value_number) filter (where field_code = 'weight') as indicator_weight_sum,
        sum(value_number) filter (where field_code = 'score') as indicator_score_sum
    from elected_cells
    where item_kind = 'indicator'
    group by form_id
),

-- A total that prints the weight of the indicators alone does not include the execution of the budget. A form that
-- scores the execution and prints no weight for it leaves that weight unknown.
totals_understood as (
    select
        totals_printed.*,
        coalesce(
            indicators_added.missing_weight_count = 0
            and totals_printed.total_weight_printed = indicators_added.indicator_weight_sum
            and coalesce(totals_printed.execution_weight, 0) <> 0
            or totals_printed.execution_weight_count = 0
            and totals_printed.total_weight_printed = indicators_added.indicator_weight_sum,
            false
        ) as is_total_of_indicators_only,
        totals_printed.execution_weight_count = 0 and totals_printed.execution_score is not null
            as is_execution_weight_unprinted
    from totals_printed
    left join indicators_added
        on totals_printed.form_id = indicators_added.form_id
),

final as (
    select
        totals_understood.*,
        coalesce(indicators_added.indicator_count, 0) as indicator_count,
        indicators_added.missing_weight_count,
        indicators_added.missing_score_count,
        indicators_added.fractional_score_count,
        indicators_added.indicator_weight_sum,
        indicators_added.indicator_score_sum,
        -- A sum with a part missing is no sum: a lost score is not zero. A form without a place for it scores no
        -- execution.
        case
            when indicators_added.missing_weight_count > 0 then null
            when totals_understood.is_execution_weight_unprinted then null
            when totals_understood.execution_weight_count = 0 then indicators_added.indicator_weight_sum
            else indicators_added.indicator_weight_sum + totals_understood.execution_weight
        end as weight_sum,
        case
            when indicators_added.missing_score_count > 0 then null
            when totals_understood.is_total_of_indicators_only then indicators_added.indicator_score_sum
            when totals_understood.execution_score_count = 0 then indicators_added.indicator_score_sum
            else indicators_added.indicator_score_sum + totals_understood.execution_score
        end as score_sum
    from totals_understood
    left join indicators_added
        on totals_understood.form_id = indicators_added.form_id
)

select * from final
