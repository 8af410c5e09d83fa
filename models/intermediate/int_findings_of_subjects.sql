-- One row per document, subject code and way in which the code or its name is not what its year knows.
with labels as (
    select * from {{ ref('int_subject_labels') }}
),

documents as (
    select * from {{ ref('int_documents') }}
    where fiscal_year is not null
),

subjects as (
    select * from {{ ref('int_subject_names_decided') }}
),

aliases as (
    select
        subject_code,
        fiscal_year,
        printed_name,
        case
            when alias_kind = 'cut' then 'subject_name_cut'
            when alias_kind in ('name_of_another_year', 'name_of_another_code') then 'subject_' || alias_kind
            when alias_kind in ('misspelt', 'trailing_text', 'other_words') then 'subject_name_otherwise'
        end as kind
    from {{ ref('int_subject_aliases') }}
),

texts as (
    select * from {{ ref('conformity_findings') }}
),

unknown_codes as (
    select
        labels.document_id,
        labels.subject_code as code,
        'unknown_subject_code' as kind,
        min(labels.statement_code) as statement_code,
        coalesce(min(labels.printed_name), '-') as name,
        '-' as other
    from labels
    inner join documents
        on labels.document_id = documents.document_id
    inner join subjects
        on
            labels.subject_code = subjects.subject_code
            and documents.fiscal_year = subjects.fiscal_year
    where not subjects.is_known_code
    group by labels.document_id, labels.subject_code
),

-- Several statements that print one alias are one finding.
aliases_printed as (
    select
        labels.document_id,
        labels.subject_code as code,
        aliases.kind,
        min(labels.statement_code) as statement_code,
        labels.printed_name as name,
        min(subjects.subject_name) as other
    from labels
    inner join documents
        on labels.document_id = documents.document_id
    inner join aliases
        on
            labels.subject_code = aliases.subject_code
            and documents.fiscal_year = aliases.fiscal_year
            and labels.printed_name = aliases.printed_name
    inner join subjects
        on
            labels.subject_code = subjects.subject_code
            and documents.fiscal_year = subjects.fiscal_year
    group by labels.document_id, labels.subject_code, aliases.kind, labels.printed_name
),

found as (
    select * from unknown_codes
    union all
    select * from aliases_printed
),

final as (
    select
        left(
            md5(
                found.document_id || '|' || found.kind || '|' || found.statement_code || '/' || found.code || '/'
                || found.name
            ), 16
        ) as finding_id,
        found.document_id,
        found.kind,
        texts.cause,
        texts.severity,
        found.statement_code,
        found.code as line_code,
        found.statement_code || '/' || found.code || '/' || found.name as cell,
        {{ finding_message('texts.message_zh', 'found') }} as message_zh,
        {{ finding_message('texts.message_en', 'found') }} as message_en
    from found
    inner join texts
        on found.kind = texts.kind
)

select * from final
