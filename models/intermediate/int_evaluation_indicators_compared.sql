-- One row per indicator of a self-evaluation form: was its target met, and what would its score be by proportion.
with indicators as (
    select * from {{ ref('fct_evaluation_indicators') }}
),

forms as (
    select * from {{ ref('int_evaluation_forms') }}
),

score_cells as (
    select * from {{ ref('int_evaluation_cells') }}
    where item_kind = 'indicator' and field_code = 'score' and is_elected
),

level_cells as (
    select
        *,
        {{ extract_pattern(fold_text('source_text'), '([0-9]{1,3})分', 1) }} as points_text
    from {{ ref('int_evaluation_cells') }}
    where item_kind = 'indicator' and field_code = 'level_1' and is_elected
),

words as (
    select * from {{ ref('evaluation_words') }}
),

money_units as (
    select * from {{ ref('money_units') }}
),

partly_met as (
    select distinct
        indicators.form_id,
        indicators.indicator_number
    from indicators
    inner join words
        on indicators.actual like '%' || words.words_zh || '%'
    where words.aspect_code = 'partly_met'
),

final as (
    select
        forms.document_id,
        forms.form_id,
        forms.form_key,
        indicators.indicator_number,
        indicators.level_1_indicator,
        indicators.weight,
        indicators.score,
        indicators.reason,
        cast('0.5' as decimal(2, 1)) * {{ ten_to_the_minus('score_cells.printed_decimals') }} as score_half_width,
        partly_met.indicator_number is not null as is_partly_met,
        cost_words.words_zh is not null as is_cost,
        case
            when indicators.target_number is null or indicators.actual_number is null
                then case when indicators.target = indicators.actual then true end
            when coalesce(indicators.target_unit, '') <> coalesce(indicators.actual_unit, indicators.target_unit, '') then null
            when indicators.target_comparator in ('≤', '<', '＜') then indicators.actual_number <= indicators.target_number
            when indicators.target_number is not null then indicators.actual_number >= indicators.target_number
        end as is_met,
        case
            when indicators.target_number > 0 and coalesce(indicators.target_comparator, '≥') not in ('≤', '<', '＜')
                then {{ divide_decimals('indicators.weight * indicators.actual_number', 'indicators.target_number') }}
        end as score_by_proportion,
        indicators.actual_number * money_units.yuan_per_unit as actual_yuan,
        case when indicators.actual_unit = '%' then indicators.actual_number end as actual_percent,
        case
            when indicators.actual_unit = '%'
                then cast('0.5' as decimal(2, 1)) * {{ ten_to_the_minus(
                    "length(" ~ extract_pattern('indicators.actual', '[.]([0-9]+)%', 1) ~ ")"
                ) }}
        end as actual_percent_half_width,
        cast(
            nullif({{ extract_pattern("coalesce(indicators.reason, '')", '共([0-9]{1,6})(?:个|项|家|户|人)', 1) }}, '')
            as decimal(6, 0)
        ) as counted,
        cast(nullif(level_cells.points_text, '') as integer) as group_points
    from indicators
    inner join forms
        on indicators.form_id = forms.form_id
    left join score_cells
        on
            indicators.form_id = score_cells.form_id
            and indicators.indicator_number = score_cells.item_number
    left join level_cells
        on
            indicators.form_id = level_cells.form_id
            and indicators.indicator_number = level_cells.item_number
    left join partly_met
        on
            indicators.form_id = partly_met.form_id
            and indicators.indicator_number = partly_met.indicator_number
    left join words as cost_words
        on
            cost_words.aspect_code = 'cost'
            and indicators.level_2_indicator = cost_words.words_zh
    left join money_units
        on indicators.actual_unit = money_units.unit_name
)

select * from final
