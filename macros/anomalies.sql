{#- Anomalies of a figure stand joined by `;`. -#}
{% macro anomaly_is_one_of(codes) -%}
    ({%- for code in codes %}';' || anomaly || ';' like '%;{{ code }};%'{{ ' or ' if not loop.last }}{% endfor -%})
{%- endmacro %}
