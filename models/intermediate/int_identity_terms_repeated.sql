-- One row per document, identity term and cell of a statement that the narrative repeats, or figure that repeats it.
{%- set term %}
        selectors.identity_code,
        selectors.kind,
        selectors.term_number,
        selectors.role,
        selectors.weight,
        selectors.is_required,
        selectors.is_shared,
        selectors.is_served,
        selectors.instance_measure
{%- endset %}
with selectors as (
    select * from {{ ref('int_identity_selectors') }}
    where line_selector in ('repeated_in', 'repeating')
),

topic_cells as (
    select
        operand_statements.statement_code as narrative_statement_code,
        cells.topic_code,
        cells.metric_code,
        cells.statement_code,
        coalesce(cells.side, '') as side,
        cells.line_code,
        cells.measure_code
    from {{ ref('narrative_topic_cells') }} as cells
    inner join {{ ref('operand_statements') }} as operand_statements
        on cells.section_code = operand_statements.section_code
),

-- The line of such a term is the section, its measure what the section measures; one instance for each topic.
cells_repeated_in_the_narrative as (
    select
        {{ term }},
        topic_cells.topic_code as instance_line,
        cells.*
    from {{ ref('int_identity_operands') }} as cells
    inner join topic_cells
        on
            cells.statement_code = topic_cells.statement_code
            and cells.side = topic_cells.side
            and cells.line_code = topic_cells.line_code
            and cells.measure_code = topic_cells.measure_code
    inner join selectors
        on
            topic_cells.narrative_statement_code = selectors.line_code
            and topic_cells.metric_code = selectors.measure_code
            and cells.statement_code = selectors.statement_code
            and cells.side = selectors.side
    where selectors.line_selector = 'repeated_in'
),

topics_with_a_cell as (
    select distinct
        narrative_statement_code,
        topic_code
    from topic_cells
),

topics_repeating as (
    select
        {{ term }},
        cells.line_code as instance_line,
        cells.*
    from {{ ref('int_identity_operands') }} as cells
    inner join topics_with_a_cell as topics
        on
            cells.statement_code = topics.narrative_statement_code
            and cells.line_code = topics.topic_code
    inner join selectors
        on
            cells.statement_code = selectors.statement_code
            and cells.measure_code = selectors.measure_code
    where selectors.line_selector = 'repeating'
),

all_selected_cells as (
    select * from cells_repeated_in_the_narrative
    union all
    select * from topics_repeating
),

final as (
    select {{ identity_term_columns('selected') }}
    from all_selected_cells as selected
)

select * from final
