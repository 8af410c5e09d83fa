-- One row per quantity that figures of the narrative yield only together with something else.
{%- set columns = ['document_id', 'figure_index', 'statement_code', 'line_code', 'line_label', 'line_kind',
    'classification', 'level', 'parent_line_code', 'amount_yuan', 'rounding_half_width_yuan', 'printed_decimals',
    'source_page', 'source_line', 'source_text'] %}
with operands as (
    select * from {{ ref('int_narrative_operands') }}
),

statement_cells as (
    select * from {{ ref('int_statement_cells') }}
    where statement_code = 'general_public_budget_expenditure'
),

-- The budget that a completion rate compares with: the one its label names, else the initial one.
budgets_compared as (
    select
        *,
        row_number() over (
            partition by document_id, statement_code, line_code
            order by
                case
                    when label_beside = 'annual' and metric_code = 'adjusted_budget' then 1
                    when metric_code = 'initial_budget' then 2
                    else 3
                end asc,
                figure_index asc
        ) as preference
    from operands
    where metric_code in ('initial_budget', 'adjusted_budget', 'budget')
),

-- What a subject's money was for: an item with both kinds of expenditure cannot say which of them its budget was.
natures_of_subjects as (
    select
        document_id,
        line_code,
        coalesce(max(case when measure_code = 'basic' then abs(amount_yuan) end), 0) as basic_yuan,
        coalesce(max(case when measure_code = 'project' then abs(amount_yuan) end), 0) as project_yuan
    from statement_cells
    group by document_id, line_code
),

budgets_by_nature as (
    select
        operands.*,
        case
            when natures.basic_yuan > 0 and natures.project_yuan = 0 then 'initial_budget_of_basic'
            when natures.project_yuan > 0 and natures.basic_yuan = 0 then 'initial_budget_of_project'
            else 'initial_budget_of_either'
        end as measure_of_nature
    from operands
    left join natures_of_subjects as natures
        on
            operands.document_id = natures.document_id
            and operands.line_code = natures.line_code
    where
        operands.statement_code = 'narrative_general_public_items'
        and operands.measure_code = 'initial_budget'
        and operands.level = 3
),

items_listed as (
    select distinct
        document_id,
        line_code
    from operands
    where statement_code = 'narrative_general_public_items' and measure_code = 'final_account' and level = 3
),

-- Sums of the items say nothing while the narrative leaves one out: that it does is told by itself.
items_left_out as (
    select
        cells.document_id,
        sum(abs(cells.amount_yuan)) as amount_yuan
    from statement_cells as cells
    left join items_listed
        on
            cells.document_id = items_listed.document_id
            and cells.line_code = items_listed.line_code
    where
        cells.level = 3
        and cells.measure_code = 'total'
        and cells.amount_yuan <> 0
        and items_listed.line_code is null
    group by cells.document_id
),

totals_of_items as (
    select
        {%- for column in columns if column != 'amount_yuan' %}
            operands.{{ column }},
        {%- endfor %}
        items_left_out.amount_yuan
    from operands
    inner join items_left_out
        on operands.document_id = items_left_out.document_id
    where
        operands.statement_code = 'narrative_general_public_items'
        and operands.line_code = 'general_public'
        and operands.measure_code = 'final_account'
),

final as (
    select
        {{ columns | join(', ') }},
        'compared_budget' as measure_code
    from budgets_compared
    where preference = 1
    union all
    select
        {{ columns | join(', ') }},
        measure_of_nature as measure_code
    from budgets_by_nature
    where measure_of_nature <> 'initial_budget_of_either'
    union all
    -- One such item is enough to leave the sums by nature open.
    select
        {{ columns | join(', ') | replace('line_code,', "'function_subject' as line_code,", 1) }},
        measure_of_nature as measure_code
    from budgets_by_nature
    where measure_of_nature = 'initial_budget_of_either' and amount_yuan <> 0
    union all
    select
        {{ columns | join(', ') | replace('line_code,', "'function_subject' as line_code,", 1) }},
        'final_account_left_out' as measure_code
    from totals_of_items
)

select * from final
