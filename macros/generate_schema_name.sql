{% macro generate_schema_name(custom_schema_name, node) -%}
    {#- The schema is named exactly as configured, so that marts is marts in every warehouse. -#}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
