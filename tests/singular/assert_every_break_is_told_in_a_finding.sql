{{- config(meta={'by_document': true}) -}}
-- A broken check without a finding would be hidden from the reader.
with checks as (
    select * from {{ ref('fct_identity_checks') }}
    where status = 'broken'
),

finding_checks as (
    select * from {{ ref('fct_finding_checks') }}
),

final as (
    select
        checks.document_id,
        checks.identity_code,
        checks.instance_key
    from checks
    left join finding_checks
        on
            checks.document_id = finding_checks.document_id
            and checks.identity_code = finding_checks.identity_code
            and checks.instance_key = finding_checks.instance_key
    where finding_checks.finding_id is null
)

select * from final
