-- One row per name of a department as documents print it, spaces dropped and widths folded: what the name says.
with documents as (
    select * from {{ ref('stg_raw__documents') }}
    where folded_department_name is not null
),

markers as (
    select * from {{ ref('department_markers') }}
),

aliases as (
    select * from {{ ref('department_aliases') }}
),

names_found as (
    select
        folded_department_name,
        min(ingest_sequence) as first_ingest_sequence,
        count(*) as document_count,
        min(fiscal_year) as first_fiscal_year,
        max(fiscal_year) as last_fiscal_year,
        {{ name_with_its_marker('folded_department_name') }} as marked_name,
        {{ code_before_name('folded_department_name') }} as code_in_name,
        {{ former_name('folded_department_name') }} as former_name
    from documents
    group by folded_department_name
),

-- Of several markers that end the name the longest one counts: (机关本级) before 本级.
markers_found as (
    select
        names_found.*,
        markers.marker_zh,
        markers.account_scope,
        row_number() over (
            partition by names_found.folded_department_name
            order by length(markers.marker_zh) desc
        ) as marker_rank
    from names_found
    left join markers
        on
            right(names_found.marked_name, length(markers.marker_zh)) = markers.marker_zh
            and length(names_found.marked_name) > length(markers.marker_zh) + 1
),

names_without_marker as (
    select
        *,
        left(marked_name, length(marked_name) - coalesce(length(marker_zh), 0)) as spelt_name
    from markers_found
    where marker_rank = 1
),

final as (
    select
        told_apart.folded_department_name,
        told_apart.first_ingest_sequence,
        told_apart.document_count,
        told_apart.first_fiscal_year,
        told_apart.last_fiscal_year,
        told_apart.code_in_name,
        told_apart.former_name,
        told_apart.spelt_name,
        told_apart.marker_zh,
        coalesce(told_apart.account_scope, 'unknown') as account_scope,
        coalesce(aliases.department_name, told_apart.spelt_name) as organ_name,
        coalesce(aliases.department_name, told_apart.spelt_name)
        || case when told_apart.account_scope = 'own_unit' then '(本级)' else '' end as unit_name,
        {{ region_of_department('coalesce(aliases.department_name, told_apart.spelt_name)') }} as region,
        aliases.evidence as alias_evidence
    from names_without_marker as told_apart
    left join aliases
        on told_apart.spelt_name = aliases.alias_name
)

select * from final
