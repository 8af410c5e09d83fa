-- One row per subject code and fiscal year: every code printed or listed that year, and the parents that those imply.
with labels as (
    select * from {{ ref('int_subject_labels') }}
),

documents as (
    select * from {{ ref('int_documents') }}
    where fiscal_year is not null
),

listed_names as (
    select * from {{ ref('subject_names_observed') }}
    where name_state = 'whole'
),

subject_classes as (
    select * from {{ ref('int_subject_classes') }}
),

codes_printed as (
    select
        documents.fiscal_year,
        labels.subject_code,
        labels.level,
        max(labels.classification) as classification,
        count(distinct labels.document_id) as document_count
    from labels
    inner join documents
        on labels.document_id = documents.document_id
    group by documents.fiscal_year, labels.subject_code, labels.level
),

codes_listed as (
    select distinct
        listed_names.fiscal_year,
        listed_names.subject_code,
        {{ subject_level('listed_names.subject_code') }} as level,
        subject_classes.classification,
        0 as document_count
    from listed_names
    inner join subject_classes
        on left(listed_names.subject_code, 3) = subject_classes.class_code
),

codes_found as (
    select * from codes_printed
    union all
    select * from codes_listed
),

codes_gathered as (
    select * from codes_found
    union all
    select
        fiscal_year,
        left(subject_code, 5) as subject_code,
        2 as level,
        classification,
        0 as document_count
    from codes_found
    where level = 3
    union all
    select
        fiscal_year,
        left(subject_code, 3) as subject_code,
        1 as level,
        classification,
        0 as document_count
    from codes_found
    where level in (2, 3)
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
