{{- config(meta={'by_document': true}) -}}
-- Every amount leads back to the document: a page, a row and a column of a grid, and a text in which the number stands.
with amounts as (
    select * from {{ ref('fct_reported_amounts') }}
),

final as (
    select
        document_id,
        statement_code,
        side,
        line_code,
        measure_code,
        source_text
    from amounts
    where
        cell_state <> 'deduced'
        and (
            source_page is null
            or table_index is null
            or source_row is null
            or source_column is null
            or (source_line is null and source_reference is null)
            or {{ matches_pattern("coalesce(source_text, '')", '[0-9０-９]') }} is not true
        )
)

select * from final
