{#-
    Which lines a line selector of `identity_terms` reaches. A cell belongs to exactly one line class, so that
    selecting is one equi-join and never a walk over every identity.
-#}

{% macro identity_line_class(cells) -%}
    case
        when {{ cells }}.line_kind = 'subject'
            then {{ cells }}.classification || '_' || cast({{ cells }}.level as {{ dbt.type_string() }})
        when {{ cells }}.line_kind in ('form', 'indicator') then {{ cells }}.line_kind
        else 'named'
    end
{%- endmacro %}


{% macro identity_line_classes_by_selector() -%}
    {%- set classes = {
        'each_line': ['named', 'function_1', 'function_2', 'function_3', 'economic_1', 'economic_2'],
        'each_class': ['function_1', 'economic_1'],
        'each_item': ['function_3'],
        'each_form': ['form'],
        'each_parent': ['function_1', 'function_2', 'economic_1'],
        'children': ['function_2', 'function_3', 'economic_2'],
        'indicators': ['indicator'],
        'all_forms': ['form'],
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
        when {{ selectors }}.line_selector in ('children', 'indicators') then {{ cells }}.parent_line_code
        when {{ selectors }}.line_selector like 'each_%' then {{ cells }}.line_code
        else '-'
    end
{%- endmacro %}


{#- Kinds whose terms are operands: sums of money, and numbers with a unit of their own. -#}
{% macro identity_kinds_with_terms() -%}
    {{ identity_kinds_of_amounts() }}, {{ identity_kinds_of_numbers() }}
{%- endmacro %}

{% macro identity_kinds_of_amounts() -%}
    'sum', 'copy', 'ordering'
{%- endmacro %}

{% macro identity_kinds_of_numbers() -%}
    'rate', 'growth', 'hundred', 'counts', 'counts_within', 'scores'
{%- endmacro %}

{#- Selectors of which all cells fall into one instance. -#}
{% macro identity_selectors_of_one_instance() -%}
    'line', 'level_1', 'level_3', 'all_forms'
{%- endmacro %}

{#- Kinds that name what offends them. -#}
{% macro identity_kinds_of_offences() -%}
    'hierarchy', 'ordinals', 'codes', 'names', 'words', 'sets'
{%- endmacro %}

{#- A cell that a term reaches, as a row of the terms. -#}
{% macro identity_term_columns(cells) %}
        {{ cells }}.document_id,
        {{ cells }}.identity_code,
        {{ cells }}.kind,
        {{ cells }}.instance_line || '/' || {{ cells }}.instance_measure as instance_key,
        {{ cells }}.term_number,
        {{ cells }}.role,
        {{ cells }}.weight,
        {{ cells }}.is_required,
        {{ cells }}.is_shared,
        {{ cells }}.is_served,
        {{ cells }}.stands_in_data,
        {{ cells }}.statement_code,
        {{ cells }}.side,
        {{ cells }}.line_code,
        {{ cells }}.measure_code,
        {{ cells }}.line_label,
        {{ cells }}.cell_kind,
        {{ cells }}.cell_kind in ('printed_number', 'printed_zero') as is_printed,
        {{ cells }}.amount_yuan,
        {{ cells }}.rounding_half_width_yuan,
        {{ cells }}.unit_kind,
        {{ cells }}.value_number,
        {{ cells }}.value_half_width,
        {{ cells }}.table_index,
        {{ cells }}.source_page,
        {{ cells }}.source_line,
        {{ cells }}.source_row,
        {{ cells }}.source_column,
        {{ cells }}.source_text
{%- endmacro %}
