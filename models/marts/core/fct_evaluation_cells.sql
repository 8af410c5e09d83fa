-- One row per cell of a printed copy of a self-evaluation form: every witness of every value.
with cells as (
    select * from {{ ref('int_evaluation_cells') }}
),

final as (
    select
        document_id,
        form_id,
        copy_number,
        copy_count,
        item_kind,
        item_key,
        item_number,
        field_code,
        cell_kind,
        value_text,
        value_number,
        value_evidence,
        evidence_rank,
        unread_reason,
        is_elected,
        cell_state,
        witness_count,
        vote_count,
        source_page,
        source_line,
        table_index,
        source_row,
        source_column,
        source_text
    from cells
)

select * from final
