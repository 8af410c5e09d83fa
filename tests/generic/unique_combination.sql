{#- No two rows agree in all of these columns. -#}
{% test unique_combination(model, columns) %}

select
    {{ columns | join(',\n    ') }},
    count(*) as row_count
from {{ model }}
{{ rows_that_may_be_equal(model, columns) }}
group by {{ columns | join(', ') }}
having count(*) > 1

{% endtest %}


{#- Only rows with one hash can be equal: grouping eight bytes takes half the time and a quarter of the memory of the columns. -#}
{% macro rows_that_may_be_equal(model, columns) -%}
    {{ return(adapter.dispatch('rows_that_may_be_equal')(model, columns)) }}
{%- endmacro %}

{% macro default__rows_that_may_be_equal(model, columns) -%}
    {%- set hashed = 'hash(' ~ (columns | join(', ')) ~ ')' -%}
where {{ hashed }} in (
    select key_hash
    from (select {{ hashed }} as key_hash from {{ model }}) as hashes
    group by key_hash
    having count(*) > 1
)
{%- endmacro %}

{% macro spark__rows_that_may_be_equal(model, columns) -%}
{%- endmacro %}
