-- One row per printed 行次 (line number) of a two-sided statement.
with cells as (
    select * from {{ ref('stg_raw__cells') }}
),

texts_narrowed as (
    select
        *,
        {{ number_text('source_text') }} as number_text
    from cells
    where cell_role = 'ordinal'
),

ordinal_cells as (
    select * from texts_narrowed
    where {{ matches_pattern('number_text', '^[0-9]{1,4}$') }}
),

-- The line that stands in the same row and side, for ordinals that do not name theirs.
lines_of_rows as (
    select
        document_id,
        table_index,
        source_row,
        side,
        min(line_code) as line_code
    from cells
    where cell_role = 'amount'
    group by document_id, table_index, source_row, side
),

final as (
    select
        ordinal_cells.document_id,
        ordinal_cells.statement_code,
        ordinal_cells.side,
        cast(ordinal_cells.number_text as integer) as ordinal,
        coalesce(ordinal_cells.line_code, lines_of_rows.line_code) as line_code,
        ordinal_cells.table_index,
        ordinal_cells.source_row,
        ordinal_cells.source_column,
        ordinal_cells.source_line
    from ordinal_cells
    left join lines_of_rows
        on
            ordinal_cells.document_id = lines_of_rows.document_id
            and ordinal_cells.table_index = lines_of_rows.table_index
            and ordinal_cells.source_row = lines_of_rows.source_row
            and ordinal_cells.side = lines_of_rows.side
)

select * from final
