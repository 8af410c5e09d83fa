-- One row per document and identity: how many of its checks have each status.
with checks as (
    select * from {{ ref('fct_identity_checks') }}
),

final as (
    select
        document_id,
        identity_code,
        severity,
        cast(count(*) as integer) as check_count,
        cast(count(case when status = 'exact' then 1 end) as integer) as exact_count,
        cast(count(case when status = 'within_rounding' then 1 end) as integer) as within_rounding_count,
        cast(count(case when status = 'broken' then 1 end) as integer) as broken_count,
        cast(count(case when status = 'not_checkable' then 1 end) as integer) as not_checkable_count
    from checks
    group by document_id, identity_code, severity
)

select * from final
