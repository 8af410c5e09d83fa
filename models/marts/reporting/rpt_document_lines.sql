-- One row per line of a document, for reading a figure in its place.
with lines as (
    select * from {{ ref('stg_raw__lines') }}
),

final as (
    select
        document_id,
        source_page,
        source_line,
        text,
        is_table_row
    from lines
)

select * from final
