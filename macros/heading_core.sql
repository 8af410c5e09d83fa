{#- What is left of a heading that is written now with, now without 的, 情况 and 说明. -#}
{% macro heading_core(heading) -%}
    replace(replace(replace({{ heading }}, '的', ''), '情况', ''), '说明', '')
{%- endmacro %}
