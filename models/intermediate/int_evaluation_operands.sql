-- One row per elected number of a self-evaluation form and each place where it stands as an operand of identities.
with cells as (
    select * from {{ ref('int_evaluation_cells') }}
    where is_elected
),

forms as (
    select
        *,
        count(*) over (partition by document_id, form_kind) as form_count
    from {{ ref('int_evaluation_forms') }}
),

amounts as (
    select * from {{ ref('int_evaluation_amounts') }}
),

units as (
    select * from {{ ref('int_evaluation_units') }}
),

phases as (
    select field_code
    from {{ ref('evaluation_fields') }}
    where item_kind = 'fund' and value_kind = 'amount'
),

funds as (
    select
        cells.*,
        forms.form_kind,
        forms.form_count,
        cells.item_key as source_code,
        cells.field_code as phase,
        'money' as unit_kind,
        try_cast(cells.value_number * units.yuan_per_unit as decimal(20, 2)) as amount_yuan,
        case
            when units.yuan_per_unit is not null and cells.value_number is not null
                then {{ rounding_half_width_yuan('units.yuan_per_unit', 'amounts.precision_decimals') }}
        end as rounding_half_width_yuan
    from cells
    inner join forms
        on cells.form_id = forms.form_id
    inner join phases
        on cells.field_code = phases.field_code
    left join amounts
        on
            cells.form_id = amounts.form_id
            and cells.item_key = amounts.source_code
            and cells.field_code = amounts.phase
    left join units
        on cells.form_id = units.form_id
    where cells.item_kind = 'fund'
),

-- Weights and scores have no unit of money; a rate is a percentage.
numbers as (
    select
        *,
        case
            when item_kind = 'indicator' then field_code
            when item_kind = 'fund' then 'execution_' || field_code
            else item_kind || '_' || field_code
        end as measure_code,
        case when field_code = 'rate' then 'percent' else 'score' end as unit_kind,
        cast(null as decimal(20, 2)) as amount_yuan,
        cast(null as decimal(20, 6)) as rounding_half_width_yuan
    from cells
    where
        field_code in ('weight', 'score', 'rate')
        and (item_kind in ('indicator', 'total', 'conclusion') or (item_kind = 'fund' and item_key = 'total'))
),

{%- set places = [
    {'rows': 'funds', 'statement': 'evaluation_form', 'kind': 'form', 'line': 'form_key',
        'measure': "'total_' || phase", 'where': "source_code = 'total'"},
    {'rows': 'funds', 'statement': 'evaluation_project', 'kind': 'form', 'line': 'form_key',
        'measure': "'total_' || phase", 'where': "source_code = 'total' and form_kind = 'project'"},
    {'rows': 'funds', 'statement': 'evaluation_project_funds', 'kind': 'named', 'line': "form_key || '.' || phase",
        'measure': 'source_code', 'where': "form_kind = 'project'"},
    {'rows': 'funds', 'statement': 'evaluation_department', 'kind': 'named', 'line': 'phase',
        'measure': 'source_code', 'where': "form_kind = 'department' and form_count = 1"},
    {'rows': 'numbers', 'statement': 'evaluation_form', 'kind': 'form', 'line': 'form_key',
        'measure': 'measure_code', 'where': "item_kind <> 'indicator'"},
    {'rows': 'numbers', 'statement': 'evaluation_form', 'kind': 'form', 'line': 'form_key',
        'measure': "'execution_rate_capped'", 'where': "measure_code = 'execution_rate'", 'value': 'least(value_number, 100)'},
    {'rows': 'numbers', 'statement': 'evaluation_indicator', 'kind': 'indicator',
        'line': "form_key || '.' || item_key", 'measure': 'measure_code', 'where': "item_kind = 'indicator'"},
] %}

final as (
    {%- for place in places %}
    select
        document_id,
        '{{ place.statement }}' as statement_code,
        {{ place.line }} as line_code,
        item_key as line_label,
        '{{ place.kind }}' as line_kind,
        form_key as parent_line_code,
        {{ place.measure }} as measure_code,
        unit_kind,
        {{ place.get('value', 'value_number') }} as value_printed,
        printed_decimals,
        amount_yuan,
        rounding_half_width_yuan,
        -- A score that nobody could read is not zero; the dash of a row that has none is.
        case when value_number is null and (cell_kind = 'unreadable' or item_kind = 'indicator') then 'unreadable' end
            as unread_kind,
        table_index,
        source_page,
        source_line,
        source_row,
        source_column,
        source_text
    from {{ place.rows }}
    where {{ place.where }}
    union all
    {%- endfor %}
    select
        document_id,
        'evaluation_project' as statement_code,
        'evaluated_project' as line_code,
        'evaluated_project' as line_label,
        'named' as line_kind,
        cast(null as {{ dbt.type_string() }}) as parent_line_code,
        'count_forms' as measure_code,
        'count' as unit_kind,
        count(*) as value_printed,
        0 as printed_decimals,
        null as amount_yuan,
        null as rounding_half_width_yuan,
        null as unread_kind,
        null as table_index,
        null as source_page,
        null as source_line,
        null as source_row,
        null as source_column,
        null as source_text
    from forms
    where form_kind = 'project'
    group by document_id
)

select * from final
