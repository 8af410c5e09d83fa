-- One row per current document: its main figures and what its checks say. A figure that is not printed is null.
{%- set figures_shown = [
    'income',
    'expenditure',
    'fiscal_appropriation',
    'basic_expenditure',
    'project_expenditure',
    'personnel',
    'public',
    'three_public_budget',
    'three_public_actual',
    'opening_balance',
    'closing_balance',
] %}
with documents as (
    select * from {{ ref('int_documents') }}
),

figures as (
    select * from {{ ref('int_summary_figures') }}
),

amounts as (
    select * from {{ ref('int_reported_amounts') }}
),

checks as (
    select * from {{ ref('fct_identity_checks') }}
),

figures_side_by_side as (
    select
        document_id,
        {%- for figure in figures_shown %}
            max(case when figure_code = '{{ figure }}' then amount_yuan end) as {{ figure }}_yuan,
            max(case when figure_code = '{{ figure }}' then amount_with_deduced_yuan end)
                as {{ figure }}_with_deduced_yuan
            {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from figures
    group by document_id
),

cells_counted as (
    select
        document_id,
        count(*) as printed_cell_count
    from amounts
    where cell_state <> 'deduced'
    group by document_id
),

checks_counted as (
    select
        document_id,
        count(*) as check_count,
        count(*) filter (where status = 'exact') as exact_count,
        count(*) filter (where status = 'within_rounding') as within_rounding_count,
        count(*) filter (where status = 'broken') as broken_count,
        count(*) filter (where status = 'not_checkable') as not_checkable_count
    from checks
    group by document_id
),

final as (
    select
        documents.department_id,
        documents.department_name,
        documents.region,
        documents.account_scope,
        documents.fiscal_year,
        documents.document_id,
        figures_side_by_side.income_yuan,
        figures_side_by_side.expenditure_yuan,
        figures_side_by_side.fiscal_appropriation_yuan,
        figures_side_by_side.basic_expenditure_yuan,
        figures_side_by_side.project_expenditure_yuan,
        figures_side_by_side.personnel_yuan,
        figures_side_by_side.public_yuan,
        figures_side_by_side.three_public_budget_yuan,
        figures_side_by_side.three_public_actual_yuan,
        figures_side_by_side.opening_balance_yuan,
        figures_side_by_side.closing_balance_yuan,
        cast(coalesce(cells_counted.printed_cell_count, 0) as integer) as printed_cell_count,
        cast(coalesce(checks_counted.check_count, 0) as integer) as check_count,
        cast(coalesce(checks_counted.exact_count, 0) as integer) as exact_count,
        cast(coalesce(checks_counted.within_rounding_count, 0) as integer) as within_rounding_count,
        cast(coalesce(checks_counted.broken_count, 0) as integer) as broken_count,
        cast(coalesce(checks_counted.not_checkable_count, 0) as integer) as not_checkable_count,
        {%- for figure in figures_shown %}
            figures_side_by_side.{{ figure }}_with_deduced_yuan
            {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from documents
    left join figures_side_by_side
        on documents.document_id = figures_side_by_side.document_id
    left join cells_counted
        on documents.document_id = cells_counted.document_id
    left join checks_counted
        on documents.document_id = checks_counted.document_id
    where documents.is_current
)

select * from final
