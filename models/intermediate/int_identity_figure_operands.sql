-- One row per document, statement, line and measure that the narrative or a form gives a figure or number of.
{%- set integer = "cast(null as integer)" %}
{%- set text = "cast(null as " ~ dbt.type_string() ~ ")" %}
{%- set columns = ['document_id', 'statement_code', 'line_code', 'line_label', 'line_kind', 'classification', 'level',
    'parent_line_code', 'measure_code', 'unit_kind', 'value_printed', 'printed_decimals', 'amount_yuan',
    'rounding_half_width_yuan', 'unread_kind', 'figure_index', 'table_index', 'source_page', 'source_line',
    'source_row', 'source_column', 'source_text'] %}
{%- set no_grid = {'unread_kind': text, 'table_index': integer, 'source_row': integer, 'source_column': integer} %}
{%- set no_subject = {'classification': "'none'", 'level': integer} %}
{%- set sources = [
    ('int_narrative_operands', no_grid),
    ('int_narrative_operands_derived', dict(no_grid, unit_kind="'money'", value_printed='amount_yuan')),
    ('int_narrative_prior_operands', dict(no_grid, unit_kind="'money'", value_printed='amount_yuan')),
    ('int_narrative_project_operands', dict(no_grid, parent_line_code=text, **no_subject)),
    ('int_evaluation_operands', dict(no_subject, figure_index=integer)),
] %}
with
{%- for source, expressions in sources %}

    {{ source }} as (
        select
            {%- for column in columns %}
                {{ expressions.get(column, column) }} as {{ column }}
                {%- if not loop.last %},{% endif %}
            {%- endfor %}
        from {{ ref(source) }}
    ),
{%- endfor %}

figures as (
    {%- for source, expressions in sources %}
        select * from {{ source }}
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
),

-- Said twice in one place, the first stands for it.
figures_by_place as (
    select
        *,
        row_number() over (
            partition by document_id, statement_code, line_code, measure_code
            order by figure_index
        ) as place_number
    from figures
),

final as (
    select
        document_id,
        statement_code,
        '' as side,
        line_code,
        line_label,
        line_kind,
        classification,
        level,
        parent_line_code,
        measure_code,
        case
            when unread_kind is not null then unread_kind
            when value_printed is null then 'blank'
            when value_printed = 0 then 'printed_zero'
            else 'printed_number'
        end as cell_kind,
        unit_kind,
        case when unit_kind <> 'money' then value_printed end as value_number,
        -- Things counted and whole scores are exact; a percentage or fraction is known to its last digit.
        case
            when unit_kind in ('percent', 'points') or (unit_kind = 'score' and printed_decimals > 0)
                then cast('0.5' as decimal(2, 1)) * {{ ten_to_the_minus('printed_decimals') }}
            when unit_kind <> 'money' then 0
        end as value_half_width,
        amount_yuan,
        rounding_half_width_yuan,
        figure_index as row_order,
        table_index,
        source_page,
        source_line,
        source_row,
        source_column,
        source_text,
        -- A section or form that has a figure has data.
        true as stands_in_data
    from figures_by_place
    where place_number = 1
)

select * from final
