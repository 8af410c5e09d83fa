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

{#- An amount by the size of a weight, which is one wherever the seed does not say more: a division of long numbers is slow. -#}
{% macro amount_per_weight(amount, weight) -%}
    case
        when abs({{ weight }}) = 1 then cast({{ amount }} as decimal(26, 6))
        else {{ divide_decimals(amount, 'abs(' ~ weight ~ ')') }}
    end
{%- endmacro %}

{#- A whole number by a whole number, the rest cut off. -#}
{% macro divide_whole_numbers(dividend, divisor) -%}
    {{ return(adapter.dispatch('divide_whole_numbers')(dividend, divisor)) }}
{%- endmacro %}

{% macro default__divide_whole_numbers(dividend, divisor) -%}
    {{ dividend }} // {{ divisor }}
{%- endmacro %}

{% macro spark__divide_whole_numbers(dividend, divisor) -%}
    {{ dividend }} div {{ divisor }}
{%- endmacro %}

{#- How often a step above zero goes into a decimal of six digits behind the point; at most 10^18 - 1 times. -#}
{% macro whole_steps_within(amount, step) -%}
    {{ return(adapter.dispatch('whole_steps_within')(amount, step)) }}
{%- endmacro %}

{% macro default__whole_steps_within(amount, step) -%}
    cast(
        least(
            cast(cast({{ amount }} as decimal(30, 6)) * 1000000 as hugeint)
            // nullif(cast(cast({{ step }} as decimal(30, 6)) * 1000000 as hugeint), 0),
            999999999999999999
        ) as bigint
    )
{%- endmacro %}

{% macro spark__whole_steps_within(amount, step) -%}
    cast(
        least(
            floor(cast({{ amount }} as decimal(30, 6)) / nullif(cast({{ step }} as decimal(30, 6)), 0)),
            999999999999999999
        ) as bigint
    )
{%- endmacro %}
