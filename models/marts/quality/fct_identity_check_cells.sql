-- One row per document, identity, instance, term and cell: the cells that a check adds up, with their provenance.
with terms as (
    select * from {{ ref('int_identity_terms') }}
),

applicability as (
    select * from {{ ref('int_identity_applicability') }}
    where has_instances
),

cells_of_other_documents as (
    select * from {{ ref('int_identity_operands_across') }}
),

final as (
    select
        terms.document_id,
        terms.identity_code,
        terms.instance_key,
        cast(terms.term_number as integer) as term_number,
        terms.role,
        cast(terms.weight as decimal(9, 4)) as weight,
        terms.statement_code,
        terms.side,
        terms.line_code,
        terms.measure_code,
        terms.line_label,
        terms.cell_kind,
        cast(terms.amount_yuan as decimal(20, 2)) as amount_yuan,
        terms.unit_kind,
        cast(terms.value_number as decimal(20, 6)) as value_number,
        -- Where the cell is printed; the sum of several units is printed nowhere.
        case
            when cells_of_other_documents.document_id is null then terms.document_id
            else cells_of_other_documents.related_document_id
        end as cell_document_id,
        terms.source_page,
        terms.source_line,
        terms.source_row,
        terms.source_column,
        terms.source_text
    from terms
    inner join applicability
        on
            terms.document_id = applicability.document_id
            and terms.identity_code = applicability.identity_code
    left join cells_of_other_documents
        on
            terms.document_id = cells_of_other_documents.document_id
            and terms.statement_code = cells_of_other_documents.statement_code
            and terms.side = cells_of_other_documents.side
            and terms.line_code = cells_of_other_documents.line_code
            and terms.measure_code = cells_of_other_documents.measure_code
)

select * from final
