-- One row per current document and subject of its budget execution, with names and amounts in 万元.
with budget_execution as (
    select * from {{ ref('fct_budget_execution') }}
),

documents as (
    select * from {{ ref('dim_documents') }}
),

subjects as (
    select * from {{ ref('dim_subjects') }}
    where classification = 'function'
),

final as (
    select
        budget_execution.document_id,
        documents.department_id,
        documents.department_name,
        documents.fiscal_year,
        budget_execution.first_figure_index,
        budget_execution.is_total_row,
        budget_execution.item_number,
        budget_execution.subject_code,
        subjects.level,
        coalesce(
            subjects.subject_name,
            budget_execution.subject_item_name,
            budget_execution.subject_section_name,
            budget_execution.subject_class_name
        ) as subject_name,
        budget_execution.subject_item_name as subject_name_printed,
        budget_execution.subject_evidence,
        budget_execution.initial_budget_yuan,
        budget_execution.adjusted_budget_yuan,
        budget_execution.denominator_yuan as compared_budget_yuan,
        budget_execution.is_budget_implied,
        budget_execution.final_account_yuan,
        budget_execution.table_final_account_yuan,
        cast(budget_execution.initial_budget_yuan * cast('0.0001' as decimal(5, 4)) as decimal(20, 6))
            as initial_budget_wan,
        cast(budget_execution.final_account_yuan * cast('0.0001' as decimal(5, 4)) as decimal(20, 6))
            as final_account_wan,
        cast(budget_execution.final_account_yuan - budget_execution.denominator_yuan as decimal(20, 2))
            as deviation_yuan,
        budget_execution.stated_rate,
        budget_execution.recomputed_rate,
        budget_execution.rate_label,
        budget_execution.denominator_kind,
        budget_execution.rate_status,
        budget_execution.direction,
        budget_execution.reason_text,
        budget_execution.source_page,
        budget_execution.source_line
    from budget_execution
    inner join documents
        on budget_execution.document_id = documents.document_id
    left join subjects
        on
            budget_execution.subject_code = subjects.subject_code
            and budget_execution.fiscal_year = subjects.fiscal_year
    where documents.is_current
)

select * from final
