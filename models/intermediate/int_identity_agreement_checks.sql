-- One row per document, identity of words or sets, and instance: what does not agree.
with agreements as (
    select * from {{ ref('int_identity_agreements') }}
),

terms as (
    select distinct
        identity_code,
        statement_code,
        measure_code
    from {{ ref('int_identity_selectors') }}
    where kind in ('words', 'sets')
),

final as (
    select
        agreements.document_id,
        terms.identity_code,
        agreements.line_code || '/-' as instance_key,
        agreements.cell_count,
        agreements.cell_count as printed_cell_count,
        agreements.obstacle,
        agreements.offence
    from agreements
    inner join terms
        on
            agreements.statement_code = terms.statement_code
            and agreements.aspect_code = terms.measure_code
)

select * from final
