-- One row per finding with checks: its proof as a list of JSON objects, one for each check.
with checks as (
    select * from {{ ref('fct_finding_checks') }}
),

{%- set number = dbt.type_string() %}

final as (
    select
        document_id,
        finding_id,
        {{ dbt.listagg(
            "'{\"identity\": \"' || identity_code || '\", \"instance\": \"' || instance_key || '\", \"relation\": \"' || relation"
            ~ " || '\", \"witness\": ' || coalesce(cast(witness_number as " ~ number ~ "), 'null')"
            ~ " || ', \"residual_before\": ' || coalesce(cast(residual_before as " ~ number ~ "), 'null')"
            ~ " || ', \"residual_after\": ' || coalesce(cast(residual_after as " ~ number ~ "), 'null')"
            ~ " || ', \"tolerance\": ' || coalesce(cast(tolerance as " ~ number ~ "), 'null') || '}'",
            "', '",
            'order by witness_number, identity_code, instance_key'
        ) }} as proof
    from checks
    group by document_id, finding_id
)

select * from final
