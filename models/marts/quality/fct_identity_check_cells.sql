-- One row per document, identity, instance, term and cell: the cells that a check adds up, with their provenance.
with terms as (
    select * from {{ ref('int_identity_terms') }}
),

applicability as (
    select * from {{ ref('int_identity_applicability') }}
    where has_instances
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
)

select * from final
