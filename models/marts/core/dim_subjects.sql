-- One row per subject code and fiscal year edition.
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

function_class_names as (
    select * from {{ ref('function_class_names') }}
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
    from function_class_names
),

parents as (
    select distinct
        fiscal_year,
        case when level = 3 then left(subject_code, 5) else left(subject_code, 3) end as subject_code
    from editions
    where level > 1
),

names_decided as (
    select
        editions.*,
        case
            when known_class_names.class_code is not null then elected_names.subject_name
            when subject_classes.class_code is not null then subject_classes.name_zh
            else coalesce(elected_names.subject_name, names_of_other_years.subject_name, editions.subject_code)
        end as subject_name,
        case
            when subject_classes.class_code is not null then 'curated'
            else coalesce(elected_names.name_source, 'implied')
        end as name_source,
        coalesce(elected_names.name_vote_count, 0) as name_vote_count,
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
),

final as (
    select
        names_decided.subject_code,
        names_decided.fiscal_year,
        names_decided.classification,
        names_decided.level,
        names_decided.subject_name,
        case
            when names_decided.level = 2 then left(names_decided.subject_code, 3)
            when names_decided.level = 3 then left(names_decided.subject_code, 5)
        end as parent_subject_code,
        left(names_decided.subject_code, 3) as class_code,
        case when names_decided.level > 1 then left(names_decided.subject_code, 5) end as section_code,
        names_decided.name_source,
        parents.subject_code is not null as is_total_row,
        names_decided.document_count,
        names_decided.name_vote_count,
        names_decided.name_variant_count
    from names_decided
    left join parents
        on
            names_decided.subject_code = parents.subject_code
            and names_decided.fiscal_year = parents.fiscal_year
)

select * from final
