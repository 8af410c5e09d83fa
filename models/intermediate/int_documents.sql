-- One row per document version, with its place among the versions of the same account.
with documents as (
    select * from {{ ref('stg_raw__documents') }}
),

-- A document without a path, department or year has no other version by that key: its own id stands in for it.
version_keys_formed as (
    select
        *,
        coalesce('path:' || source_path, 'document:' || document_id) as path_key,
        coalesce(
            'account:' || department_id || ':' || cast(fiscal_year as varchar(4)),
            'document:' || document_id
        ) as account_key
    from documents
),

neighbours_found as (
    select
        *,
        row_number() over (partition by path_key order by ingest_sequence) as path_version,
        row_number() over (partition by account_key order by ingest_sequence) as account_version,
        lead(document_id) over (partition by path_key order by ingest_sequence) as next_on_path,
        lead(ingest_sequence) over (partition by path_key order by ingest_sequence) as next_on_path_sequence,
        lead(document_id) over (partition by account_key order by ingest_sequence) as next_of_account,
        lead(ingest_sequence) over (partition by account_key order by ingest_sequence) as next_of_account_sequence
    from version_keys_formed
),

final as (
    select
        document_id,
        content_sha256,
        source_name,
        source_path,
        byte_size,
        format,
        department_id,
        department_name,
        department_code,
        {{ region_of_department('folded_department_name') }} as region,
        {{ account_scope('folded_department_name') }} as account_scope,
        fiscal_year,
        fiscal_year_source,
        page_count,
        parser_version,
        is_synthetic,
        ingest_sequence,
        ingested_at,
        greatest(path_version, account_version) as version_number,
        next_on_path is null and next_of_account is null as is_current,
        case
            when next_of_account is null then next_on_path
            when next_on_path is null then next_of_account
            when next_on_path_sequence < next_of_account_sequence then next_on_path
            else next_of_account
        end as superseded_by_document_id
    from neighbours_found
)

select * from final
