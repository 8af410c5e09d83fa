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
