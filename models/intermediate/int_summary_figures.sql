-- One row per document and figure of the department-year summary: the first place in preference that is printed, and
-- beside it, where no place is, the first whose amount is deduced.
with figures as (
    select * from {{ ref('summary_figures') }}
),

statement_cells as (
    select * from {{ ref('int_statement_cells') }}
),

deduced_amounts as (
    select * from {{ ref('int_reported_amounts_deduced') }}
),

amounts as (
    select
        document_id,
        statement_code,
        side,
        line_code,
        measure_code,
        amount_yuan,
        true as is_printed
    from statement_cells
    where cell_state = 'printed'
    union all
    select
        document_id,
        statement_code,
        side,
        line_code,
        measure_code,
        amount_yuan,
        false as is_printed
    from deduced_amounts
),

places_ranked as (
    select
        amounts.document_id,
        figures.figure_code,
        amounts.amount_yuan,
        amounts.is_printed,
        row_number() over (
            partition by amounts.document_id, figures.figure_code
            order by
                case when amounts.is_printed then 0 else 1 end,
                figures.preference
        ) as preference_rank
    from amounts
    inner join figures
        on
            amounts.statement_code = figures.statement_code
            and amounts.side = coalesce(figures.side, '')
            and amounts.line_code = figures.line_code
            and amounts.measure_code = figures.measure_code
),

final as (
    select
        document_id,
        figure_code,
        case when is_printed then amount_yuan end as amount_yuan,
        amount_yuan as amount_with_deduced_yuan
    from places_ranked
    where preference_rank = 1
)

select * from final
