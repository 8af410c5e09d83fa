-- One row per document and identity: how many rows fct_identity_checks owes.
with selectors as (
    select * from {{ ref('int_identity_selectors') }}
),

identities as (
    select * from {{ ref('identities') }}
),

statements as (
    select * from {{ ref('int_identity_statements') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

agreements as (
    select * from {{ ref('int_identity_agreements') }}
),

keys_of_words_and_sets as (
    select distinct
        agreements.document_id,
        selectors.identity_code,
        agreements.line_code as line_part,
        '-' as measure_part
    from agreements
    inner join selectors
        on
            agreements.statement_code = selectors.statement_code
            and agreements.aspect_code = selectors.measure_code
    where selectors.kind in ('words', 'sets')
),

all_keys as (
    select * from {{ ref('int_identity_keys_owed') }}
    union all
    select * from keys_of_words_and_sets
),

keys_told_apart as (
    select
        document_id,
        identity_code,
        measure_part,
        line_part
    from all_keys
    group by document_id, identity_code, measure_part, line_part
),

-- A term that stands once beside terms of many lines, such as the total of shares, makes no instance of its own.
measures_counted as (
    select
        document_id,
        identity_code,
        measure_part,
        count(case when line_part <> '' then 1 end) as line_count
    from keys_told_apart
    group by document_id, identity_code, measure_part
),

instances_counted as (
    select
        document_id,
        identity_code,
        sum(line_count) as line_count,
        count(*) as measure_count
    from measures_counted
    group by document_id, identity_code
),

identities_without_a_statement as (
    select distinct
        statements.document_id,
        selectors.identity_code
    from statements
    inner join selectors
        on statements.statement_code = selectors.statement_code
    where statements.data_state = 'absent' and selectors.kind not in ('names', 'words', 'sets')
),

final as (
    select
        documents.document_id,
        identities.identity_code,
        -- An identity that found nothing still owes the one row that says so.
        cast(case
            when identities_without_a_statement.identity_code is not null then 1
            when documents.fiscal_year < identities.valid_from_year then 1
            when documents.fiscal_year > identities.valid_to_year then 1
            when instances_counted.line_count > 0 then instances_counted.line_count
            else coalesce(instances_counted.measure_count, 1)
        end as bigint) as expected_instance_count
    from documents
    cross join identities
    left join identities_without_a_statement
        on
            documents.document_id = identities_without_a_statement.document_id
            and identities.identity_code = identities_without_a_statement.identity_code
    left join instances_counted
        on
            documents.document_id = instances_counted.document_id
            and identities.identity_code = instances_counted.identity_code
)

select * from final
