-- One row per document version, with its place among the versions of the same account.
with documents as (
    select * from {{ ref('stg_raw__documents') }}
),

departments as (
    select * from {{ ref('int_departments_identified') }}
),

own_unit_accounts as (
    select distinct
        departments.organ_name,
        documents.fiscal_year
    from documents
    inner join departments
        on documents.folded_department_name = departments.folded_department_name
    where departments.account_scope = 'own_unit'
),

-- Beside an account of its own unit, the department's account of that year can only be the one with all its units.
scopes_told as (
    select
        documents.*,
        departments.department_id,
        departments.region,
        case
            when own_unit_accounts.organ_name is not null and departments.account_scope = 'unknown' then 'consolidated'
            else coalesce(departments.account_scope, 'unknown')
        end as account_scope
    from documents
    left join departments
        on documents.folded_department_name = departments.folded_department_name
    left join own_unit_accounts
        on
            departments.organ_name = own_unit_accounts.organ_name
            and documents.fiscal_year = own_unit_accounts.fiscal_year
),

-- A document without a path, department or year has no other version by that key: its own id stands in for it.
version_keys_formed as (
    select
        *,
        coalesce('path:' || source_path, 'document:' || document_id) as path_key,
        coalesce(
            'account:' || department_id || ':' || account_scope || ':' || cast(fiscal_year as varchar(4)),
            'document:' || document_id
        ) as account_key
    from scopes_told
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
        folded_department_name,
        department_code,
        region,
        account_scope,
        account_key,
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
