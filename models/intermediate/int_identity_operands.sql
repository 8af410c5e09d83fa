-- One row per document, statement, side, line and measure: a cell, figure of the narrative or number of a form.
with statement_cells as (
    select * from {{ ref('int_statement_cells') }}
),

document_statements as (
    select * from {{ ref('int_document_statements') }}
),

operands_across as (
    select * from {{ ref('int_identity_operands_across') }}
),

statements_across as (
    select * from {{ ref('int_identity_statements_across') }}
),

figure_operands as (
    select * from {{ ref('int_identity_figure_operands') }}
),

operands as (
    select
        cells.document_id,
        cells.statement_code,
        cells.side,
        cells.line_code,
        cells.line_label,
        cells.line_kind,
        cells.classification,
        cells.level,
        cells.parent_subject_code as parent_line_code,
        cells.measure_code,
        cells.cell_kind,
        'money' as unit_kind,
        cast(null as decimal(20, 6)) as value_number,
        cast(null as decimal(20, 8)) as value_half_width,
        cells.amount_yuan,
        cells.rounding_half_width_yuan,
        cells.row_order,
        cells.table_index,
        cells.source_page,
        cells.source_line,
        cells.source_row,
        cells.source_column,
        cells.source_text,
        coalesce(document_statements.data_state = 'data', false) as stands_in_data
    from statement_cells as cells
    left join document_statements
        on
            cells.document_id = document_statements.document_id
            and cells.statement_code = document_statements.statement_code
    union all
    select
        document_id,
        statement_code,
        side,
        line_code,
        line_label,
        line_kind,
        classification,
        level,
        parent_line_code,
        measure_code,
        cell_kind,
        unit_kind,
        value_number,
        value_half_width,
        amount_yuan,
        rounding_half_width_yuan,
        row_order,
        table_index,
        source_page,
        source_line,
        source_row,
        source_column,
        source_text,
        stands_in_data
    from figure_operands
    union all
    select
        operands_across.document_id,
        operands_across.statement_code,
        operands_across.side,
        operands_across.line_code,
        operands_across.line_label,
        operands_across.line_kind,
        operands_across.classification,
        operands_across.level,
        operands_across.parent_line_code,
        operands_across.measure_code,
        operands_across.cell_kind,
        'money' as unit_kind,
        null as value_number,
        null as value_half_width,
        operands_across.amount_yuan,
        operands_across.rounding_half_width_yuan,
        null as row_order,
        null as table_index,
        operands_across.source_page,
        operands_across.source_line,
        null as source_row,
        null as source_column,
        operands_across.source_text,
        coalesce(statements_across.data_state = 'data', false) as stands_in_data
    from operands_across
    left join statements_across
        on
            operands_across.document_id = statements_across.document_id
            and operands_across.statement_code = statements_across.statement_code
),

final as (
    select
        *,
        {{ identity_line_class('operands') }} as line_class
    from operands
)

-- In the order of documents, so that whoever asks for one document passes over all blocks but one.
select * from final
order by document_id
