-- One row per document and lost cell whose amount stands inside another cell of its row, or in its own unreadable text.
with corrections as (
    select * from {{ ref('int_finding_corrections') }}
    where not is_printed
),

grid_cells as (
    select
        document_id,
        table_index,
        source_row,
        replace({{ fold_text('source_text') }}, ',', '') as folded_text
    from {{ ref('stg_raw__cells') }}
    where cell_role <> 'amount' or ingest_cell_kind = 'unreadable'
),

final as (
    select distinct
        corrections.document_id,
        corrections.cell_key
    from corrections
    inner join grid_cells
        on
            corrections.document_id = grid_cells.document_id
            and corrections.table_index = grid_cells.table_index
            and corrections.source_row = grid_cells.source_row
    -- One digit or two stand in many a label by chance.
    where
        length(corrections.proposed_value) > 3
        and length(grid_cells.folded_text) > length(corrections.proposed_value)
        and position(corrections.proposed_value in grid_cells.folded_text) > 0
)

select * from final
