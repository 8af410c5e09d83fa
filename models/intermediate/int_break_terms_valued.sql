-- One row per document, check of numbers that shares a cell with a broken one, and term: what the term adds to it.
-- A percentage p of a over b is the equation 100 a - p b = 0, so that rates and sums are solved alike.
with checks_touched as (
    select * from {{ ref('int_break_checks_touched') }}
),

identities as (
    select * from {{ ref('identities') }}
    where severity <> 'information'
),

operands as (
    select * from {{ ref('int_identity_operands') }}
),

terms as (
    select
        terms.*,
        coalesce(terms.amount_yuan, terms.value_number) as operand,
        coalesce(terms.rounding_half_width_yuan, terms.value_half_width) as printed_half_width,
        -- Only these are looked up: as a condition of its own on a left join it would compare every row with every row.
        case when terms.measure_code = 'compared_budget' then terms.document_id end as document_id_compared
    from {{ ref('int_identity_terms') }} as terms
    inner join checks_touched
        on
            terms.document_id = checks_touched.document_id
            and terms.identity_code = checks_touched.identity_code
            and terms.instance_key = checks_touched.instance_key
    inner join identities
        on terms.identity_code = identities.identity_code
),

-- A quantity that stands under a second name is the cell it was taken from.
terms_with_the_measure_printed as (
    select
        terms.*,
        case
            when terms.measure_code like 'initial_budget_of_%' then 'initial_budget'
            when terms.measure_code = 'implied_prior' then 'final_account'
            when operands.document_id is not null then 'initial_budget'
            else terms.measure_code
        end as printed_measure_code
    from terms
    left join operands
        on
            operands.measure_code = 'initial_budget'
            and terms.document_id_compared = operands.document_id
            and terms.statement_code = operands.statement_code
            and terms.line_code = operands.line_code
            and terms.amount_yuan = operands.amount_yuan
),

-- What a blank would be known to, were it printed: the precision of its statement.
half_widths_of_statements as (
    select
        document_id,
        statement_code,
        unit_kind,
        max(coalesce(rounding_half_width_yuan, value_half_width)) as half_width
    from operands
    where cell_kind in ('printed_number', 'printed_zero')
    group by document_id, statement_code, unit_kind
),

final as (
    select
        terms.document_id,
        terms.identity_code || '|' || terms.instance_key as check_key,
        terms.identity_code,
        terms.instance_key,
        terms.kind,
        terms.role,
        cast(terms.weight as decimal(9, 4)) as weight,
        terms.statement_code,
        terms.side,
        terms.line_code,
        terms.printed_measure_code as measure_code,
        terms.statement_code || '/' || terms.side || '/' || terms.line_code || '/' || terms.printed_measure_code
            as cell_key,
        terms.cell_kind,
        terms.is_printed,
        terms.unit_kind,
        cast(coalesce(terms.operand, 0) as decimal(20, 6)) as operand,
        cast(coalesce(terms.printed_half_width, half_widths.half_width, 0) as decimal(20, 6)) as operand_half_width
    from terms_with_the_measure_printed as terms
    left join half_widths_of_statements as half_widths
        on
            terms.document_id = half_widths.document_id
            and terms.statement_code = half_widths.statement_code
            and terms.unit_kind = half_widths.unit_kind
)

select * from final
