-- One row per document and check of numbers that shares a cell with a broken one, and some where a cell has two names.
with checks_broken as (
    select
        document_id,
        identity_code,
        instance_key
    from {{ ref('fct_identity_checks') }}
    where
        (status = 'broken' or explanation = 'unreadable_cell')
        and severity <> 'information'
),

-- A quantity under its second name is taken for the first, whether it is the same cell or not: more does no harm.
terms as (
    select
        document_id,
        identity_code,
        instance_key,
        statement_code,
        side,
        line_code,
        case
            when measure_code = 'compared_budget' or measure_code like 'initial_budget_of_%' then 'initial_budget'
            when measure_code = 'implied_prior' then 'final_account'
            else measure_code
        end as measure_code
    from {{ ref('int_identity_terms') }}
),

cells_in_broken_checks as (
    select distinct
        terms.document_id,
        terms.statement_code,
        terms.side,
        terms.line_code,
        terms.measure_code
    from terms
    inner join checks_broken
        on
            terms.document_id = checks_broken.document_id
            and terms.identity_code = checks_broken.identity_code
            and terms.instance_key = checks_broken.instance_key
),

final as (
    select distinct
        terms.document_id,
        terms.identity_code,
        terms.instance_key
    from terms
    inner join cells_in_broken_checks as cells
        on
            terms.document_id = cells.document_id
            and terms.statement_code = cells.statement_code
            and terms.side = cells.side
            and terms.line_code = cells.line_code
            and terms.measure_code = cells.measure_code
)

select * from final
