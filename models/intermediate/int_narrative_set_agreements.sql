-- One row per document and set of things the narrative names: whether the statements and its own counts have the same.
with figures as (
    select
        figures.*,
        operand_statements.statement_code
    from {{ ref('int_narrative_figures_measured') }} as figures
    inner join {{ ref('operand_statements') }} as operand_statements
        on figures.section_code = operand_statements.section_code
),

cells as (
    select
        *,
        {{ fold_text('line_label') }} as folded_label
    from {{ ref('int_statement_cells') }}
),

topic_cells as (
    select * from {{ ref('narrative_topic_cells') }}
    where metric_code = 'final_account'
),

operands as (
    select * from {{ ref('int_identity_operands') }}
    where statement_code = 'narrative_three_public'
),

-- A statement prints all its lines, blank ones too: an item of the list that is one of them must have an amount.
items_listed as (
    select
        figures.document_id,
        figures.topic_code,
        cells.line_code,
        cells.folded_label,
        coalesce(cells.amount_yuan, 0) <> 0 or cells.cell_kind = 'unreadable' as has_amount
    from figures
    inner join cells
        on
            figures.document_id = cells.document_id
            and cells.statement_code = 'basic_expenditure'
            and cells.level = 2
    where
        figures.statement_code = 'narrative_basic'
        and figures.metric_code = 'listed_items'
        -- 主要包括：基本工资、奖金等。 lists 基本工资 and 奖金.
        and replace(
            '、' || translate({{ fold_text('figures.reason_text') }}, ',;。.:', '、、、、、') || '、', '等、', '、'
        ) like '%、' || cells.folded_label || '、%'
),

absences as (
    select distinct
        figures.document_id,
        figures.statement_code,
        figures.topic_code,
        topic_cells.statement_code as cell_statement_code,
        topic_cells.measure_code
    from figures
    inner join topic_cells
        on
            figures.main_section_code = topic_cells.section_code
            and figures.topic_code = topic_cells.topic_code
    where figures.metric_code = 'absence'
),

-- The summary of fiscal appropriation names its columns as the statements of the two other budgets.
amounts_against_absences as (
    select
        absences.document_id,
        absences.statement_code,
        absences.topic_code,
        cells.statement_code || '/' || cells.line_code || '/' || cells.measure_code as place
    from absences
    inner join cells
        on
            absences.document_id = cells.document_id
            and (
                (
                    absences.cell_statement_code = cells.statement_code
                    and absences.measure_code = cells.measure_code
                )
                or (
                    cells.statement_code = 'fiscal_appropriation_summary'
                    and absences.cell_statement_code = cells.measure_code
                )
            )
    where cells.amount_yuan <> 0
),

absences_judged as (
    select
        absences.document_id,
        absences.statement_code,
        count(distinct absences.topic_code) as cell_count,
        min(against.place) as offence
    from absences
    left join amounts_against_absences as against
        on
            absences.document_id = against.document_id
            and absences.statement_code = against.statement_code
            and absences.topic_code = against.topic_code
    group by absences.document_id, absences.statement_code
),

amounts_and_counts as (
    select
        document_id,
        line_code,
        {%- for metric in ['count_groups', 'count_persons', 'count_vehicles_bought', 'count_receptions', 'count_guests',
            'count_vehicles_kept'] %}
            max(case when measure_code = '{{ metric }}' then value_number end) as {{ metric }},
        {%- endfor %}
        max(case when measure_code = 'final_account' then amount_yuan end) as amount_yuan,
        count(case when unit_kind = 'count' then 1 end) as counted
    from operands
    group by document_id, line_code
),

vehicles_in_operation as (
    select
        vehicles.document_id,
        'vehicles' as line_code,
        1 as cell_count,
        case when running.amount_yuan is null then 'no_printed_operand' end as obstacle,
        case when running.amount_yuan > 0 and vehicles.count_vehicles_kept = 0 then 'operation_without_vehicles' end
            as offence
    from amounts_and_counts as vehicles
    left join amounts_and_counts as running
        on
            vehicles.document_id = running.document_id
            and running.line_code = 'vehicle_operation'
    where vehicles.line_code = 'vehicles' and vehicles.count_vehicles_kept is not null
),

counts_judged as (
    select
        document_id,
        line_code,
        counted as cell_count,
        case when amount_yuan is null then 'no_printed_operand' end as obstacle,
        case
            {%- for metric in ['count_groups', 'count_persons', 'count_vehicles_bought', 'count_receptions',
                'count_guests'] %}
                when amount_yuan > 0 and {{ metric }} = 0 then 'money_without_{{ metric }}'
                when amount_yuan = 0 and {{ metric }} > 0 then '{{ metric }}_without_money'
            {%- endfor %}
            when count_guests < count_receptions then 'fewer_guests_than_receptions'
        end as offence
    from amounts_and_counts
    where counted > 0 and line_code <> 'vehicles'
    union all
    select * from vehicles_in_operation
),

final as (
    select
        document_id,
        'narrative_basic' as statement_code,
        'listed_items' as aspect_code,
        topic_code as line_code,
        count(distinct line_code) as cell_count,
        cast(null as {{ dbt.type_string() }}) as obstacle,
        {{ dbt.listagg("case when not has_amount then line_code || folded_label end", "';'", 'order by line_code') }}
            as offence
    from items_listed
    group by document_id, topic_code
    union all
    select
        document_id,
        statement_code,
        'absence' as aspect_code,
        statement_code as line_code,
        cell_count,
        cast(null as {{ dbt.type_string() }}) as obstacle,
        offence
    from absences_judged
    union all
    select
        document_id,
        'narrative_three_public' as statement_code,
        'counts' as aspect_code,
        line_code,
        cell_count,
        obstacle,
        offence
    from counts_judged
)

select * from final
