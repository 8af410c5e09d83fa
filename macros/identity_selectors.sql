{#-
    Which lines a line selector of `identity_terms` reaches. A cell belongs to exactly one line class, so that
    selecting is one equi-join and never a walk over every identity.
-#}

{% macro identity_line_class(cells) -%}
    case
        when {{ cells }}.line_kind = 'subject'
            then {{ cells }}.classification || '_' || cast({{ cells }}.level as {{ dbt.type_string() }})
        else 'named'
    end
{%- endmacro %}


{% macro identity_line_classes_by_selector() -%}
    {%- set classes = {
        'each_line': ['named', 'function_1', 'function_2', 'function_3', 'economic_1', 'economic_2'],
        'each_class': ['function_1', 'economic_1'],
        'each_parent': ['function_1', 'function_2', 'economic_1'],
        'children': ['function_2', 'function_3', 'economic_2'],
        'level_1': ['function_1', 'economic_1'],
        'level_3': ['function_3'],
    } -%}
    {%- for selector, line_classes in classes.items() -%}
        {%- set outer_loop = loop -%}
        {%- for line_class in line_classes %}
    select '{{ selector }}' as line_selector, '{{ line_class }}' as line_class
            {%- if not (outer_loop.last and loop.last) %} union all{% endif %}
        {%- endfor -%}
    {%- endfor %}
{%- endmacro %}


{#- The line half of an instance key: the parent for children, the line itself for each_*, one instance else. -#}
{% macro identity_instance_line(selectors, cells) -%}
    case
        when {{ selectors }}.line_selector = 'children' then {{ cells }}.parent_subject_code
        when {{ selectors }}.line_selector in ('each_line', 'each_class', 'each_parent') then {{ cells }}.line_code
        else '-'
    end
{%- endmacro %}
