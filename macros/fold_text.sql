{#-
    Folding for reading, never for showing: every kind of space is dropped and full-width signs become ASCII.
    `translate` drops the characters of its first list that have no partner in the second, on DuckDB and on Spark.
-#}

{% macro white_space() -%}
    {%- set spaces = "\t\n\u000b\u000c\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
        ~ "\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff" -%}
    {{ return(spaces) }}
{%- endmacro %}

{#-
    DuckDB builds the table of a `translate` anew for every row, two microseconds each time; a pattern is made ready once. So
    spaces are taken out by a pattern there, and signs are translated only in texts that have one.
-#}
{% macro translated(text, from, to) -%}
    {{ return(adapter.dispatch('translated')(text, from, to)) }}
{%- endmacro %}

{% macro default__translated(text, from, to) -%}
    case
        when {{ matches_pattern(text, '[' ~ from ~ ']') }} then translate({{ text }}, '{{ from }}', '{{ to }}')
        else {{ text }}
    end
{%- endmacro %}

{% macro spark__translated(text, from, to) -%}
    translate({{ text }}, '{{ from }}', '{{ to }}')
{%- endmacro %}


{% macro without_spaces(text) -%}
    {{ replace_pattern(text, '[' ~ white_space() ~ ']+', '') }}
{%- endmacro %}

{% macro fold_text(text) -%}
    {%- set wide = "０１２３４５６７８９（）［］，．：；－＋％／" -%}
    {%- set narrow = "0123456789()[],.:;-+%/" -%}
    {{ translated(without_spaces(text), wide, narrow) }}
{%- endmacro %}

{#-
    A text as the number grammar wants it: widths narrowed, every space of rule 2 one ASCII space, the ends cut.
    The spaces inside stay, because `1 2 3` is no number while `14, 419. 03` is one.
-#}
{% macro number_text(text) -%}
    {%- set from = "０１２３４５６７８９，．－−" ~ "\t\n\r\u000c\u000b\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
        ~ "\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff" -%}
    {%- set to = "0123456789,.--" ~ " " * 22 -%}
    trim({{ translated(text, from, to) }})
{%- endmacro %}

{#- Chinese names are shown with the full-width brackets they are printed with; folding narrowed them. -#}
{% macro with_full_width_brackets(text) -%}
    translate({{ text }}, '()', '（）')
{%- endmacro %}
