-- One row per subject code and fiscal year: every code printed that year, and the parents that those imply.
with statement_lines as (
    select * from {{ ref('int_statement_lines') }}
),

documents as (
    select * from {{ ref('int_documents') }}
),

codes_of_documents as (
    select
        documents.fiscal_year,
        statement_lines.document_id,
        statement_lines.subject_code,
        statement_lines.level,
        max(statement_lines.classification) as classification
    from statement_lines
    inner join documents
        on statement_lines.document_id = documents.document_id
    where
        statement_lines.level is not null
        and documents.fiscal_year is not null
    group by documents.fiscal_year, statement_lines.document_id, statement_lines.subject_code, statement_lines.level
),

codes_printed as (
    select
        fiscal_year,
        subject_code,
        level,
        max(classification) as classification,
        count(*) as document_count
    from codes_of_documents
    group by fiscal_year, subject_code, level
),

sections_implied as (
    select distinct
        fiscal_year,
        left(subject_code, 5) as subject_code,
        2 as level,
        classification
    from codes_printed
    where level = 3
),

classes_implied as (
    select distinct
        fiscal_year,
        left(subject_code, 3) as subject_code,
        1 as level,
        classification
    from codes_printed
    where level in (2, 3)
),

codes_gathered as (
    select
        fiscal_year,
        subject_code,
        level,
        classification,
        document_count
    from codes_printed

    union all

    select
        fiscal_year,
        subject_code,
        level,
        classification,
        0 as document_count
    from sections_implied

    union all

    select
        fiscal_year,
        subject_code,
        level,
        classification,
        0 as document_count
    from classes_implied
),

final as (
    select
        subject_code,
        fiscal_year,
        max(classification) as classification,
        cast(max(level) as integer) as level,
        cast(max(document_count) as integer) as document_count
    from codes_gathered
    group by subject_code, fiscal_year
)

select * from final
