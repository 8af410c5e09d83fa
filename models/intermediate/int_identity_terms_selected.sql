-- One row per document, identity, instance, term and cell: what the selectors of each identity reach in each document.
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
    where kind in ({{ identity_kinds_with_terms() }})
),

line_classes_by_selector as (
    {{ identity_line_classes_by_selector() }}
),

-- Equi-joins only, each linear in the cells: for terms that name a line, a class of lines, or what a section repeats.
cells_of_named_lines as (
    select
        {{ term }},
        '-' as instance_line,
        cells.*
    from {{ ref('int_identity_operands') }} as cells
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
    from {{ ref('int_identity_operands') }} as cells
    inner join line_classes_by_selector as reached
        on cells.line_class = reached.line_class
    inner join selectors
        on
            reached.line_selector = selectors.line_selector
            and cells.statement_code = selectors.statement_code
            and cells.side = selectors.side
            and cells.measure_code = selectors.measure_code
),

all_selected_cells as (
    select * from cells_of_named_lines
    union all
    select * from cells_of_line_classes
),

final as (
    select {{ identity_term_columns('selected') }}
    from all_selected_cells as selected
)

select * from final
