-- One row per cell of a grid (fragment 0) or per number or word found inside one (fragment 1, 2, …).
with cells as (
    select * from {{ source('raw', 'cells') }}
),

final as (
    select
        document_id,
        cast(table_index as integer) as table_index,
        cast(row_index as integer) as source_row,
        cast(column_index as integer) as source_column,
        cast(fragment_index as integer) as source_fragment,
        cast(source_page as integer) as source_page,
        cast(source_line as integer) as source_line,
        source_reference,
        source_box,
        text as source_text,
        cell_role,
        cell_kind as ingest_cell_kind,
        statement_code,
        coalesce(side, '') as side,
        line_code,
        nullif({{ without_spaces('line_label') }}, '') as line_label,
        line_evidence,
        measure_code,
        measure_evidence,
        reason
    from cells
)

select * from final
