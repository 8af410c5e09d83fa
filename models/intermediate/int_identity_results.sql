-- One row per document, identity and instance that something was found for, whatever the kind of identity.
{%- set numbers %}
        cast(null as decimal(24, 6)) as total_number,
        cast(null as decimal(26, 6)) as parts_number,
        cast(null as decimal(27, 6)) as residual_number,
        cast(null as decimal(27, 6)) as tolerance_number,
        cast(null as {{ dbt.type_string() }}) as verdict
{%- endset %}
with instances as (
    select * from {{ ref('int_identity_instances') }}
),

number_checks as (
    select * from {{ ref('int_identity_number_checks') }}
),

results_without_amounts as (
    {%- for checked in ['hierarchy', 'ordinal', 'code', 'name', 'agreement'] %}
        select
            document_id,
            identity_code,
            instance_key,
            cell_count,
            printed_cell_count,
            obstacle,
            offence
        from {{ ref('int_identity_' ~ checked ~ '_checks') }}
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
),

final as (
    select
        document_id,
        identity_code,
        instance_key,
        total_yuan,
        parts_yuan,
        coalesce(total_yuan, 0) - coalesce(parts_yuan, 0) as residual_yuan,
        tolerance_yuan,
        {{ numbers }},
        printed_part_count,
        cell_count,
        printed_cell_count,
        unreadable_cell_count,
        unvalued_cell_count,
        required_term_count,
        obstacle,
        cast(null as {{ dbt.type_string() }}) as offence
    from instances
    union all
    select
        document_id,
        identity_code,
        instance_key,
        null as total_yuan,
        null as parts_yuan,
        null as residual_yuan,
        null as tolerance_yuan,
        total_number,
        parts_number,
        residual_number,
        tolerance_number,
        verdict,
        printed_part_count,
        cell_count,
        printed_cell_count,
        unreadable_cell_count,
        unvalued_cell_count,
        required_term_count,
        obstacle,
        cast(null as {{ dbt.type_string() }}) as offence
    from number_checks
    union all
    select
        document_id,
        identity_code,
        instance_key,
        null as total_yuan,
        null as parts_yuan,
        null as residual_yuan,
        null as tolerance_yuan,
        {{ numbers }},
        0 as printed_part_count,
        cell_count,
        printed_cell_count,
        0 as unreadable_cell_count,
        0 as unvalued_cell_count,
        0 as required_term_count,
        obstacle,
        offence
    from results_without_amounts
)

select * from final
