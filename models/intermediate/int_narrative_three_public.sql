-- One row per document and line of the three public expenses that the narrative speaks of, its figures side by side.
with figures as (
    select * from {{ ref('int_narrative_figures_measured') }}
    where main_section_code = 'three_public' and topic_code is not null
),

final as (
    select
        document_id,
        topic_code,
        min_by(amount_yuan, figure_index) filter (
            where metric_code in ('budget', 'initial_budget', 'adjusted_budget')
        ) as budget_yuan,
        min_by(metric_code, figure_index) filter (
            where metric_code in ('budget', 'initial_budget', 'adjusted_budget')
        ) as budget_kind,
        min_by(amount_yuan, figure_index) filter (where metric_code = 'final_account') as final_account_yuan,
        min_by(value_printed, figure_index) filter (where metric_code = 'completion_rate') as stated_completion_rate,
        min_by(amount_yuan, figure_index) filter (
            where metric_code = 'change' and amount_yuan is not null
        ) as change_yuan,
        min_by(direction, figure_index) filter (where metric_code = 'change') as change_direction,
        min_by(value_printed, figure_index) filter (where metric_code = 'growth') as stated_growth_percent,
        min_by(value_printed, figure_index) filter (where metric_code = 'share') as stated_share_percent,
        min_by(value_printed, figure_index) filter (where metric_code = 'count_groups') as group_count,
        min_by(value_printed, figure_index) filter (where metric_code = 'count_persons') as person_count,
        min_by(value_printed, figure_index) filter (where metric_code = 'count_vehicles_bought') as bought_count,
        min_by(value_printed, figure_index) filter (where metric_code = 'count_vehicles_kept') as kept_count,
        min_by(value_printed, figure_index) filter (where metric_code = 'count_receptions') as reception_count,
        min_by(value_printed, figure_index) filter (where metric_code = 'count_guests') as guest_count,
        count(*) filter (where metric_code = 'absence') > 0 as is_stated_absent,
        min_by(reason_text, figure_index) filter (where reason_text is not null) as reason_text,
        min(figure_index) as first_figure_index
    from figures
    group by document_id, topic_code
)

select * from final
