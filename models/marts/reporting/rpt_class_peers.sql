-- One row per year, account scope, statement and series of a function class: how the shares of all departments lie.
with shares as (
    select * from {{ ref('rpt_class_shares') }}
    where share_percent is not null
),

final as (
    select
        fiscal_year,
        account_scope,
        statement_code,
        conformed_subject_key,
        max(conformed_subject_name) as conformed_subject_name,
        cast(count(*) as integer) as peer_count,
        cast(percentile_disc(0.25) within group (order by share_percent) as decimal(12, 6)) as lower_quartile_percent,
        cast(percentile_disc(0.5) within group (order by share_percent) as decimal(12, 6)) as median_percent,
        cast(percentile_disc(0.75) within group (order by share_percent) as decimal(12, 6)) as upper_quartile_percent
    from shares
    group by fiscal_year, account_scope, statement_code, conformed_subject_key
)

select * from final
