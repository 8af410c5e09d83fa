-- One row per current document, statement and function class: its amount beside the statement's printed total.
with classes as (
    select * from {{ ref('rpt_subject_years') }}
    where
        classification = 'function' and level = 1 and measure_code = 'total'
        and amount_yuan is not null
),

printed_totals as (
    select
        document_id,
        statement_code,
        amount_yuan as total_yuan
    from {{ ref('fct_reported_amounts') }}
    where line_code = 'total' and side = '' and measure_code = 'total' and cell_state = 'printed'
),

final as (
    select
        classes.department_id,
        classes.department_name,
        classes.account_scope,
        classes.fiscal_year,
        classes.statement_code,
        classes.conformed_subject_key,
        classes.conformed_subject_name,
        classes.subject_code,
        classes.amount_yuan,
        printed_totals.total_yuan,
        cast(
            {{ divide_decimals('classes.amount_yuan', 'printed_totals.total_yuan', 100) }} as decimal(12, 6)
        ) as share_percent,
        classes.document_id
    from classes
    inner join printed_totals
        on
            classes.document_id = printed_totals.document_id
            and classes.statement_code = printed_totals.statement_code
)

select * from final
