-- One row per subject edition that nobody prints a name for: the name of the nearest year that has one, else null.
with editions as (
    select * from {{ ref('int_subject_editions') }}
),

elected_names as (
    select * from {{ ref('int_subject_names_elected') }}
),

nameless_editions as (
    select
        editions.subject_code,
        editions.fiscal_year
    from editions
    left join elected_names
        on
            editions.subject_code = elected_names.subject_code
            and editions.fiscal_year = elected_names.fiscal_year
    where elected_names.subject_code is null
),

years_ranked as (
    select
        nameless_editions.subject_code,
        nameless_editions.fiscal_year,
        elected_names.subject_name,
        row_number() over (
            partition by nameless_editions.subject_code, nameless_editions.fiscal_year
            order by
                abs(elected_names.fiscal_year - nameless_editions.fiscal_year),
                elected_names.fiscal_year
        ) as year_rank
    from nameless_editions
    left join elected_names
        on nameless_editions.subject_code = elected_names.subject_code
),

final as (
    select
        subject_code,
        fiscal_year,
        subject_name
    from years_ranked
    where year_rank = 1
)

select * from final
