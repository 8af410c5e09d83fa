{{- config(meta={'by_document': true}) -}}
-- A printed amount is in the fact, or is the same amount printed again at the same place, or is counted as unreadable.
with amounts as (
    select * from {{ ref('int_amounts_claimed') }}
),

facts as (
    select * from {{ ref('fct_reported_amounts') }}
),

final as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.side,
        amounts.line_code,
        amounts.measure_code,
        amounts.source_text
    from amounts
    left join facts
        on
            amounts.document_id = facts.document_id
            and amounts.statement_code = facts.statement_code
            and amounts.side = facts.side
            and amounts.line_code = facts.line_code
            and amounts.measure_code = facts.measure_code
            and amounts.amount_yuan = facts.amount_yuan
    where
        amounts.ingest_cell_kind in ('printed_number', 'printed_zero')
        and amounts.cell_kind <> 'unreadable'
        and facts.document_id is null
)

select * from final
