{#- What DuckDB and Spark say differently. Models use these names only. -#}

{% macro matches_pattern(text, pattern) -%}
    {{ return(adapter.dispatch('matches_pattern')(text, pattern)) }}
{%- endmacro %}

{% macro default__matches_pattern(text, pattern) -%}
    regexp_matches({{ text }}, '{{ pattern }}')
{%- endmacro %}

{% macro spark__matches_pattern(text, pattern) -%}
    ({{ text }} rlike '{{ pattern | replace("\\", "\\\\") }}')
{%- endmacro %}


{% macro extract_pattern(text, pattern, group) -%}
    {{ return(adapter.dispatch('extract_pattern')(text, pattern, group)) }}
{%- endmacro %}

{% macro default__extract_pattern(text, pattern, group) -%}
    regexp_extract({{ text }}, '{{ pattern }}', {{ group }})
{%- endmacro %}

{% macro spark__extract_pattern(text, pattern, group) -%}
    regexp_extract({{ text }}, '{{ pattern | replace("\\", "\\\\") }}', {{ group }})
{%- endmacro %}


{#- Every match of a pattern replaced. -#}
{% macro replace_pattern(text, pattern, replacement) -%}
    {{ return(adapter.dispatch('replace_pattern')(text, pattern, replacement)) }}
{%- endmacro %}

{% macro default__replace_pattern(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}

{% macro spark__replace_pattern(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern | replace("\\", "\\\\") }}', '{{ replacement }}')
{%- endmacro %}


{#- At most a third of the second text is written otherwise. DuckDB counts the bytes that differ, Spark the characters. -#}
{% macro differs_slightly(text, whole) -%}
    {{ return(adapter.dispatch('differs_slightly')(text, whole)) }}
{%- endmacro %}

{% macro default__differs_slightly(text, whole) -%}
    (levenshtein({{ text }}, {{ whole }}) * 3 <= strlen({{ whole }}))
{%- endmacro %}

{% macro spark__differs_slightly(text, whole) -%}
    (levenshtein({{ text }}, {{ whole }}) * 3 <= length({{ whole }}))
{%- endmacro %}

{#- How many different numbers from 0 to 62 there are among the rows of a group that meet a condition. -#}
{% macro count_small_numbers(number, condition) -%}
    {{ return(adapter.dispatch('count_small_numbers')(number, condition)) }}
{%- endmacro %}

{#- One bit for each: a set for every group, as count(distinct) keeps it, costs ten times as much. -#}
{% macro default__count_small_numbers(number, condition) -%}
    cast(bit_count(bit_or(
        case when {{ condition }} then cast(1 as bigint) << cast({{ number }} as integer) else cast(0 as bigint) end
    )) as bigint)
{%- endmacro %}

{% macro spark__count_small_numbers(number, condition) -%}
    cast(bit_count(bit_or(
        case when {{ condition }} then shiftleft(cast(1 as bigint), cast({{ number }} as int)) else cast(0 as bigint) end
    )) as bigint)
{%- endmacro %}


{#-
    The texts of a group that are not null, joined in an order; null where there is none. Few rows have one: DuckDB keeps
    every row of an ordered aggregate in memory, those without a text too, unless a filter leaves them out.
-#}
{% macro listed_where_any(text, delimiter, order) -%}
    {{ return(adapter.dispatch('listed_where_any')(text, delimiter, order)) }}
{%- endmacro %}

{% macro default__listed_where_any(text, delimiter, order) -%}
    {{ dbt.listagg(text, delimiter, order) }} filter (where {{ text }} is not null)
{%- endmacro %}

{% macro spark__listed_where_any(text, delimiter, order) -%}
    {{ dbt.listagg(text, delimiter, order) }}
{%- endmacro %}
