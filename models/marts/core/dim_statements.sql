-- One row per statement of the vocabulary.
with statements as (
    select * from {{ ref('statements') }}
),

final as (
    select
        statement_code,
        title_zh,
        title_en,
        ordinal,
        layout,
        classification
    from statements
)

select * from final
