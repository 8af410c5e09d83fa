-- One row per name of a department as documents print it: the department or unit that it is a name of.
{%- set rounds = 5 %}
with names as (
    select * from {{ ref('int_department_names') }}
),

links as (
    select * from {{ ref('int_department_links') }}
),

units_0 as (
    select
        unit_name,
        min(first_ingest_sequence) as first_sequence
    from names
    group by unit_name
),

-- What is linked bears the number of the name ingested first; a chain of n names is through after n - 1 rounds.
{%- for round in range(1, rounds + 1) %}

    units_{{ round }} as (
        select
            units.unit_name,
            min(least(units.first_sequence, coalesce(linked.first_sequence, units.first_sequence))) as first_sequence
        from units_{{ round - 1 }} as units
        left join links
            on units.unit_name = links.unit_name
        left join units_{{ round - 1 }} as linked
            on links.other_unit_name = linked.unit_name
        group by units.unit_name
    ),
{%- endfor %}

-- The identifier is made of the unit's name that was ingested first, so that a later spelling does not change it.
first_names as (
    select
        units.first_sequence,
        min(units.unit_name) as first_unit_name
    from units_{{ rounds }} as units
    inner join units_0
        on
            units.unit_name = units_0.unit_name
            and units.first_sequence = units_0.first_sequence
    group by units.first_sequence
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
        names.account_scope,
        names.organ_name,
        names.unit_name,
        names.region,
        names.alias_evidence,
        'dep_' || left(md5(first_names.first_unit_name), 10) as department_id,
        first_names.first_unit_name
    from names
    inner join units_{{ rounds }} as units
        on names.unit_name = units.unit_name
    inner join first_names
        on units.first_sequence = first_names.first_sequence
)

select * from final
