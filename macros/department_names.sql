{#-
    The region a department belongs to, read from the front of its name: 贵阳市大数据发展管理局 gives 贵阳市,
    上海市普陀区财政局 gives 上海市普陀区. The seat of a party organ stands after 中共. A name that starts with no
    region (a university, a national body) has none: null, never a guess.
-#}
{% macro region_of_department(folded_name) -%}
    {%- set unit = "(?:[^省市区县局部厅院委会]{1,8}(?:自治区|自治州|自治县|地区)|[^省市区县局部厅院委会]{2,8}[省市区县旗盟])" -%}
    nullif({{ extract_pattern(folded_name, "^(?:中国共产党|中共)?(" ~ unit ~ "+)", 1) }}, '')
{%- endmacro %}

{#- A 本级 document shows the department's own unit, not the consolidated department. -#}
{% macro is_own_unit(folded_name) -%}
    {{ matches_pattern(folded_name, '([(]本级[)]|本级)$') }}
{%- endmacro %}

{% macro consolidated_name(folded_name) -%}
    {{ extract_pattern(folded_name, '^(.*?)([(]本级[)]|本级)$', 1) }}
{%- endmacro %}

{#- What an account covers, as far as the name on it says: nothing said is unknown, never consolidated. -#}
{% macro account_scope(folded_name) -%}
    case
        when {{ is_own_unit(folded_name) }} then 'own_unit'
        when {{ matches_pattern(folded_name, '([(](汇总|合并)[)]|汇总|合并)$') }} then 'consolidated'
        else 'unknown'
    end
{%- endmacro %}
