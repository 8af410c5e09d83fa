-- One row per cell place of a statement, blanks included.
with statement_cells as (
    select * from {{ ref('int_statement_cells') }}
),

documents as (
    select * from {{ ref('int_documents') }}
),

deduced_amounts as (
    select * from {{ ref('int_reported_amounts_deduced') }}
),

rows_printed as (
    select distinct
        document_id,
        statement_code,
        table_index,
        source_row
    from {{ ref('int_amounts_claimed') }}
),

rows_numbered as (
    select
        *,
        row_number() over (
            partition by document_id, statement_code
            order by table_index, source_row
        ) as row_order
    from rows_printed
),

measures_located as (
    select
        document_id,
        statement_code,
        side,
        measure_code,
        table_index,
        min(source_column) as first_column,
        row_number() over (
            partition by document_id, statement_code, side, measure_code
            order by table_index
        ) as table_rank
    from statement_cells
    group by document_id, statement_code, side, measure_code, table_index
),

-- Columns stand in the order of the first table that has them: continuation pages may be shifted.
measures_ordered as (
    select
        *,
        row_number() over (
            partition by document_id, statement_code, side
            order by table_index, first_column, measure_code
        ) as measure_ordinal
    from measures_located
    where table_rank = 1
),

final as (
    select
        statement_cells.document_id,
        documents.department_name,
        statement_cells.fiscal_year,
        documents.is_current,
        statement_cells.statement_code,
        statement_cells.side,
        statement_cells.line_code,
        statement_cells.line_label,
        statement_cells.level,
        statement_cells.is_total_row,
        statement_cells.measure_code,
        cast(measures_ordered.measure_ordinal as integer) as measure_ordinal,
        cast(rows_numbered.row_order as integer) as row_order,
        statement_cells.amount_yuan,
        cast(statement_cells.amount_yuan * cast('0.0001' as decimal(5, 4)) as decimal(20, 6)) as amount_wan,
        coalesce(statement_cells.amount_yuan, deduced_amounts.amount_yuan) as amount_with_deduced_yuan,
        statement_cells.cell_kind,
        statement_cells.cell_state,
        statement_cells.source_page,
        statement_cells.source_line,
        statement_cells.source_row,
        statement_cells.source_column,
        statement_cells.source_text,
        statement_cells.table_index
    from statement_cells
    inner join documents
        on statement_cells.document_id = documents.document_id
    inner join rows_numbered
        on
            statement_cells.document_id = rows_numbered.document_id
            and statement_cells.statement_code = rows_numbered.statement_code
            and statement_cells.table_index = rows_numbered.table_index
            and statement_cells.source_row = rows_numbered.source_row
    left join measures_ordered
        on
            statement_cells.document_id = measures_ordered.document_id
            and statement_cells.statement_code = measures_ordered.statement_code
            and statement_cells.side = measures_ordered.side
            and statement_cells.measure_code = measures_ordered.measure_code
    left join deduced_amounts
        on
            statement_cells.document_id = deduced_amounts.document_id
            and statement_cells.statement_code = deduced_amounts.statement_code
            and statement_cells.side = deduced_amounts.side
            and statement_cells.line_code = deduced_amounts.line_code
            and statement_cells.measure_code = deduced_amounts.measure_code
)

-- Rows of a document side by side, so that reading one document reads few parts of the table.
select * from final
order by document_id
