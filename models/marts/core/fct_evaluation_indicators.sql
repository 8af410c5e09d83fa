-- One row per indicator of a self-evaluation form, its copies joined.
{%- set texts = {'level_1': 'level_1_indicator', 'level_2': 'level_2_indicator', 'level_3': 'level_3_indicator',
    'target': 'target', 'actual': 'actual', 'reason': 'reason'} %}
{%- set numbers = ['weight', 'score'] %}
{#- A mark, a number and what follows it directly: ≥50亿元 gives ≥, 50 and 亿元; 等保3级 begins with no number. #}
{%- set quantity = '^(≥|≤|>|<|=|＞|＜|＝)?([0-9]+(?:[.][0-9]+)?)(%|‰|[一-龥a-zA-Z℃㎡]*)' %}
with cells as (
    select * from {{ ref('int_evaluation_cells') }}
),

forms as (
    select * from {{ ref('int_evaluation_forms') }}
),

indicators_pivoted as (
    select
        form_id,
        item_number as indicator_number,
        {%- for field, column in texts.items() %}
            max(case when field_code = '{{ field }}' then value_text end) as {{ column }},
        {%- endfor %}
        {%- for field in numbers %}
            cast(max(case when field_code = '{{ field }}' then value_number end) as decimal(9, 4)) as {{ field }},
        {%- endfor %}
        {%- for field in texts.keys() | list + numbers %}
            max(case when field_code = '{{ field }}' then cell_state end) as {{ field }}_state,
        {%- endfor %}
        max(case when field_code = 'level_1' then value_evidence end) as level_1_evidence,
        max(case when field_code = 'level_2' then value_evidence end) as level_2_evidence,
        max(case when field_code = 'level_3' then value_evidence end) as level_3_evidence,
        sum(case when cell_state = 'disputed' then 1 else 0 end) as disputed_cell_count,
        max(case when field_code = 'score' then source_page end) as source_page,
        max(case when field_code = 'score' then source_line end) as source_line,
        max(case when field_code = 'score' then table_index end) as table_index,
        max(case when field_code = 'score' then source_row end) as source_row,
        max(case when field_code = 'score' then source_column end) as source_column,
        max(case when field_code = 'score' then source_text end) as source_text
    from cells
    where
        item_kind = 'indicator'
        and is_elected
    group by form_id, item_number
),

-- Grouping separators are no part of a quantity: 1,200 is 1200.
quantities_found as (
    select
        *,
        replace(target, ',', '') as target_quantity,
        replace(actual, ',', '') as actual_quantity
    from indicators_pivoted
),

final as (
    select
        quantities_found.form_id,
        forms.document_id,
        forms.department_id,
        forms.fiscal_year,
        forms.form_kind,
        forms.project_name,
        quantities_found.indicator_number,
        {%- for column in texts.values() %}
            quantities_found.{{ column }},
        {%- endfor %}
        quantities_found.weight,
        quantities_found.score,
        {%- for field in ['target', 'actual'] %}
            {%- set text = 'quantities_found.' ~ field ~ '_quantity' %}
            nullif({{ extract_pattern(text, quantity, 1) }}, '') as {{ field }}_comparator,
            try_cast(nullif({{ extract_pattern(text, quantity, 2) }}, '') as decimal(20, 6)) as {{ field }}_number,
            nullif({{ extract_pattern(text, quantity, 3) }}, '') as {{ field }}_unit,
        {%- endfor %}
        {%- for field in texts.keys() | list + numbers %}
            quantities_found.{{ field }}_state,
        {%- endfor %}
        quantities_found.level_1_evidence,
        quantities_found.level_2_evidence,
        quantities_found.level_3_evidence,
        forms.copy_count,
        cast(quantities_found.disputed_cell_count as integer) as disputed_cell_count,
        quantities_found.source_page,
        quantities_found.source_line,
        quantities_found.table_index,
        quantities_found.source_row,
        quantities_found.source_column,
        quantities_found.source_text
    from quantities_found
    inner join forms
        on quantities_found.form_id = forms.form_id
)

select * from final
