-- One row per value of the year before that a document implies: its present figure and the change it states.
with implied as (
    select * from {{ ref('int_narrative_prior_years_implied') }}
),

documents as (
    select * from {{ ref('int_documents') }}
),

relations as (
    select * from {{ ref('int_document_relations') }}
    where document_relation = 'year_before'
),

figures as (
    select * from {{ ref('int_narrative_figures_measured') }}
),

amounts as (
    select * from {{ ref('int_reported_amounts') }}
),

-- Where a document prints several amounts for one topic none of them is taken.
narrated_final_accounts as (
    select
        document_id,
        main_section_code,
        topic_code,
        coalesce(subject_code, '') as subject_code,
        min(amount_yuan) as amount_yuan
    from figures
    where metric_code = 'final_account' and amount_yuan is not null
    group by document_id, main_section_code, topic_code, coalesce(subject_code, '')
    having min(amount_yuan) = max(amount_yuan)
),

stated_prior_years as (
    select
        document_id,
        main_section_code,
        topic_code,
        coalesce(subject_code, '') as subject_code,
        min(amount_yuan) as amount_yuan
    from figures
    where metric_code = 'prior_year' and amount_yuan is not null
    group by document_id, main_section_code, topic_code, coalesce(subject_code, '')
    having min(amount_yuan) = max(amount_yuan)
),

final as (
    select
        implied.document_id,
        documents.department_id,
        documents.fiscal_year,
        documents.fiscal_year - 1 as prior_fiscal_year,
        implied.main_section_code,
        implied.section_code,
        implied.topic_code,
        implied.subject_code,
        implied.formula,
        implied.prior_yuan,
        implied.lower_yuan,
        implied.upper_yuan,
        implied.current_figure_index,
        implied.current_yuan,
        implied.change_figure_index,
        implied.change_yuan,
        case when implied.formula = 'current_over_growth' then implied.signed_value end as growth_percent,
        stated_prior_years.amount_yuan as stated_prior_yuan,
        relations.related_document_id as prior_document_id,
        narrated_final_accounts.amount_yuan as narrated_prior_yuan,
        amounts.amount_yuan as table_prior_yuan
    from implied
    inner join documents
        on implied.document_id = documents.document_id
    left join stated_prior_years
        on
            implied.document_id = stated_prior_years.document_id
            and implied.main_section_code = stated_prior_years.main_section_code
            and implied.topic_code = stated_prior_years.topic_code
            and coalesce(implied.subject_code, '') = stated_prior_years.subject_code
    left join relations
        on implied.document_id = relations.document_id
    left join narrated_final_accounts
        on
            relations.related_document_id = narrated_final_accounts.document_id
            and implied.main_section_code = narrated_final_accounts.main_section_code
            and implied.topic_code = narrated_final_accounts.topic_code
            and coalesce(implied.subject_code, '') = narrated_final_accounts.subject_code
    left join amounts
        on
            relations.related_document_id = amounts.document_id
            and implied.table_statement_code = amounts.statement_code
            and implied.table_side = amounts.side
            and implied.table_line_code = amounts.line_code
            and implied.table_measure_code = amounts.measure_code
            and amounts.cell_state <> 'disputed'
)

select * from final
