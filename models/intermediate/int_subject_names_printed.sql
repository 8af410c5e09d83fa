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

names_by_document as (
    select
        labels.document_id,
        labels.subject_code,
        labels.statement_code,
        labels.printed_name,
        documents.fiscal_year,
        documents.department_id,
        documents.is_synthetic
    from labels
    inner join documents
        on labels.document_id = documents.document_id
),

codes_of_real_documents as (
    select distinct
        subject_code,
        fiscal_year
    from names_by_document
    where not is_synthetic
),

-- A department has one vote for each statement it prints the name in, however many versions of it were ingested.
-- What a program invented is no evidence where a real document prints a name of the same code and year.
document_votes as (
    select
        names_by_document.subject_code,
        names_by_document.fiscal_year,
        names_by_document.printed_name,
        count(distinct names_by_document.document_id) as document_count,
        count(
            distinct case
                when not names_by_document.is_synthetic or codes_of_real_documents.subject_code is null
                    then coalesce(names_by_document.department_id, names_by_document.document_id)
                        || '/' || names_by_document.statement_code
            end
        ) as document_vote_count,
        0 as listed_vote_count
    from names_by_document
    left join codes_of_real_documents
        on
            names_by_document.subject_code = codes_of_real_documents.subject_code
            and names_by_document.fiscal_year = codes_of_real_documents.fiscal_year
    group by names_by_document.subject_code, names_by_document.fiscal_year, names_by_document.printed_name
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
