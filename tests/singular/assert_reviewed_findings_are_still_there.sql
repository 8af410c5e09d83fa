-- A review whose finding has vanished is of another state of the document: it must be looked at again and taken out.
with reviews as (
    select * from {{ ref('reviewed_findings') }}
),

documents as (
    select * from {{ ref('dim_documents') }}
),

findings as (
    select * from {{ ref('fct_findings') }}
),

final as (
    select
        reviews.document_id,
        reviews.finding_id
    from reviews
    inner join documents
        on reviews.document_id = documents.document_id
    left join findings
        on reviews.finding_id = findings.finding_id
    where findings.finding_id is null
)

select * from final
