-- One row per cell of a printed copy of a self-evaluation form, with its reading as text and as number.
{%- set columns = {
    'document_id': 'varchar', 'form_number': 'integer', 'form_key': 'varchar', 'copy_number': 'integer',
    'item_kind': 'varchar', 'item_key': 'varchar', 'item_number': 'integer', 'field_code': 'varchar',
    'cell_kind': 'varchar', 'value': 'varchar', 'evidence': 'varchar', 'evidence_rank': 'integer',
    'reason': 'varchar', 'noise_count': 'integer', 'source_page': 'integer', 'source_line': 'integer',
    'table_index': 'integer', 'source_row': 'integer', 'source_column': 'integer', 'source_text': 'varchar'
} %}
with form_fields as (
    {{ landed_rows(source('raw', 'evaluation_fields'), columns) }}
),

funds as (
    {{ landed_rows(source('raw', 'evaluation_funds'), columns) }}
),

indicators as (
    {{ landed_rows(source('raw', 'evaluation_indicators'), columns) }}
),

all_cells as (
    select * from form_fields
    union all
    select * from funds
    union all
    select * from indicators
),

texts_prepared as (
    select
        *,
        case when cell_kind in ('number', 'percent') then {{ number_text('value') }} end as number_text
    from all_cells
),

texts_read_as_numbers as (
    select
        *,
        {{ printed_amount('number_text') }} as value_number,
        {{ printed_decimals('number_text') }} as printed_decimals
    from texts_prepared
),

final as (
    select
        document_id,
        document_id || '/' || form_key as form_id,
        form_key,
        cast(form_number as integer) as form_number,
        cast(copy_number as integer) as copy_number,
        item_kind,
        item_key,
        cast(item_number as integer) as item_number,
        field_code,
        cell_kind,
        value as value_text,
        value_number,
        case when value_number is not null then printed_decimals end as printed_decimals,
        -- 5.7 and 5.70 agree, and so do texts that differ in nothing but spaces, which ingest dropped.
        coalesce(cast(value_number as varchar(40)), value) as compared_text,
        evidence as value_evidence,
        cast(evidence_rank as integer) as evidence_rank,
        reason as unread_reason,
        cast(noise_count as integer) as noise_count,
        cast(source_page as integer) as source_page,
        cast(source_line as integer) as source_line,
        cast(table_index as integer) as table_index,
        cast(source_row as integer) as source_row,
        cast(source_column as integer) as source_column,
        source_text
    from texts_read_as_numbers
)

select * from final
