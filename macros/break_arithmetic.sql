{#- A product of two decimals of six digits behind the point, kept to six. -#}
{% macro product_of_decimals(left_factor, right_factor) -%}
    cast(cast({{ left_factor }} as decimal(19, 6)) * cast({{ right_factor }} as decimal(19, 6)) as decimal(28, 6))
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
