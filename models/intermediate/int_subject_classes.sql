-- One row per 类 (class) of either classification.
with function_classes as (
    select * from {{ ref('function_classes') }}
),

economic_classes as (
    select * from {{ ref('economic_classes') }}
),

final as (
    select
        class_code,
        'function' as classification,
        name_zh,
        name_en
    from function_classes

    union all

    select
        class_code,
        'economic' as classification,
        name_zh,
        name_en
    from economic_classes
)

select * from final
