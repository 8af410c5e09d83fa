-- One row per identity term and measure, and which of them serve the instances of others.
with terms_by_measure as (
    select * from {{ ref('int_identity_terms_by_measure') }}
),

terms_by_family as (
    select
        *,
        instance_measure = '-' and line_selector in ({{ identity_selectors_of_one_instance() }}) as makes_one_instance
    from terms_by_measure
),

identities_with_both as (
    select identity_code
    from terms_by_family
    where kind in ({{ identity_kinds_with_terms() }})
    group by identity_code
    having count(distinct makes_one_instance) = 2
),

-- A cell that stands once beside terms of many lines, as the total that shares are divided by, serves every instance.
final as (
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
        terms.measure_code,
        terms.is_required,
        terms.instance_measure,
        identities_with_both.identity_code is not null and terms.makes_one_instance as is_shared,
        identities_with_both.identity_code is not null and not terms.makes_one_instance as is_served
    from terms_by_family as terms
    left join identities_with_both
        on terms.identity_code = identities_with_both.identity_code
)

select * from final
