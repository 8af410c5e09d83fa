-- One row per decimal position of a number in whole units: its power of ten, and the inverse of that.
with final as (
    {%- for position in range(12) %}
        select
            cast({{ 10 ** position }} as bigint) as power,
            cast('{{ "1" if position == 0 else "0." ~ "0" * (position - 1) ~ "1" }}' as decimal(12, 11)) as inverse
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
)

select * from final
