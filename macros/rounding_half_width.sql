{#-
    Half of the last printed digit, in yuan, from integer powers of ten: power() would be a double.
    An amount is kept to the cent, so what is printed finer than that is known to half a cent and no better.
-#}

{% macro ten_to_the_minus(decimals) -%}
    case {{ decimals }}
        {%- for exponent in range(9) %}
        when {{ exponent }} then cast('{{ "1" if exponent == 0 else "0." ~ "0" * (exponent - 1) ~ "1" }}' as decimal(10, 8))
        {%- endfor %}
        else cast('0.00000001' as decimal(10, 8))
    end
{%- endmacro %}

{% macro rounding_half_width_yuan(yuan_per_unit, decimals) -%}
    cast(
        greatest(
            cast({{ yuan_per_unit }} as decimal(10, 0)) * cast('0.5' as decimal(2, 1)) * {{ ten_to_the_minus(decimals) }},
            cast('0.005' as decimal(4, 3))
        ) as decimal(20, 6)
    )
{%- endmacro %}

{#-
    A printed number (at most twelve digits and six decimals) in yuan; null beyond the money type. DuckDB cuts digits off a
    decimal of more than 18 bit by bit: a number of two decimals, as most are, loses its other four as a short one.
-#}
{% macro amount_in_yuan(number, decimals, yuan_per_unit) -%}
    case
        when {{ decimals }} <= 2
            then try_cast(
                    cast(cast(cast({{ number }} as decimal(18, 6)) as decimal(18, 2)) as decimal(24, 2))
                    * {{ yuan_per_unit }} as decimal(20, 2)
                )
        else try_cast({{ number }} * {{ yuan_per_unit }} as decimal(20, 2))
    end
{%- endmacro %}
