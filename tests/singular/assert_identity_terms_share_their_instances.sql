-- All terms of an identity make the same kind of instance, or its cells would never meet in one sum.
with selectors as (
    select
        *,
        case
            when line_selector in ('line', 'level_1', 'level_3') then 'one'
            when line_selector in ('each_parent', 'children') then 'parent'
            when line_selector in ('each_line', 'each_class') then line_selector
        end as instance_family
    from {{ ref('int_identity_selectors') }}
    where kind in ('sum', 'copy', 'ordering')
),

final as (
    select
        identity_code,
        count(distinct instance_family) as family_count,
        count(distinct measure_code = instance_measure) as measure_family_count,
        sum(case when instance_family is null then 1 else 0 end) as unknown_count
    from selectors
    group by identity_code
    having
        count(distinct instance_family) <> 1
        or count(distinct measure_code = instance_measure) <> 1
        or sum(case when instance_family is null then 1 else 0 end) > 0
)

select * from final
