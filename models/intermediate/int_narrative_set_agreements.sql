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
    select * from {{ ref('int_statement_cells') }}
),

items_listed as (
    select * from {{ ref('int_narrative_items_listed') }}
),

topic_cells as (
    select * from {{ ref('narrative_topic_cells') }}
    where metric_code = 'final_account'
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
        on figures.main_section_code = topic_cells.section_code and figures.topic_code = topic_cells.topic_code
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
            and case
                when cells.statement_code = 'fiscal_appropriation_summary'
                    then absences.cell_statement_code = cells.measure_code
                else
                    absences.cell_statement_code = cells.statement_code
                    and absences.measure_code = cells.measure_code
            end
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

final as (
    select
        document_id,
        'narrative_basic' as statement_code,
        'listed_items' as aspect_code,
        topic_code as line_code,
        count(distinct line_code) as cell_count,
        cast(null as {{ dbt.type_string() }}) as obstacle,
        {{ listed_where_any(
            "case when not has_amount then line_code || folded_label end", "';'", 'order by line_code'
        ) }}
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
)

select * from final
