-- One row per figure of the narrative that stands for a quantity: where it stands as an operand of identities.
-- Its statement is its section, its line the topic or subject, its measure what it measures.
with figures_with_what_stands_beside as (
    select * from {{ ref('int_narrative_figures_beside') }}
),

measures_named as (
    select
        *,
        case
            when metric_code = 'share' and pattern_words like '%授予中小企业合同%' then 'share_of_sme'
            when
                has_fiscal_appropriation
                and metric_code in ('final_account', 'share')
                and topic_code in ('general_public_income', 'government_fund_income', 'state_capital_income')
                then metric_code || '_of_which'
            when metric_code = 'amount_covered' and coverage_rate = 100 then 'amount_covered_in_full'
            else metric_code
        end as measure_code,
        case
            when metric_code in ('change', 'growth') and direction_meant = 'decrease' then -1
            when metric_code in ('budget_difference', 'budget_difference_rate') and direction = 'decrease' then -1
            else 1
        end as sign,
        case when topic_code = 'function_subject' then 'subject' else 'named' end as line_kind,
        case
            when topic_code <> 'function_subject' then topic_code
            else coalesce(subject_code, 'item_' || coalesce(item_number, cast(figure_index as {{ dbt.type_string() }})))
        end as line_code,
        case
            when topic_code <> 'function_subject' then null
            when subject_item_name is not null then 3
            when subject_section_name is not null then 2
            else coalesce({{ subject_level('subject_code') }}, 1)
        end as level
    from figures_with_what_stands_beside
    -- 完成预算的% is a rate with its number missing: its place is blank.
    where value_printed is not null or metric_code in ('completion_rate', 'growth', 'share')
),

final as (
    select
        document_id,
        figure_index,
        statement_code,
        line_code,
        coalesce(subject_item_name, subject_section_name, subject_class_name, topic_code) as line_label,
        line_kind,
        case when line_kind = 'subject' then 'function' else 'none' end as classification,
        level,
        case
            when level = 3 then substring(subject_code, 1, 5)
            when level = 2 then substring(subject_code, 1, 3)
        end as parent_line_code,
        measure_code,
        metric_code,
        label_beside,
        unit_kind,
        sign * value_printed as value_printed,
        printed_decimals,
        sign * amount_yuan as amount_yuan,
        rounding_half_width_yuan,
        source_page,
        source_line,
        sentence as source_text
    from measures_named
)

select * from final
