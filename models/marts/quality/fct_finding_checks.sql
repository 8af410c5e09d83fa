-- One row per finding, identity and instance: the checks that a finding speaks of, before and after its correction.
with findings as (
    select * from {{ ref('int_findings') }}
),

checks as (
    select * from {{ ref('int_finding_checks') }}
),

identities as (
    select * from {{ ref('identities') }}
),

-- A check in which two cells of one finding stand is told once.
checks_numbered as (
    select
        findings.finding_id,
        checks.*,
        row_number() over (
            partition by findings.finding_id, checks.check_key
            order by checks.relation desc, checks.cell_key asc
        ) as check_number
    from checks
    inner join findings
        on
            checks.document_id = findings.document_id
            and checks.subject_key = findings.subject_key
),

final as (
    select
        numbered.finding_id,
        numbered.document_id,
        numbered.identity_code,
        numbered.instance_key,
        numbered.relation,
        cast(numbered.witness_number as integer) as witness_number,
        numbered.status_before,
        numbered.status_after,
        {%- for number, type in [
            ('residual_before', 'decimal(20, 2)'), ('residual_after', 'decimal(20, 2)'), ('tolerance', 'decimal(20, 6)')
        ] %}
            cast(
                case when identities.kind in ('sum', 'copy', 'ordering') then numbered.{{ number }} end as {{ type }}
            ) as {{ number }}_yuan,
        {%- endfor %}
        cast(numbered.residual_before as decimal(28, 6)) as residual_before,
        cast(numbered.residual_after as decimal(28, 6)) as residual_after,
        cast(numbered.tolerance as decimal(28, 6)) as tolerance
    from checks_numbered as numbered
    inner join identities
        on numbered.identity_code = identities.identity_code
    where numbered.check_number = 1
)

select * from final
