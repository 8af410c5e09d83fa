-- One row per document and statement of the vocabulary: how much of the statement was read.
with readings as (
    select * from {{ ref('int_document_statements') }}
),

final as (
    select
        document_id,
        statement_code,
        data_state,
        title_printed,
        unit_name,
        unit_source,
        first_page,
        first_line,
        last_line,
        table_count,
        row_count,
        printed_number_count,
        blank_count,
        unplaced_number_count,
        unreadable_count,
        declared_empty_text,
        department_printed
    from readings
)

select * from final
