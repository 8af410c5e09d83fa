-- One row per code that can stand in an offence: what an analyst calls it.
with titles as (
    select
        word,
        text_zh,
        text_en,
        1 as title_rank
    from {{ ref('finding_words') }}
    {%- for seed, code, title, title_rank in [
        ('statements', 'statement_code', 'title', 2), ('operand_statements', 'statement_code', 'title', 3),
        ('narrative_topics', 'topic_code', 'title', 4), ('evaluation_fields', 'field_code', 'title', 5),
        ('operand_measures', 'measure_code', 'title', 6), ('measures', 'measure_code', 'title', 7),
    ] %}
        union all
        select
            {{ code }} as word,
            {{ title }}_zh as text_zh,
            {{ title }}_en as text_en,
            {{ title_rank }} as title_rank
        from {{ ref(seed) }}
    {%- endfor %}
),

titles_ranked as (
    select
        *,
        row_number() over (partition by word order by title_rank asc, text_zh asc, text_en asc) as place
    from titles
),

final as (
    select
        word,
        text_zh,
        text_en
    from titles_ranked
    where place = 1
)

select * from final
