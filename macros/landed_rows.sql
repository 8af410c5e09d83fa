{#-
    The rows of a raw table, by name and type of its columns; none where the build file was landed before ingest knew the
    table. `juesuan build` on such a file then builds the models that read it, empty, and the next ingest makes the table.
-#}
{% macro landed_rows(relation, columns) -%}
    select
        {%- for name, type in columns.items() %}
        {% if source_is_landed(relation) %}{{ name }}{% else %}cast(null as {{ type }}) as {{ name }}{% endif %}
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    {%- if source_is_landed(relation) %}
    from {{ relation }}
    {%- else %}
    where 1 = 0
    {%- endif %}
{%- endmacro %}

{#- A macro of its own, so that unit tests can say that their rows are landed. -#}
{% macro source_is_landed(relation) -%}
    {{ return(load_relation(relation) is not none) }}
{%- endmacro %}
