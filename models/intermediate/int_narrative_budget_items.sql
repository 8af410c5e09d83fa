-- One row per document and subject whose budget and final account the narrative compares, and one for their total.
with figures as (
    select * from {{ ref('int_narrative_figures_measured') }}
),

linked_cells as (
    select * from {{ ref('int_narrative_figures_linked') }}
),

-- The structure of the classes would count the items twice; what it says of budgets stays in the narrative's facts.
figures_of_items as (
    select
        figures.*,
        figures.topic_code = 'general_public' as is_total_row,
        linked_cells.table_amount_yuan,
        linked_cells.table_rounding_half_width_yuan
    from figures
    left join linked_cells
        on
            figures.document_id = linked_cells.document_id
            and figures.figure_index = linked_cells.figure_index
    where
        figures.main_section_code = 'general_public'
        and figures.section_code not in ('general_public_total', 'general_public_structure')
        and figures.topic_code in ('general_public', 'function_subject')
),

final as (
    select
        document_id,
        is_total_row,
        item_number,
        subject_class_name,
        subject_section_name,
        subject_item_name,
        subject_code,
        subject_evidence,
        min(figure_index) as first_figure_index,
        min_by(amount_yuan, figure_index) filter (where metric_code = 'initial_budget') as initial_budget_yuan,
        min_by(rounding_half_width_yuan, figure_index) filter (
            where metric_code = 'initial_budget'
        ) as initial_budget_half_width_yuan,
        min_by(amount_yuan, figure_index) filter (where metric_code = 'adjusted_budget') as adjusted_budget_yuan,
        min_by(rounding_half_width_yuan, figure_index) filter (
            where metric_code = 'adjusted_budget'
        ) as adjusted_budget_half_width_yuan,
        min_by(amount_yuan, figure_index) filter (where metric_code = 'budget') as unnamed_budget_yuan,
        min_by(rounding_half_width_yuan, figure_index) filter (
            where metric_code = 'budget'
        ) as unnamed_budget_half_width_yuan,
        min_by(case when direction = 'decrease' then -amount_yuan else amount_yuan end, figure_index) filter (
            where metric_code = 'budget_difference' and amount_yuan is not null
        ) as stated_difference_yuan,
        min_by(rounding_half_width_yuan, figure_index) filter (
            where metric_code = 'budget_difference' and amount_yuan is not null
        ) as stated_difference_half_width_yuan,
        min_by(rate_label, figure_index) filter (where metric_code = 'budget_difference') as difference_label,
        min_by(amount_yuan, figure_index) filter (where metric_code = 'final_account') as final_account_yuan,
        min_by(rounding_half_width_yuan, figure_index) filter (
            where metric_code = 'final_account'
        ) as final_account_half_width_yuan,
        min_by(table_amount_yuan, figure_index) filter (
            where metric_code = 'final_account'
        ) as table_final_account_yuan,
        min_by(value_printed, figure_index) filter (where metric_code = 'completion_rate') as stated_rate,
        min_by(rounding_half_width_percent, figure_index) filter (
            where metric_code = 'completion_rate'
        ) as stated_rate_half_width,
        min_by(rate_label, figure_index) filter (where metric_code = 'completion_rate') as rate_label,
        min_by(direction, figure_index) filter (where metric_code = 'budget_comparison') as direction,
        min_by(reason_text, figure_index) filter (where reason_text is not null) as reason_text,
        min(figure_index) filter (where metric_code = 'initial_budget') as initial_budget_figure_index,
        min(figure_index) filter (where metric_code = 'final_account') as final_account_figure_index,
        min(figure_index) filter (where metric_code = 'completion_rate') as rate_figure_index,
        min(source_page) as source_page,
        min_by(source_line, figure_index) as source_line
    from figures_of_items
    group by
        document_id,
        is_total_row,
        item_number,
        subject_class_name,
        subject_section_name,
        subject_item_name,
        subject_code,
        subject_evidence
    having
        count(*) filter (
            where metric_code in (
                'initial_budget', 'adjusted_budget', 'budget', 'completion_rate', 'budget_comparison',
                'budget_difference', 'budget_difference_rate'
            )
        ) > 0
)

select * from final
