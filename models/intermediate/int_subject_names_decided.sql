-- One row per subject code and fiscal year: the name that the subject bears that year, and what that rests on.
with editions as (
    select * from {{ ref('int_subject_editions') }}
),

elected_names as (
    select * from {{ ref('int_subject_names_elected') }}
),

names_of_other_years as (
    select * from {{ ref('int_subject_names_of_other_years') }}
),

subject_classes as (
    select * from {{ ref('int_subject_classes') }}
),

changes as (
    select * from {{ ref('subject_changes') }}
),

listed_names as (
    select distinct
        subject_code,
        name_zh
    from {{ ref('subject_names_observed') }}
    where name_state = 'whole'
),

listed_codes as (
    select distinct subject_code from listed_names
),

-- The names a class is known to go by: what a year prints is taken among these only.
known_class_names as (
    select
        class_code,
        name_zh
    from subject_classes
    union distinct
    select
        class_code,
        name_zh
    from {{ ref('function_class_names') }}
    union distinct
    select
        from_code as class_code,
        from_name as name_zh
    from changes
    where length(from_code) = 3
),

final as (
    select
        editions.subject_code,
        editions.fiscal_year,
        editions.classification,
        editions.level,
        editions.document_count,
        case
            when known_class_names.class_code is not null then elected_names.subject_name
            when subject_classes.class_code is not null then subject_classes.name_zh
            else coalesce(elected_names.subject_name, names_of_other_years.subject_name, editions.subject_code)
        end as subject_name,
        case
            when subject_classes.class_code is not null then 'curated'
            when elected_names.subject_name is null then 'implied'
            when listed_names.name_zh is not null then 'listed'
            when listed_codes.subject_code is not null then 'voted'
            else 'observed'
        end as name_source,
        subject_classes.class_code is not null or listed_codes.subject_code is not null as is_known_code,
        coalesce(elected_names.name_vote_count, 0) as name_vote_count,
        coalesce(elected_names.name_listed_count, 0) as name_listed_count,
        coalesce(elected_names.name_variant_count, 0) as name_variant_count
    from editions
    left join elected_names
        on
            editions.subject_code = elected_names.subject_code
            and editions.fiscal_year = elected_names.fiscal_year
    left join names_of_other_years
        on
            editions.subject_code = names_of_other_years.subject_code
            and editions.fiscal_year = names_of_other_years.fiscal_year
    left join subject_classes
        on editions.subject_code = subject_classes.class_code
    left join known_class_names
        on
            elected_names.subject_code = known_class_names.class_code
            and elected_names.subject_name = known_class_names.name_zh
    left join listed_names
        on
            elected_names.subject_code = listed_names.subject_code
            and elected_names.subject_name = listed_names.name_zh
    left join listed_codes
        on editions.subject_code = listed_codes.subject_code
)

select * from final
