{#-
    The region a department belongs to, read from the front of its name: 贵阳市大数据发展管理局 gives 贵阳市,
    上海市普陀区财政局 gives 上海市普陀区. The seat of a party organ stands after 中共. A name that starts with no
    region (a university, a national body) has none: null, never a guess.
-#}
{% macro region_of_department(folded_name) -%}
    {%- set unit = "(?:[^省市区县局部厅院委会]{1,8}(?:自治区|自治州|自治县|地区)|[^省市区县局部厅院委会]{2,8}[省市区县旗盟])" -%}
    nullif({{ extract_pattern(folded_name, "^(?:中国共产党|中共)?(" ~ unit ~ "+)", 1) }}, '')
{%- endmacro %}

{#- 901215001贵阳市某局, [901215001]贵阳市某局: the unit's code in front of its name. -#}
{% macro code_before_name(folded_name) -%}
    nullif({{ extract_pattern(folded_name, "^[\\[(]?([0-9]{6,12})[\\])]?[-_]?", 1) }}, '')
{%- endmacro %}

{#- 贵阳市新局(原贵阳市老局): the name it had before. -#}
{% macro former_name(folded_name) -%}
    nullif({{ extract_pattern(folded_name, "[(]原[:]?([^()]{4,})[)]", 1) }}, '')
{%- endmacro %}

{#- The name without the code in front of it and without the earlier name behind it; its marker stays. -#}
{% macro name_with_its_marker(folded_name) -%}
    replace(
        replace(
            {{ folded_name }},
            {{ extract_pattern(folded_name, "^[\\[(]?[0-9]{6,12}[\\])]?[-_]?", 0) }},
            ''
        ),
        {{ extract_pattern(folded_name, "[(]原[:]?[^()]{4,}[)]", 0) }},
        ''
    )
{%- endmacro %}

{#- 贵阳市某局某中心 is a unit below 贵阳市某局: the longest, or the shortest, name of an organ in front of the rest. -#}
{% macro organ_above(name, which) -%}
    {%- set organ = "(?:局|厅|委员会|委|部|办公室)" -%}
    nullif({{ extract_pattern(name, "^(.+" ~ ("?" if which == "shortest" else "") ~ organ ~ ").{2,}$", 1) }}, '')
{%- endmacro %}

{#- The name without the first, or without all, of the regions in front of it. -#}
{% macro name_without_region(name, which) -%}
    {%- set unit = "(?:[^省市区县局部厅院委会]{1,8}(?:自治区|自治州|自治县|地区)|[^省市区县局部厅院委会]{2,8}[省市区县旗盟])" -%}
    nullif({{ extract_pattern(name, "^" ~ unit ~ ("+" if which == "all" else "") ~ "(.{3,})$", 1) }}, '')
{%- endmacro %}
