-- One row per document and line of the three public expenses that the narrative speaks of, its figures side by side.
with figures as (
    select * from {{ ref('int_narrative_figures_measured') }}
    where main_section_code = 'three_public' and topic_code is not null
),

lines_told as (
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
),

-- Receptions are counted at home and abroad, vehicles bought with their purchase: the line above them has their sum.
parts_added as (
    select
        document_id,
        case when topic_code = 'vehicle_purchase' then 'vehicles' else 'reception' end as topic_code,
        sum(bought_count) as bought_count,
        sum(reception_count) as reception_count,
        sum(guest_count) as guest_count
    from lines_told
    where topic_code in ('reception_domestic', 'reception_foreign', 'vehicle_purchase')
    group by document_id, case when topic_code = 'vehicle_purchase' then 'vehicles' else 'reception' end
),

final as (
    select
        lines_told.document_id,
        lines_told.topic_code,
        lines_told.budget_yuan,
        lines_told.budget_kind,
        lines_told.final_account_yuan,
        lines_told.stated_completion_rate,
        lines_told.change_yuan,
        lines_told.change_direction,
        lines_told.stated_growth_percent,
        lines_told.stated_share_percent,
        lines_told.group_count,
        lines_told.person_count,
        coalesce(lines_told.bought_count, parts_added.bought_count) as bought_count,
        lines_told.kept_count,
        coalesce(lines_told.reception_count, parts_added.reception_count) as reception_count,
        coalesce(lines_told.guest_count, parts_added.guest_count) as guest_count,
        lines_told.is_stated_absent,
        lines_told.reason_text,
        lines_told.first_figure_index
    from lines_told
    left join parts_added
        on
            lines_told.document_id = parts_added.document_id
            and lines_told.topic_code = parts_added.topic_code
)

select * from final
