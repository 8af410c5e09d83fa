-- One row per ingested document version.
with documents as (
    select * from {{ ref('int_documents') }}
),

readings as (
    select * from {{ ref('int_document_statements') }}
),

statements_counted as (
    select
        document_id,
        count(*) filter (where data_state <> 'absent') as statement_count,
        sum(printed_number_count) as printed_number_count
    from readings
    group by document_id
),

final as (
    select
        documents.document_id,
        documents.source_name,
        documents.source_path,
        documents.content_sha256,
        documents.format,
        documents.byte_size,
        documents.department_id,
        documents.department_name,
        documents.region,
        documents.account_scope,
        documents.fiscal_year,
        documents.fiscal_year_source,
        documents.is_current,
        documents.is_synthetic,
        cast(documents.version_number as integer) as version_number,
        documents.superseded_by_document_id,
        documents.page_count,
        cast(coalesce(statements_counted.statement_count, 0) as integer) as statement_count,
        cast(coalesce(statements_counted.printed_number_count, 0) as integer) as printed_number_count,
        documents.parser_version,
        documents.ingested_at
    from documents
    left join statements_counted
        on documents.document_id = statements_counted.document_id
)

select * from final
