-- One row per department or unit that publishes accounts.
with names as (
    select * from {{ ref('int_departments_identified') }}
),

documents as (
    select * from {{ ref('int_documents') }}
    where department_id is not null
),

newest_first as (
    select
        *,
        row_number() over (partition by department_id order by ingest_sequence desc) as newest_rank,
        count(*) over (partition by department_id) as document_count,
        max(department_code) over (partition by department_id) as known_code
    from documents
),

organs as (
    select distinct
        department_id,
        organ_name,
        account_scope = 'own_unit' as is_own_unit
    from names
),

-- A unit below an organ bears the organ's whole name in front of its own: 贵阳市某局某中心.
names_above as (
    select distinct
        department_id,
        {{ organ_above('organ_name', 'longest') }} as name_above,
        1 as preference
    from organs
    where not is_own_unit
    union
    select distinct
        department_id,
        {{ organ_above('organ_name', 'shortest') }} as name_above,
        2 as preference
    from organs
    where not is_own_unit
    union
    select
        department_id,
        organ_name as name_above,
        0 as preference
    from organs
    where is_own_unit
),

parents_ranked as (
    select
        names_above.department_id,
        parents.department_id as parent_department_id,
        row_number() over (
            partition by names_above.department_id
            order by names_above.preference, parents.department_id
        ) as parent_rank
    from names_above
    inner join organs as parents
        on
            names_above.name_above = parents.organ_name
            and not parents.is_own_unit
            and names_above.department_id <> parents.department_id
),

kinds as (
    select
        department_id,
        max(case when is_own_unit then 1 else 0 end) = 1 as is_own_unit
    from organs
    group by department_id
),

names_counted as (
    select
        department_id,
        count(*) as name_count
    from names
    group by department_id
),

final as (
    select
        newest_first.department_id,
        newest_first.department_name,
        newest_first.region,
        parents_ranked.parent_department_id,
        newest_first.known_code as department_code,
        kinds.is_own_unit,
        case
            when kinds.is_own_unit then 'own_unit'
            when parents_ranked.parent_department_id is not null then 'subordinate'
            else 'department'
        end as unit_kind,
        cast(names_counted.name_count as integer) as name_count,
        cast(newest_first.document_count as integer) as document_count
    from newest_first
    inner join kinds
        on newest_first.department_id = kinds.department_id
    inner join names_counted
        on newest_first.department_id = names_counted.department_id
    left join parents_ranked
        on
            newest_first.department_id = parents_ranked.department_id
            and parents_ranked.parent_rank = 1
    where newest_first.newest_rank = 1
)

select * from final
