{#- A view names the tables of its own database without the database's name, so that it reads the same file under
    whatever name that is attached: the build file in the checks, the published file at an analyst. -#}
{% macro duckdb__create_view_as(relation, sql) -%}
    {%- if config.get('contract').enforced %}
        {{ get_assert_columns_equivalent(sql) }}
    {%- endif %}
    create view {{ relation }} as (
        {{ sql | replace('"' ~ relation.database ~ '".', '') }}
    );
{%- endmacro %}
