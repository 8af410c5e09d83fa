-- One row per document and sum of basic expenditure of which the statement does not print an item that the year has.
with terms as (
    select * from {{ ref('int_break_terms') }}
    where statement_code = 'basic_expenditure' and role = 'total'
),

documents as (
    select * from {{ ref('int_break_documents') }}
),

items_of_the_year as (
    select distinct
        fiscal_year,
        subject_code,
        left(subject_code, 3) as class_code
    from {{ ref('subject_names_observed') }}
    where length(subject_code) = 5 and name_state = 'whole'
),

lines as (
    select distinct
        document_id,
        line_code
    from {{ ref('int_identity_operands') }}
    where statement_code = 'basic_expenditure'
),

final as (
    select distinct
        terms.document_id,
        terms.check_id
    from terms
    inner join documents
        on terms.document_id = documents.document_id
    inner join items_of_the_year as items
        on
            documents.fiscal_year = items.fiscal_year
            and terms.line_code = items.class_code
    left join lines
        on
            terms.document_id = lines.document_id
            and items.subject_code = lines.line_code
    where lines.line_code is null
)

select * from final
