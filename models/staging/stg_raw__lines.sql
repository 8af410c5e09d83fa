-- One row per line of a document.
with lines as (
    select * from {{ source('raw', 'lines') }}
),

final as (
    select
        document_id,
        cast(source_page as integer) as source_page,
        cast(source_line as integer) as source_line,
        text,
        is_table_row
    from lines
)

select * from final
