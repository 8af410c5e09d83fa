-- One row per printed row of a form that no item could be made of.
{%- set columns = {
    'document_id': 'varchar', 'form_key': 'varchar', 'copy_number': 'integer', 'section': 'varchar',
    'reason': 'varchar', 'source_page': 'integer', 'source_line': 'integer', 'table_index': 'integer',
    'source_row': 'integer', 'source_text': 'varchar'
} %}
with unread_rows as (
    {{ landed_rows(source('raw', 'evaluation_unread_rows'), columns) }}
),

final as (
    select
        document_id,
        document_id || '/' || form_key as form_id,
        cast(copy_number as integer) as copy_number,
        section,
        reason as unread_reason,
        cast(source_page as integer) as source_page,
        cast(source_line as integer) as source_line,
        cast(table_index as integer) as table_index,
        cast(source_row as integer) as source_row,
        source_text
    from unread_rows
)

select * from final
