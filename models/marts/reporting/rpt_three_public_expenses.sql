-- One row per current document and line of the three public expenses: statement and narrative side by side.
with documents as (
    select * from {{ ref('dim_documents') }}
    where is_current
),

narrated as (
    select * from {{ ref('int_narrative_three_public') }}
),

amounts as (
    select * from {{ ref('int_reported_amounts') }}
    where statement_code = 'three_public_expenses' and cell_state <> 'disputed'
),

topics as (
    select * from {{ ref('narrative_topics') }}
),

prior_years as (
    select * from {{ ref('fct_prior_year_figures') }}
    where main_section_code = 'three_public'
),

amounts_by_topic as (
    select
        document_id,
        case when line_code = 'total' then 'three_public' else line_code end as topic_code,
        max(amount_yuan) filter (where measure_code = 'budget') as table_budget_yuan,
        max(amount_yuan) filter (where measure_code = 'actual') as table_final_account_yuan
    from amounts
    group by document_id, case when line_code = 'total' then 'three_public' else line_code end
),

prior_years_by_topic as (
    select
        document_id,
        topic_code,
        min_by(prior_yuan, change_figure_index) as prior_yuan,
        min_by(lower_yuan, change_figure_index) as prior_lower_yuan,
        min_by(upper_yuan, change_figure_index) as prior_upper_yuan
    from prior_years
    group by document_id, topic_code
),

lines_of_either as (
    select
        document_id,
        topic_code
    from narrated

    union distinct

    select
        document_id,
        topic_code
    from amounts_by_topic
),

final as (
    select
        lines_of_either.document_id,
        documents.department_id,
        documents.department_name,
        documents.fiscal_year,
        lines_of_either.topic_code,
        topics.title_zh,
        topics.title_en,
        lines_of_either.topic_code in ('three_public', 'vehicles', 'reception') as is_total_row,
        amounts_by_topic.table_budget_yuan,
        amounts_by_topic.table_final_account_yuan,
        narrated.budget_yuan as narrated_budget_yuan,
        narrated.budget_kind as narrated_budget_kind,
        narrated.final_account_yuan as narrated_final_account_yuan,
        narrated.stated_completion_rate,
        narrated.change_direction,
        narrated.change_yuan,
        narrated.stated_growth_percent,
        prior_years_by_topic.prior_yuan,
        prior_years_by_topic.prior_lower_yuan,
        prior_years_by_topic.prior_upper_yuan,
        cast(narrated.group_count as integer) as overseas_group_count,
        cast(narrated.person_count as integer) as overseas_person_count,
        cast(narrated.bought_count as integer) as vehicles_bought_count,
        cast(narrated.kept_count as integer) as vehicles_kept_count,
        cast(narrated.reception_count as integer) as reception_count,
        cast(narrated.guest_count as integer) as guest_count,
        coalesce(narrated.is_stated_absent, false) as is_stated_absent,
        narrated.reason_text
    from lines_of_either
    inner join documents
        on lines_of_either.document_id = documents.document_id
    left join topics
        on lines_of_either.topic_code = topics.topic_code
    left join narrated
        on
            lines_of_either.document_id = narrated.document_id
            and lines_of_either.topic_code = narrated.topic_code
    left join amounts_by_topic
        on
            lines_of_either.document_id = amounts_by_topic.document_id
            and lines_of_either.topic_code = amounts_by_topic.topic_code
    left join prior_years_by_topic
        on
            lines_of_either.document_id = prior_years_by_topic.document_id
            and lines_of_either.topic_code = prior_years_by_topic.topic_code
)

select * from final
