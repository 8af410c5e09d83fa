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

checks_broken as (
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
),

-- The checks that bound an amount from below and from above, and cannot both be true.
checks_bounding as (
    select distinct
        unrounded.finding_id,
        unrounded.document_id,
        checks.identity_code,
        checks.instance_key,
        'bounding' as relation,
        cast(null as integer) as witness_number,
        checks.status as status_before,
        checks.status as status_after,
        checks.residual_yuan as residual_before_yuan,
        checks.residual_yuan as residual_after_yuan,
        checks.tolerance_yuan,
        cast(checks.residual_yuan as decimal(28, 6)) as residual_before,
        cast(checks.residual_yuan as decimal(28, 6)) as residual_after,
        cast(checks.tolerance_yuan as decimal(28, 6)) as tolerance
    from {{ ref('int_findings_of_unrounded') }} as unrounded
    inner join {{ ref('int_unrounded_contradictions') }} as contradictions
        on unrounded.document_id = contradictions.document_id
    inner join {{ ref('fct_identity_checks') }} as checks
        on
            contradictions.document_id = checks.document_id
            and (
                (
                    contradictions.identity_code_below = checks.identity_code
                    and contradictions.instance_key_below = checks.instance_key
                )
                or (
                    contradictions.identity_code_above = checks.identity_code
                    and contradictions.instance_key_above = checks.instance_key
                )
            )
),

final as (
    select * from checks_broken
    union all
    select * from checks_bounding
)

select * from final
