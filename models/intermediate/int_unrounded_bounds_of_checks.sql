-- One row per document with contradicted amounts and check of the worst of them: how far the check alone bounds it.
with amounts as (
    select
        *,
        {{ number_of_texts(['document_id', 'statement_code', 'side', 'line_code', 'measure_code']) }} as place_number
    from {{ ref('fct_unrounded_amounts') }}
    where is_contradicted
),

terms as (
    select * from {{ ref('int_unrounded_terms') }}
),

bounds as (
    select * from {{ ref('int_unrounded_bounds') }}
),

checks as (
    select
        *,
        {{ number_of_texts(['document_id', 'identity_code', 'instance_key']) }} as check_number
    from {{ ref('fct_identity_checks') }}
    where status in ('exact', 'within_rounding') and severity <> 'information'
),

-- The widest crossing of a document; of several as wide the first place.
amounts_contradicted as (
    select
        *,
        row_number() over (
            partition by document_id
            order by lowest_yuan - highest_yuan desc, statement_code asc, side asc, line_code asc, measure_code asc
        ) as place
    from amounts
),

terms_of_their_checks as (
    select
        contradicted.document_id,
        terms.check_number,
        terms.weight,
        terms.place_number = contradicted.place_number as is_the_amount,
        coalesce(bounds.lowest_yuan, terms.amount_yuan - terms.half_width_yuan) as lowest,
        coalesce(bounds.highest_yuan, terms.amount_yuan + terms.half_width_yuan) as highest
    from amounts_contradicted as contradicted
    inner join terms as own
        on contradicted.place_number = own.place_number
    inner join terms
        on own.check_number = terms.check_number
    left join bounds
        on terms.place_number = bounds.place_number
    where contradicted.place = 1
),

sums_of_others as (
    select
        document_id,
        check_number,
        sum(case when is_the_amount then weight else 0 end) as weight,
        sum(case when is_the_amount then 0 else {{ weighted_end('low', 'weight', 'lowest', 'highest') }} end) as low,
        sum(case when is_the_amount then 0 else {{ weighted_end('high', 'weight', 'lowest', 'highest') }} end) as high
    from terms_of_their_checks
    group by document_id, check_number
),

bounds_of_checks as (
    select
        document_id,
        check_number,
        cast({{ amount_per_weight('case when weight > 0 then -high else low end', 'weight') }} as decimal(26, 6))
            as lowest,
        cast({{ amount_per_weight('case when weight > 0 then -low else high end', 'weight') }} as decimal(26, 6))
            as highest
    from sums_of_others
    where weight <> 0
),

final as (
    select
        contradicted.document_id,
        contradicted.department_id,
        contradicted.fiscal_year,
        contradicted.statement_code,
        contradicted.side,
        contradicted.line_code,
        contradicted.line_label,
        contradicted.measure_code,
        contradicted.lowest_yuan,
        contradicted.highest_yuan,
        bounds_of_checks.check_number,
        bounds_of_checks.lowest,
        bounds_of_checks.highest,
        checks.identity_code,
        checks.instance_key,
        row_number() over (
            partition by bounds_of_checks.document_id
            order by bounds_of_checks.lowest desc, checks.identity_code asc, checks.instance_key asc
        ) as place_from_below,
        row_number() over (
            partition by bounds_of_checks.document_id
            order by bounds_of_checks.highest asc, checks.identity_code asc, checks.instance_key asc
        ) as place_from_above
    from bounds_of_checks
    inner join checks
        on bounds_of_checks.check_number = checks.check_number
    inner join amounts_contradicted as contradicted
        on bounds_of_checks.document_id = contradicted.document_id
    where contradicted.place = 1
)

select * from final
