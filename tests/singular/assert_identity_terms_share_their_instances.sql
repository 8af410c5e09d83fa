-- All terms of an identity make the same kind of instance, or its cells would never meet in one sum.
with selectors as (
    select
        *,
        case
            when line_selector in ('line', 'level_1', 'level_3', 'all_forms') then 'one'
            when line_selector in ('each_parent', 'children') then 'parent'
            when line_selector in ('each_form', 'indicators') then 'form'
            when line_selector in ('repeated_in', 'repeating') then 'topic'
            when line_selector in ('each_line', 'each_class', 'each_item') then line_selector
        end as instance_family
    from {{ ref('int_identity_selectors') }}
    where kind in ({{ identity_kinds_with_terms() }})
),

final as (
    select
        identity_code,
        count(distinct instance_family) as family_count,
        count(distinct measure_code = instance_measure) as measure_family_count,
        sum(case when instance_family is null then 1 else 0 end) as unknown_count
    from selectors
    -- In sums of numbers and in rates what stands once, as a total, serves every instance.
    where
        instance_family is null
        or instance_family <> 'one'
        or kind not in ({{ identity_kinds_of_numbers() }})
    group by identity_code
    having
        count(distinct instance_family) <> 1
        or count(distinct measure_code = instance_measure) <> 1
        or sum(case when instance_family is null then 1 else 0 end) > 0
)

select * from final
