-- One row per grid of a document.
with tables as (
    select * from {{ source('raw', 'tables') }}
),

final as (
    select
        document_id,
        cast(table_index as integer) as table_index,
        cast(source_page as integer) as source_page,
        cast(first_line as integer) as first_line,
        cast(last_line as integer) as last_line,
        cast(row_count as integer) as row_count,
        statement_code,
        title_printed,
        recognition,
        unit_name,
        cast(yuan_per_unit as decimal(10, 0)) as yuan_per_unit,
        unit_source,
        department_printed,
        cast(fiscal_year_printed as integer) as fiscal_year_printed,
        data_state,
        declared_empty_text
    from tables
)

select * from final
