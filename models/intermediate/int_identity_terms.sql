-- One row per document, identity, instance, term and cell: every linear identity laid over every document at once.
with selectors as (
    select * from {{ ref('int_identity_selectors') }}
    where kind in ('sum', 'copy', 'ordering')
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
        statement_cells.*,
        {{ identity_line_class('statement_cells') }} as line_class
    from {{ ref('int_statement_cells') }} as statement_cells
),

-- Two equi-joins, each linear in the cells: one for terms that name a line, one for terms that name a class of lines.
cells_of_named_lines as (
    select
        selectors.identity_code,
        selectors.term_number,
        selectors.role,
        selectors.weight,
        selectors.is_required,
        '-' as instance_line,
        selectors.instance_measure,
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
        selectors.identity_code,
        selectors.term_number,
        selectors.role,
        selectors.weight,
        selectors.is_required,
        {{ identity_instance_line('selectors', 'cells') }} as instance_line,
        selectors.instance_measure,
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

all_selected_cells as (
    select * from cells_of_named_lines
    union all
    select * from cells_of_line_classes
),

final as (
    select
        selected.document_id,
        selected.identity_code,
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
