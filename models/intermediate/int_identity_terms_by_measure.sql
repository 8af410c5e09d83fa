-- One row per identity term and measure: the terms of the seed with `*` spelled out.
-- `*` stands for the measures that the statements of all its terms have in common.
with identity_terms as (
    select * from {{ ref('identity_terms') }}
),

identities as (
    select * from {{ ref('identities') }}
),

measures as (
    select * from {{ ref('measures') }}
),

terms_with_their_kind as (
    select
        identity_terms.identity_code,
        identities.kind,
        identity_terms.term_number,
        identity_terms.role,
        identity_terms.weight,
        identity_terms.statement_code,
        coalesce(identity_terms.side, '') as side,
        identity_terms.line_selector,
        identity_terms.line_code,
        identity_terms.measure_code,
        identity_terms.is_required
    from identity_terms
    inner join identities
        on identity_terms.identity_code = identities.identity_code
),

starred_terms_by_identity as (
    select
        identity_code,
        count(*) as term_count
    from terms_with_their_kind
    where measure_code = '*'
    group by identity_code
),

measures_common_to_all_starred_terms as (
    select
        terms.identity_code,
        measures.measure_code
    from terms_with_their_kind as terms
    inner join measures
        on
            terms.statement_code = measures.statement_code
            and terms.side = coalesce(measures.side, '')
    inner join starred_terms_by_identity as starred
        on terms.identity_code = starred.identity_code
    where terms.measure_code = '*'
    group by terms.identity_code, measures.measure_code
    having count(distinct terms.term_number) = max(starred.term_count)
),

terms_of_one_measure as (
    select
        terms.*,
        '-' as instance_measure
    from terms_with_their_kind as terms
    where terms.measure_code <> '*'
),

terms_of_each_measure as (
    select
        terms.identity_code,
        terms.kind,
        terms.term_number,
        terms.role,
        terms.weight,
        terms.statement_code,
        terms.side,
        terms.line_selector,
        terms.line_code,
        common.measure_code,
        terms.is_required,
        common.measure_code as instance_measure
    from terms_with_their_kind as terms
    inner join measures_common_to_all_starred_terms as common
        on terms.identity_code = common.identity_code
    where terms.measure_code = '*'
),

final as (
    select * from terms_of_one_measure
    union all
    select * from terms_of_each_measure
)

select * from final
