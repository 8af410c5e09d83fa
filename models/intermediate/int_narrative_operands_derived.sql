-- One row per quantity that figures of the narrative yield only together with something else.
{%- set columns = ['document_id', 'figure_index', 'statement_code', 'line_code', 'line_label', 'line_kind',
    'classification', 'level', 'parent_line_code', 'amount_yuan', 'rounding_half_width_yuan', 'printed_decimals',
    'source_page', 'source_line', 'source_text'] %}
with operands as (
    select * from {{ ref('int_narrative_operands') }}
),

figures as (
    select * from {{ ref('int_narrative_figures_measured') }}
),

changes as (
    select * from {{ ref('int_narrative_changes_paired') }}
),

operand_statements as (
    select * from {{ ref('operand_statements') }}
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

-- The year before, where the change is told by an amount or by 持平: both half-widths, twice the present one for 持平.
prior_years_implied as (
    select
        changes.document_id,
        changes.figure_index,
        operand_statements.statement_code,
        changes.topic_code as line_code,
        changes.topic_code as line_label,
        'named' as line_kind,
        'none' as classification,
        cast(null as integer) as level,
        cast(null as {{ dbt.type_string() }}) as parent_line_code,
        'implied_prior' as measure_code,
        case changes.formula
            when 'current_minus_change' then currents.amount_yuan - changes.amount_yuan
            when 'current_plus_change' then currents.amount_yuan + changes.amount_yuan
            when 'unchanged' then currents.amount_yuan
        end as amount_yuan,
        currents.rounding_half_width_yuan
        + coalesce(changes.rounding_half_width_yuan, currents.rounding_half_width_yuan) as rounding_half_width_yuan,
        currents.printed_decimals,
        currents.source_page,
        currents.source_line,
        currents.sentence as source_text
    from changes
    inner join figures as currents
        on
            changes.document_id = currents.document_id
            and changes.current_figure_index = currents.figure_index
    inner join operand_statements
        on changes.section_code = operand_statements.section_code
    where changes.formula <> 'current_over_growth' and changes.topic_code <> 'function_subject'
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
        {{ columns | join(', ') }},
        measure_code
    from prior_years_implied
)

select * from final
