-- One row per current document, statement, subject and measure, printed or deduced: with the series of its subject.
with amounts as (
    select * from {{ ref('fct_reported_amounts') }}
    where subject_code is not null and cell_state <> 'disputed'
),

documents as (
    select * from {{ ref('int_documents') }}
    where is_current
),

subjects as (
    select * from {{ ref('dim_subjects') }}
),

final as (
    select
        documents.department_id,
        documents.department_name,
        documents.account_scope,
        documents.fiscal_year,
        subjects.classification,
        subjects.level,
        subjects.conformed_subject_key,
        subjects.conformed_subject_name,
        subjects.subject_code,
        subjects.subject_name as subject_name_of_year,
        amounts.statement_code,
        amounts.measure_code,
        case when amounts.cell_state <> 'deduced' then amounts.amount_yuan end as amount_yuan,
        amounts.amount_yuan as amount_with_deduced_yuan,
        amounts.document_id
    from amounts
    inner join documents
        on amounts.document_id = documents.document_id
    inner join subjects
        on
            amounts.subject_code = subjects.subject_code
            and documents.fiscal_year = subjects.fiscal_year
)

select * from final
