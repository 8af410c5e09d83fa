{{- config(meta={'by_document': true}) -}}
-- Ingest and SQL read the same texts by the same grammar: neither takes for a number what the other does not.
with amounts as (
    select * from {{ ref('stg_raw__amounts') }}
),

final as (
    select
        document_id,
        table_index,
        source_row,
        source_column,
        source_fragment,
        source_text,
        ingest_cell_kind,
        amount_read
    from amounts
    where
        cell_kind is distinct from ingest_cell_kind
        or (ingest_cell_kind in ('printed_number', 'printed_zero')) is distinct from (amount_read is not null)
)

select * from final
