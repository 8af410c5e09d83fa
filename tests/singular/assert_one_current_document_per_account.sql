-- A department has one current document at most for a year and scope: nothing is added twice over versions.
with documents as (
    select * from {{ ref('dim_documents') }}
),

final as (
    select
        department_id,
        fiscal_year,
        account_scope,
        count(*) as current_count
    from documents
    where
        is_current
        and department_id is not null
        and fiscal_year is not null
    group by department_id, fiscal_year, account_scope
    having count(*) > 1
)

select * from final
