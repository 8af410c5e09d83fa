-- One row per document and subject code that its statements or its narrative name, by the document's fiscal year.
with documents as (
    select * from {{ ref('int_documents') }}
    where fiscal_year is not null
),

codes_named as (
    select
        document_id,
        subject_code
    from {{ ref('int_statement_lines') }}
    where subject_code is not null

    union

    select
        document_id,
        subject_code
    from {{ ref('int_narrative_figures_measured') }}
    where subject_code is not null
),

final as (
    select
        documents.document_id,
        documents.fiscal_year,
        codes_named.subject_code
    from codes_named
    inner join documents
        on codes_named.document_id = documents.document_id
)

select * from final
