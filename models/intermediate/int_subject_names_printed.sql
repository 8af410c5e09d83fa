-- One row per subject code, fiscal year and name printed for it, with the votes the name has.
with amounts as (
    select * from {{ ref('int_amounts_claimed') }}
),

statement_lines as (
    select * from {{ ref('int_statement_lines') }}
),

statements as (
    select * from {{ ref('statements') }}
),

documents as (
    select * from {{ ref('int_documents') }}
),

-- Two-sided statements print a class by ordinal and name: ingest placed it by that name, so it is no new evidence.
labels_beside_codes as (
    select distinct
        documents.fiscal_year,
        amounts.line_code as subject_code,
        {{ with_full_width_brackets('amounts.line_label') }} as printed_name,
        amounts.document_id,
        coalesce(documents.department_id, documents.document_id) as voter,
        amounts.statement_code
    from amounts
    inner join statement_lines
        on
            amounts.document_id = statement_lines.document_id
            and amounts.statement_code = statement_lines.statement_code
            and amounts.side = statement_lines.side
            and amounts.line_code = statement_lines.line_code
    inner join statements
        on amounts.statement_code = statements.statement_code
    inner join documents
        on amounts.document_id = documents.document_id
    where
        statement_lines.level is not null
        and statements.layout <> 'two_sided'
        and documents.fiscal_year is not null
        and amounts.line_label is not null
        and amounts.line_label <> amounts.line_code
),

-- A department has one vote for each statement it prints the name in, however many versions of it were ingested.
final as (
    select
        subject_code,
        fiscal_year,
        printed_name,
        cast(count(distinct voter || '/' || statement_code) as integer) as vote_count
    from labels_beside_codes
    group by subject_code, fiscal_year, printed_name
)

select * from final
