-- One row per department or unit that publishes accounts.
with documents as (
    select * from {{ ref('int_documents') }}
),

newest_first as (
    select
        *,
        row_number() over (partition by department_id order by ingest_sequence desc) as newest_rank,
        count(*) over (partition by department_id) as document_count
    from documents
    where department_id is not null
),

departments as (
    select
        department_id,
        department_name,
        region,
        department_code,
        document_count,
        {{ fold_text('department_name') }} as folded_name
    from newest_first
    where newest_rank = 1
),

units_told_apart as (
    select
        *,
        {{ is_own_unit('folded_name') }} as is_own_unit,
        {{ consolidated_name('folded_name') }} as consolidated_name
    from departments
),

final as (
    select
        units_told_apart.department_id,
        units_told_apart.department_name,
        units_told_apart.region,
        parents.department_id as parent_department_id,
        units_told_apart.department_code,
        units_told_apart.is_own_unit,
        cast(units_told_apart.document_count as integer) as document_count
    from units_told_apart
    left join departments as parents
        on
            units_told_apart.is_own_unit
            and units_told_apart.consolidated_name = parents.folded_name
)

select * from final
