-- One row per ingested document version.
with documents as (
    select * from {{ source('raw', 'documents') }}
),

renamed as (
    select
        document_id,
        content_sha256,
        source_name,
        source_path,
        cast(byte_size as bigint) as byte_size,
        format,
        nullif({{ with_full_width_brackets(without_spaces('department_name')) }}, '') as department_name,
        nullif({{ fold_text('department_name') }}, '') as folded_department_name,
        department_code,
        cast(fiscal_year as integer) as fiscal_year,
        fiscal_year_source,
        cast(page_count as integer) as page_count,
        parser_version,
        coalesce(is_synthetic, false) as is_synthetic,
        cast(ingest_sequence as bigint) as ingest_sequence,
        cast(ingested_at as timestamp) as ingested_at
    from documents
),

final as (
    select * from renamed
)

select * from final
