-- One row per document, check of numbers that shares a cell with a broken one, and term: what the term adds to it.
-- A percentage p of a over b is the equation 100 a - p b = 0, so that rates and sums are solved alike.
with checks_touched as (
    select check_id from {{ ref('int_break_checks_touched') }}
),

terms as (
    select
        {{ number_of_texts(['terms.document_id', 'terms.identity_code', 'terms.instance_key']) }} as check_id,
        terms.document_id,
        terms.kind,
        terms.role,
        terms.weight,
        terms.statement_code,
        terms.side,
        terms.line_code,
        terms.measure_code,
        terms.is_printed,
        terms.unit_kind,
        terms.amount_yuan,
        coalesce(terms.amount_yuan, terms.value_number) as operand,
        -- Each cut to six decimals by itself: together they have nine, and all would be cut, which is slow.
        case
            when terms.rounding_half_width_yuan is null then cast(terms.value_half_width as decimal(20, 6))
            else cast(terms.rounding_half_width_yuan as decimal(20, 6))
        end as printed_half_width,
        -- Only these are looked up: as a condition of its own on a left join it would compare every row with every row.
        case when terms.measure_code = 'compared_budget' then terms.document_id end as document_id_compared
    from {{ ref('int_identity_terms') }} as terms
),

terms_touched as (
    select * from terms
    where check_id in (select checks_touched.check_id from checks_touched)
),

initial_budgets as (
    select
        document_id,
        statement_code,
        line_code,
        amount_yuan
    from {{ ref('int_identity_operands') }}
    where measure_code = 'initial_budget'
),

-- A quantity that stands under a second name is the cell it was taken from.
terms_with_the_measure_printed as (
    select
        terms.document_id,
        terms.check_id,
        terms.kind,
        terms.role,
        terms.weight,
        terms.statement_code,
        terms.side,
        terms.line_code,
        terms.is_printed,
        terms.unit_kind,
        terms.operand,
        terms.printed_half_width,
        case
            when terms.measure_code like 'initial_budget_of_%' then 'initial_budget'
            when terms.measure_code = 'implied_prior' then 'final_account'
            when initial_budgets.document_id is not null then 'initial_budget'
            else terms.measure_code
        end as measure_code
    from terms_touched as terms
    left join initial_budgets
        on
            terms.document_id_compared = initial_budgets.document_id
            and terms.statement_code = initial_budgets.statement_code
            and terms.line_code = initial_budgets.line_code
            and terms.amount_yuan = initial_budgets.amount_yuan
),

-- What a blank would be known to, were it printed: the precision of its statement.
half_widths_of_statements as (
    select
        document_id,
        statement_code,
        unit_kind,
        cast(max(coalesce(rounding_half_width_yuan, value_half_width)) as decimal(20, 6)) as half_width
    from {{ ref('int_identity_operands') }}
    where cell_kind in ('printed_number', 'printed_zero')
    group by document_id, statement_code, unit_kind
),

final as (
    select
        terms.document_id,
        terms.check_id,
        {{ number_of_texts([
            'terms.document_id', 'terms.statement_code', 'terms.side', 'terms.line_code', 'terms.measure_code'
        ]) }} as cell_id,
        terms.kind,
        terms.role,
        terms.weight,
        terms.statement_code,
        terms.side,
        terms.line_code,
        terms.measure_code,
        terms.is_printed,
        terms.unit_kind,
        -- Sums of these stand for sets of printed cells.
        case when terms.is_printed then {{ number_of_text(cell_key('terms')) }} else 0 end as cell_number,
        cast(coalesce(terms.operand, 0) as decimal(20, 6)) as operand,
        coalesce(terms.printed_half_width, half_widths.half_width, 0) as operand_half_width
    from terms_with_the_measure_printed as terms
    left join half_widths_of_statements as half_widths
        on
            terms.document_id = half_widths.document_id
            and terms.statement_code = half_widths.statement_code
            and terms.unit_kind = half_widths.unit_kind
)

select * from final
