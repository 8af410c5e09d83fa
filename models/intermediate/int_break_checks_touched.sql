-- One row per document and check of numbers that shares a cell with a broken one, and some where a cell has two names.
-- A check on which nothing is printed, or whose cell cannot be read, waits for the cells that a correction fills.
with open_checks as (
    select
        document_id,
        {{ number_of_texts(['document_id', 'identity_code', 'instance_key']) }} as check_id
    from {{ ref('fct_identity_checks') }}
    where severity <> 'information' and (status = 'broken' or explanation = 'unreadable_cell')
),

checks as (
    select
        document_id,
        {{ number_of_texts(['document_id', 'identity_code', 'instance_key']) }} as check_id,
        identity_code,
        instance_key,
        severity,
        status,
        explanation
    from {{ ref('fct_identity_checks') }}
    where
        severity <> 'information'
        and (
            status <> 'not_checkable'
            or explanation in ('no_printed_cell', 'no_printed_part', 'unreadable_cell', 'printed_once')
        )
),

-- A quantity under its second name is taken for the first, whether it is the same cell or not: more does no harm.
terms_named as (
    select
        {{ number_of_texts(['terms.document_id', 'terms.identity_code', 'terms.instance_key']) }} as check_id,
        terms.document_id,
        terms.statement_code,
        terms.side,
        terms.line_code,
        case
            when terms.measure_code = 'compared_budget' or terms.measure_code like 'initial_budget_of_%'
                then 'initial_budget'
            when terms.measure_code = 'implied_prior' then 'final_account'
            else terms.measure_code
        end as measure_code
    from {{ ref('int_identity_terms') }} as terms
    where terms.document_id in (select open_checks.document_id from open_checks)
),

-- Kept as two numbers a row, for it is read twice.
terms as (
    select
        check_id,
        {{ number_of_texts(['document_id', 'statement_code', 'side', 'line_code', 'measure_code']) }} as cell_id
    from terms_named
),

cells_in_open_checks as (
    select distinct cell_id from terms
    where check_id in (select open_checks.check_id from open_checks)
),

checks_of_these_cells as (
    select distinct check_id from terms
    where cell_id in (select cells_in_open_checks.cell_id from cells_in_open_checks)
),

final as (
    select * from checks
    where check_id in (select touching.check_id from checks_of_these_cells as touching)
)

select * from final
