-- One row per document and figure of the department-year summary: the first place in preference that is printed.
with figures as (
    select * from {{ ref('summary_figures') }}
),

statement_cells as (
    select * from {{ ref('int_statement_cells') }}
),

places_printed as (
    select
        statement_cells.document_id,
        figures.figure_code,
        statement_cells.amount_yuan,
        row_number() over (
            partition by statement_cells.document_id, figures.figure_code
            order by figures.preference
        ) as preference_rank
    from statement_cells
    inner join figures
        on
            statement_cells.statement_code = figures.statement_code
            and statement_cells.side = coalesce(figures.side, '')
            and statement_cells.line_code = figures.line_code
            and statement_cells.measure_code = figures.measure_code
    where statement_cells.cell_state = 'printed'
),

final as (
    select
        document_id,
        figure_code,
        amount_yuan
    from places_printed
    where preference_rank = 1
)

select * from final
