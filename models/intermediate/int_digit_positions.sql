-- One row per decimal position of a number in whole units: its power of ten.
with final as (
    {%- for position in range(12) %}
        select cast({{ 10 ** position }} as bigint) as power
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
)

select * from final
