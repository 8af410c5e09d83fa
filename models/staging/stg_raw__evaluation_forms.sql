-- One row per printed copy of a self-evaluation form.
{%- set columns = {
    'document_id': 'varchar', 'form_number': 'integer', 'form_key': 'varchar', 'copy_number': 'integer',
    'form_kind': 'varchar', 'title_printed': 'varchar', 'first_page': 'integer', 'first_line': 'integer',
    'last_page': 'integer', 'last_line': 'integer', 'table_count': 'integer', 'indicator_count': 'integer',
    'unread_row_count': 'integer', 'copy_evidence': 'varchar'
} %}
with forms as (
    {{ landed_rows(source('raw', 'evaluation_forms'), columns) }}
),

final as (
    select
        document_id,
        document_id || '/' || form_key as form_id,
        form_key,
        cast(form_number as integer) as form_number,
        cast(copy_number as integer) as copy_number,
        form_kind,
        title_printed,
        cast(first_page as integer) as first_page,
        cast(first_line as integer) as first_line,
        cast(last_page as integer) as last_page,
        cast(last_line as integer) as last_line,
        cast(table_count as integer) as table_count,
        cast(indicator_count as integer) as indicator_count,
        cast(unread_row_count as integer) as unread_row_count,
        copy_evidence
    from forms
)

select * from final
