-- One row per document, identity, instance, term and cell: what the selectors of each identity reach in each document.
{%- set term %}
        selectors.identity_code,
        selectors.kind,
        selectors.term_number,
        selectors.role,
        selectors.weight,
        selectors.is_required,
        selectors.instance_measure
{%- endset %}
with selectors as (
    select * from {{ ref('int_identity_selectors') }}
    where kind in ({{ identity_kinds_with_terms() }})
),

line_classes_by_selector as (
    {{ identity_line_classes_by_selector() }}
),

applicability as (
    select * from {{ ref('int_identity_applicability') }}
    where has_instances
),

cells as (
    select
        operands.*,
        {{ identity_line_class('operands') }} as line_class
    from {{ ref('int_identity_operands') }} as operands
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

-- Equi-joins only, each linear in the cells: for terms that name a line, a class of lines, or what a section repeats.
cells_of_named_lines as (
    select
        {{ term }},
        '-' as instance_line,
        cells.*
    from cells
    inner join selectors
        on
            cells.statement_code = selectors.statement_code
            and cells.side = selectors.side
            and cells.measure_code = selectors.measure_code
            and cells.line_code = selectors.line_code
    where selectors.line_selector = 'line'
),

cells_of_line_classes as (
    select
        {{ term }},
        {{ identity_instance_line('selectors', 'cells') }} as instance_line,
        cells.*
    from cells
    inner join line_classes_by_selector as reached
        on cells.line_class = reached.line_class
    inner join selectors
        on
            reached.line_selector = selectors.line_selector
            and cells.statement_code = selectors.statement_code
            and cells.side = selectors.side
            and cells.measure_code = selectors.measure_code
),

-- The line of such a term is the section, its measure what the section measures; one instance for each topic.
cells_repeated_in_the_narrative as (
    select
        {{ term }},
        topic_cells.topic_code as instance_line,
        cells.*
    from cells
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
    from cells
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
    select * from cells_of_named_lines
    union all
    select * from cells_of_line_classes
    union all
    select * from cells_repeated_in_the_narrative
    union all
    select * from topics_repeating
),

final as (
    select
        selected.document_id,
        selected.identity_code,
        selected.kind,
        selected.instance_line || '/' || selected.instance_measure as instance_key,
        selected.term_number,
        selected.role,
        selected.weight,
        selected.is_required,
        selected.statement_code,
        selected.side,
        selected.line_code,
        selected.measure_code,
        selected.line_label,
        selected.cell_kind,
        selected.cell_kind in ('printed_number', 'printed_zero') as is_printed,
        selected.amount_yuan,
        selected.rounding_half_width_yuan,
        selected.unit_kind,
        selected.value_number,
        selected.value_half_width,
        selected.table_index,
        selected.source_page,
        selected.source_line,
        selected.source_row,
        selected.source_column,
        selected.source_text
    from all_selected_cells as selected
    inner join applicability
        on
            selected.document_id = applicability.document_id
            and selected.identity_code = applicability.identity_code
)

select * from final
