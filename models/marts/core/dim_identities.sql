-- One row per identity.
with identities as (
    select * from {{ ref('identities') }}
),

final as (
    select
        identity_code,
        catalogue_group,
        kind,
        title_zh,
        title_en,
        reason_zh,
        reason_en,
        citation,
        severity,
        condition_code,
        cast(valid_from_year as integer) as valid_from_year,
        cast(valid_to_year as integer) as valid_to_year
    from identities
)

select * from final
