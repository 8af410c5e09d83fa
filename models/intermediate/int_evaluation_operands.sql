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
    left join amounts
        on
            cells.form_id = amounts.form_id
            and cells.item_key = amounts.source_code
            and cells.field_code = amounts.phase
    left join units
        on cells.form_id = units.form_id
    where cells.item_kind = 'fund' and cells.field_code in ('initial', 'adjusted', 'executed')
),

numbers as (
    select * from {{ ref('int_evaluation_numbers') }}
),

final as (
    {%- for place in evaluation_operand_places() %}
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
            {{ place.get('unread', "case
                when value_number is null and (cell_kind = 'unreadable' or item_kind = 'indicator') then 'unreadable'
            end") }} as unread_kind,
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
