{#- 类 3 digits, 款 5, 项 7; null for what is no subject code. -#}
{% macro subject_level(code) -%}
    case
        when {{ matches_pattern(code, '^[0-9]{3}$') }} then 1
        when {{ matches_pattern(code, '^[0-9]{5}$') }} then 2
        when {{ matches_pattern(code, '^[0-9]{7}$') }} then 3
    end
{%- endmacro %}
