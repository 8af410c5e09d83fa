-- One row per name under which documents print a department or unit, with what proves that it is one.
with names as (
    select * from {{ ref('int_departments_identified') }}
),

proofs as (
    select
        unit_name,
        min(evidence_kind) as evidence_kind
    from {{ ref('int_department_links') }}
    group by unit_name
),

final as (
    select
        names.department_id,
        {{ with_full_width_brackets('names.folded_department_name') }} as printed_name,
        {{ with_full_width_brackets('names.unit_name') }} as unit_name,
        names.account_scope,
        names.code_in_name,
        {{ with_full_width_brackets('names.former_name') }} as former_name,
        case
            when names.alias_evidence is not null then 'reviewed_alias'
            when names.unit_name <> names.first_unit_name then proofs.evidence_kind
            when names.folded_department_name <> names.first_unit_name then 'marker_or_code'
            else 'same_name'
        end as evidence_kind,
        names.alias_evidence as evidence,
        cast(names.document_count as integer) as document_count,
        names.first_fiscal_year,
        names.last_fiscal_year
    from names
    left join proofs
        on names.unit_name = proofs.unit_name
)

select * from final
