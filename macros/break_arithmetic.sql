{#- A product of two decimals of six digits behind the point, kept to six. -#}
{% macro product_of_decimals(left_factor, right_factor) -%}
    cast(cast({{ left_factor }} as decimal(19, 6)) * cast({{ right_factor }} as decimal(19, 6)) as decimal(28, 6))
{%- endmacro %}

{#-
    The same product where one factor is a weight, which is one nearly everywhere: to cut the twelve digits behind the point of a
    product to six takes a division of long numbers.
-#}
{% macro weighted_amount(weight, amount) -%}
    case
        when {{ weight }} = 1 then cast({{ amount }} as decimal(28, 6))
        when {{ weight }} = -1 then -cast({{ amount }} as decimal(28, 6))
        else {{ product_of_decimals(weight, amount) }}
    end
{%- endmacro %}

{#- A number of 48 bits that stands for a text: sums of such numbers stand for sets of texts. -#}
{% macro number_of_text(text) -%}
    {{ return(adapter.dispatch('number_of_text')(text)) }}
{%- endmacro %}

{% macro default__number_of_text(text) -%}
    cast('0x' || left(md5({{ text }}), 12) as bigint)
{%- endmacro %}

{% macro spark__number_of_text(text) -%}
    cast(conv(left(md5({{ text }}), 12), 16, 10) as bigint)
{%- endmacro %}

{#-
    A number of 64 bits that stands for several texts together, none of them null: to join and group hundreds of terms for each
    document by numbers costs a tenth of what the texts cost. Tests of the models that are keyed by it find two that coincide.
-#}
{% macro number_of_texts(texts) -%}
    {{ return(adapter.dispatch('number_of_texts')(texts)) }}
{%- endmacro %}

{% macro default__number_of_texts(texts) -%}
    hash({{ texts | join(', ') }})
{%- endmacro %}

{% macro spark__number_of_texts(texts) -%}
    xxhash64({{ texts | join(', ') }})
{%- endmacro %}

{#- The name of a cell, of the columns that say where it stands. -#}
{% macro cell_key(cells) -%}
    {{ cells }}.statement_code || '/' || {{ cells }}.side || '/' || {{ cells }}.line_code || '/' || {{ cells }}.measure_code
{%- endmacro %}

{#- A correction by weight: the quotient is cut off like any other, but nearly every weight is one, and divisions are slow. -#}
{% macro amount_by_weight(amount, weight) -%}
    case
        when {{ weight }} = 1 then {{ amount }}
        when {{ weight }} = -1 then -({{ amount }})
        else {{ divide_decimals(amount, weight) }}
    end
{%- endmacro %}

{#- A whole number by one above zero, rounded half away from zero. -#}
{% macro rounded_quotient(dividend, divisor) -%}
    sign({{ dividend }})
    * {{ divide_whole_numbers('(abs(' ~ dividend ~ ') + ' ~ divide_whole_numbers(divisor, '2') ~ ')', divisor) }}
{%- endmacro %}
