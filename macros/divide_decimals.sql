{#-
    A quotient of decimals as a decimal of six digits behind the point, the rest cut off; null for a divisor of zero.
    DuckDB divides decimals in double precision: here it divides whole numbers instead. `factor` multiplies the
    dividend first (100 gives a percentage). Holds for dividends below 10^17 times the factor of 100.
-#}
{% macro divide_decimals(dividend, divisor, factor=1) -%}
    {{ return(adapter.dispatch('divide_decimals')(dividend, divisor, factor)) }}
{%- endmacro %}

{% macro default__divide_decimals(dividend, divisor, factor) -%}
    cast(
        cast(
            cast(cast({{ dividend }} as decimal(24, 6)) * 1000000 as hugeint) * {{ factor * 1000000 }}
            // nullif(cast(cast({{ divisor }} as decimal(24, 6)) * 1000000 as hugeint), 0)
            as decimal(26, 0)
        ) * cast('0.000001' as decimal(7, 6))
        as decimal(26, 6)
    )
{%- endmacro %}

{% macro spark__divide_decimals(dividend, divisor, factor) -%}
    cast(
        cast({{ dividend }} as decimal(24, 6)) * {{ factor }} / nullif(cast({{ divisor }} as decimal(24, 6)), 0)
        as decimal(26, 6)
    )
{%- endmacro %}
