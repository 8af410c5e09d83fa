{#-
    The unrounded amounts behind the printed ones. Each printed amount is known to half of its last digit; a sum or copy that
    holds ties the amounts together, and tightens what is known of one by what is known of the others (interval propagation).
    The number of steps is fixed: what they leave is never too narrow, at most too wide.
-#}
{% macro unrounded_steps() -%}
    {{ return(8) }}
{%- endmacro %}

{#- Bounds of an amount that a weight multiplies: the low or the high end of weight × amount. -#}
{% macro weighted_end(end, weight, lowest, highest) -%}
    {%- set ends = {'low': (lowest, highest), 'high': (highest, lowest)}[end] -%}
    {{ weight }} * case when {{ weight }} > 0 then {{ ends[0] }} else {{ ends[1] }} end
{%- endmacro %}

{#- An amount in 万元 with as many digits behind the point as it needs. -#}
{% macro unrounded_in_ten_thousands(amount) -%}
    rtrim(rtrim(
        cast(cast({{ amount }} * cast('0.0001' as decimal(5, 4)) as decimal(24, 8)) as {{ dbt.type_string() }}), '0'
    ), '.')
{%- endmacro %}
