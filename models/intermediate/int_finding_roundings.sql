-- One row per document with differences within the printed precision: how many checks, and the largest of them.
with checks as (
    select * from {{ ref('fct_identity_checks') }}
    where status = 'within_rounding' and residual_yuan <> 0
),

final as (
    select
        document_id,
        count(*) as check_count,
        max(abs(residual_yuan)) as largest_yuan
    from checks
    group by document_id
)

select * from final
