{#-
    The greatest or least value of 100 a - p b over the intervals of numerator, rate and denominator (above zero): p falls
    and a rises towards the greatest; which end of b it takes depends on the sign of p.
-#}
{% macro rate_extreme(which) -%}
    {%- set toward, away = ('+', '-') if which == 'greatest' else ('-', '+') -%}
    100 * cast(numerator_value {{ toward }} numerator_half_width as decimal(24, 6))
    - cast(rate_value {{ away }} rate_half_width as decimal(14, 6))
    * case
        when rate_value {{ away }} rate_half_width >= 0
            then cast(denominator_value {{ away }} denominator_half_width as decimal(24, 6))
        else cast(denominator_value {{ toward }} denominator_half_width as decimal(24, 6))
    end
{%- endmacro %}
