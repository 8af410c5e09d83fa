-- One row per document, statement, subject code and name printed for it there; no name where none is evidence.
with amounts as (
    select * from {{ ref('int_amounts_claimed') }}
),

statement_lines as (
    select * from {{ ref('int_statement_lines') }}
    where level is not null
),

statements as (
    select * from {{ ref('statements') }}
),

-- Two-sided statements print a class by ordinal and name: ingest placed it by that name, so it is no new evidence.
final as (
    select distinct
        amounts.document_id,
        amounts.statement_code,
        statement_lines.subject_code,
        statement_lines.classification,
        statement_lines.level,
        case
            when statements.layout <> 'two_sided' and amounts.line_label <> amounts.line_code
                then {{ with_full_width_brackets('amounts.line_label') }}
        end as printed_name
    from amounts
    inner join statement_lines
        on
            amounts.document_id = statement_lines.document_id
            and amounts.statement_code = statement_lines.statement_code
            and amounts.side = statement_lines.side
            and amounts.line_code = statement_lines.line_code
    inner join statements
        on amounts.statement_code = statements.statement_code
)

select * from final
