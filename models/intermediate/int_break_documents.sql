-- One row per document in which a check is broken, with what its reading is worth.
with checks as (
    select * from {{ ref('fct_identity_checks') }}
),

documents as (
    select * from {{ ref('int_documents') }}
),

cells as (
    select * from {{ ref('int_identity_operands') }}
),

documents_with_breaks as (
    select
        document_id,
        count(*) as broken_check_count
    from checks
    where status = 'broken' or explanation = 'unreadable_cell'
    group by document_id
),

-- Recognition that fails on digits leaves amounts that cannot be read; a text layer has the digits themselves.
documents_with_unreadable_amounts as (
    select distinct document_id
    from cells
    where cell_kind = 'unreadable'
),

final as (
    select
        documents.document_id,
        documents.department_id,
        documents.fiscal_year,
        documents.format,
        documents_with_breaks.broken_check_count,
        documents.format <> 'text' or unreadable.document_id is null as is_read_digit_by_digit
    from documents_with_breaks
    inner join documents
        on documents_with_breaks.document_id = documents.document_id
    left join documents_with_unreadable_amounts as unreadable
        on documents.document_id = unreadable.document_id
)

select * from final
