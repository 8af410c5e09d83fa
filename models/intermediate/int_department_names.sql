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
        names.folded_department_name,
        names.first_ingest_sequence,
        names.document_count,
        names.first_fiscal_year,
        names.last_fiscal_year,
        names.code_in_name,
        names.former_name,
        names.spelt_name,
        names.marker_zh,
        coalesce(names.account_scope, 'unknown') as account_scope,
        coalesce(aliases.department_name, names.spelt_name) as organ_name,
        coalesce(aliases.department_name, names.spelt_name)
        || case when names.account_scope = 'own_unit' then '(本级)' else '' end as unit_name,
        {{ region_of_department("coalesce(aliases.department_name, names.spelt_name)") }} as region,
        aliases.evidence as alias_evidence
    from names_without_marker as names
    left join aliases
        on names.spelt_name = aliases.alias_name
)

select * from final
