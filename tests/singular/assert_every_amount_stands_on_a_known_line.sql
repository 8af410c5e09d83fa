{{- config(meta={'by_document': true}) -}}
-- A line is a named line, a class of a two-sided statement, or a subject of the edition of its year.
with amounts as (
    select * from {{ ref('fct_reported_amounts') }}
),

lines as (
    select * from {{ ref('dim_lines') }}
),

subjects as (
    select * from {{ ref('dim_subjects') }}
),

final as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.side,
        amounts.line_code,
        amounts.measure_code,
        amounts.source_text
    from amounts
    left join lines
        on
            amounts.statement_code = lines.statement_code
            and amounts.side = lines.side
            and amounts.line_code = lines.line_code
    left join subjects
        on
            amounts.line_code = subjects.subject_code
            and amounts.fiscal_year = subjects.fiscal_year
    where
        amounts.fiscal_year is not null
        and lines.line_code is null
        and subjects.subject_code is null
)

select * from final
