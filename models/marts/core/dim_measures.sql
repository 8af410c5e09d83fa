-- One row per statement, side and measure (money column).
with measures as (
    select * from {{ ref('measures') }}
),

final as (
    select
        statement_code,
        coalesce(side, '') as side,
        measure_code,
        title_zh,
        title_en,
        ordinal
    from measures
)

select * from final
