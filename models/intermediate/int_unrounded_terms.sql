-- One row per document with differences by rounding, sum or copy that holds, and printed amount in it.
-- Where all sums and copies agree to the cent the printed amounts themselves are the unrounded ones: nothing to find.
with checks as (
    select * from {{ ref('fct_identity_checks') }}
    where status in ('exact', 'within_rounding') and severity <> 'information'
),

identities as (
    select * from {{ ref('identities') }}
    where kind in ('sum', 'copy')
),

terms as (
    select * from {{ ref('int_identity_terms') }}
    where kind in ('sum', 'copy') and is_printed and amount_yuan is not null
),

documents_with_differences as (
    select distinct checks.document_id
    from checks
    inner join identities
        on checks.identity_code = identities.identity_code
    where checks.residual_yuan <> 0
),

final as (
    select
        terms.document_id,
        {{ number_of_texts(['terms.document_id', 'terms.identity_code', 'terms.instance_key']) }} as check_number,
        {{ number_of_texts(
            ['terms.document_id', 'terms.statement_code', 'terms.side', 'terms.line_code', 'terms.measure_code']
        ) }} as place_number,
        terms.weight,
        terms.amount_yuan,
        terms.rounding_half_width_yuan as half_width_yuan,
        checks.residual_yuan,
        checks.tolerance_yuan
    from terms
    inner join checks
        on
            terms.document_id = checks.document_id
            and terms.identity_code = checks.identity_code
            and terms.instance_key = checks.instance_key
    inner join documents_with_differences
        on terms.document_id = documents_with_differences.document_id
)

select * from final
