-- One row per subject code and fiscal year edition.
with subjects as (
    select * from {{ ref('int_subjects_conformed') }}
),

parents as (
    select distinct
        fiscal_year,
        case when level = 3 then left(subject_code, 5) else left(subject_code, 3) end as subject_code
    from subjects
    where level > 1
),

names as (
    select
        fiscal_year,
        subject_code,
        subject_name
    from subjects
    where level < 3
),

final as (
    select
        subjects.subject_code,
        subjects.fiscal_year,
        subjects.classification,
        subjects.level,
        subjects.subject_name,
        case
            when subjects.level = 2 then left(subjects.subject_code, 3)
            when subjects.level = 3 then left(subjects.subject_code, 5)
        end as parent_subject_code,
        left(subjects.subject_code, 3) as class_code,
        case when subjects.level > 1 then left(subjects.subject_code, 5) end as section_code,
        classes.subject_name as class_name,
        sections.subject_name as section_name,
        classes.subject_name
        || case when subjects.level > 1 then '/' || sections.subject_name else '' end
        || case when subjects.level > 2 then '/' || subjects.subject_name else '' end as subject_path,
        subjects.conformed_subject_key,
        subjects.conformed_subject_name,
        subjects.valid_from_year,
        subjects.valid_to_year,
        subjects.name_source,
        subjects.is_known_code,
        parents.subject_code is not null as is_total_row,
        subjects.document_count,
        subjects.name_vote_count,
        subjects.name_listed_count,
        subjects.name_variant_count
    from subjects
    left join parents
        on
            subjects.subject_code = parents.subject_code
            and subjects.fiscal_year = parents.fiscal_year
    left join names as classes
        on
            left(subjects.subject_code, 3) = classes.subject_code
            and subjects.fiscal_year = classes.fiscal_year
    left join names as sections
        on
            left(subjects.subject_code, 5) = sections.subject_code
            and length(sections.subject_code) = 5
            and subjects.fiscal_year = sections.fiscal_year
)

select * from final
