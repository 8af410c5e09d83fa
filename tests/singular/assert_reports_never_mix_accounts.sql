-- In each report a department, year and scope has one document: consolidated and own-unit accounts are never one sum.
{%- set reports = ['rpt_department_year_summary', 'rpt_subject_years', 'rpt_budget_execution',
    'rpt_three_public_expenses'] %}
with documents as (
    select * from {{ ref('dim_documents') }}
),

reported_documents as (
    {%- for report in reports %}
        select distinct
            '{{ report }}' as report,
            department_id,
            fiscal_year,
            document_id
        from {{ ref(report) }}
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
),

final as (
    select
        reported_documents.report,
        reported_documents.department_id,
        reported_documents.fiscal_year,
        documents.account_scope,
        count(distinct reported_documents.document_id) as document_count
    from reported_documents
    inner join documents
        on reported_documents.document_id = documents.document_id
    where
        reported_documents.department_id is not null
        and reported_documents.fiscal_year is not null
    group by
        reported_documents.report,
        reported_documents.department_id,
        reported_documents.fiscal_year,
        documents.account_scope
    having count(distinct reported_documents.document_id) > 1
)

select * from final
