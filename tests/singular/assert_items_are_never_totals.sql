{{- config(meta={'by_document': true}) -}}
-- Summing 项 (level 3) rows only, or rows that are no totals only, never counts an amount twice: no row that is summed
-- has a descendant in the same statement.
with amounts as (
    select * from {{ ref('fct_reported_amounts') }}
),

rows_summed as (
    select distinct
        document_id,
        statement_code,
        side,
        subject_code
    from amounts
    where
        subject_code is not null
        and (level = 3 or not is_total_row)
),

subjects_printed as (
    select distinct
        document_id,
        statement_code,
        side,
        subject_code,
        left(subject_code, 3) as class_code,
        left(subject_code, 5) as section_code,
        level
    from amounts
    where level > 1
),

final as (
    select rows_summed.*
    from rows_summed
    inner join subjects_printed
        on
            rows_summed.document_id = subjects_printed.document_id
            and rows_summed.statement_code = subjects_printed.statement_code
            and rows_summed.side = subjects_printed.side
            and (
                rows_summed.subject_code = subjects_printed.class_code
                or (rows_summed.subject_code = subjects_printed.section_code and subjects_printed.level = 3)
            )
)

select * from final
