-- Each place that the summary looks at is a line and a measure of the vocabulary: a misspelt one stays null for ever.
with figures as (
    select * from {{ ref('summary_figures') }}
),

lines as (
    select * from {{ ref('dim_lines') }}
),

measures as (
    select * from {{ ref('dim_measures') }}
),

final as (
    select
        figures.figure_code,
        figures.preference,
        figures.line_code,
        figures.measure_code
    from figures
    left join lines
        on
            figures.statement_code = lines.statement_code
            and coalesce(figures.side, '') = lines.side
            and figures.line_code = lines.line_code
    left join measures
        on
            figures.statement_code = measures.statement_code
            and coalesce(figures.side, '') = measures.side
            and figures.measure_code = measures.measure_code
    where
        lines.line_code is null
        or measures.measure_code is null
)

select * from final
