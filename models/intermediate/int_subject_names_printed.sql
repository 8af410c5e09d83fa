-- One row per subject code, fiscal year and name: its votes, of documents and of the list of names by year.
with labels as (
    select * from {{ ref('int_subject_labels') }}
    where printed_name is not null
),

documents as (
    select * from {{ ref('int_documents') }}
    where fiscal_year is not null
),

listed_names as (
    select * from {{ ref('subject_names_observed') }}
    where name_state = 'whole'
),

-- A department has one vote for each statement it prints the name in, however many versions of it were ingested.
document_votes as (
    select
        labels.subject_code,
        documents.fiscal_year,
        labels.printed_name,
        count(distinct labels.document_id) as document_count,
        count(distinct coalesce(documents.department_id, documents.document_id) || '/' || labels.statement_code)
            as document_vote_count,
        0 as listed_vote_count
    from labels
    inner join documents
        on labels.document_id = documents.document_id
    group by labels.subject_code, documents.fiscal_year, labels.printed_name
),

all_votes as (
    select * from document_votes
    union all
    select
        subject_code,
        fiscal_year,
        name_zh as printed_name,
        0 as document_count,
        0 as document_vote_count,
        occurrence_count as listed_vote_count
    from listed_names
),

final as (
    select
        subject_code,
        fiscal_year,
        printed_name,
        cast(sum(document_count) as integer) as document_count,
        cast(sum(document_vote_count) as integer) as document_vote_count,
        cast(sum(listed_vote_count) as integer) as listed_vote_count,
        cast(sum(document_vote_count) + sum(listed_vote_count) as integer) as vote_count
    from all_votes
    group by subject_code, fiscal_year, printed_name
)

select * from final
