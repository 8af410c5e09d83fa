{#-
    The grammar of a printed number, rule 3 of ingest/fold.py word for word, on the text that number_text() gives:
    an optional minus, digits either without separators or in groups of three, optional decimals, spaces only
    beside a separator. A text that is nearly a number (1,23 or 12.3.4 or 1 2 3) is not one.
-#}

{% macro is_printed_number(number_text) -%}
    {%- set pattern = "^-? *(0|[1-9][0-9]{0,11}|[1-9][0-9]{0,2}( *, *[0-9]{3}){1,3})( *[.] *[0-9]{1,6})?$" -%}
    length({{ number_text }}) <= 64 and {{ matches_pattern(number_text, pattern) }}
{%- endmacro %}

{#- The number itself; null where there is none. Twelve digits and six decimals always fit, and 18 digits read fastest. -#}
{% macro printed_amount(number_text) -%}
    case
        when {{ is_printed_number(number_text) }}
            then cast(
                    cast(replace(replace({{ number_text }}, ',', ''), ' ', '') as decimal(18, 6)) as decimal(20, 6)
                )
    end
{%- endmacro %}

{#- How many digits stand behind the point; null where there is no number. -#}
{% macro printed_decimals(number_text) -%}
    case
        when {{ is_printed_number(number_text) }}
            then cast(length(split_part(replace({{ number_text }}, ' ', ''), '.', 2)) as integer)
    end
{%- endmacro %}
