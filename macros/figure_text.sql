{#-
    A number as the document would print it: money in 万元 where it is known no finer than to the yuan (`figure_scale` is
    then 0.0001, else 1), with `figure_decimals` digits behind the point.
-#}
{% macro figure_text(number, cells) -%}
    case {{ cells }}.figure_decimals
        {%- for decimals in range(5) %}
        {{ 'when ' ~ decimals ~ ' then' if decimals < 4 else 'else' }} cast(cast(
            {{ number }} * {{ cells }}.figure_scale as decimal(24, {{ decimals }})
        ) as {{ dbt.type_string() }})
        {%- endfor %}
    end
{%- endmacro %}
