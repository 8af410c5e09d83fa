-- One row per subject code and fiscal year: the code that its series bears last.
with subjects as (
    select * from {{ ref('int_subject_names_decided') }}
),

successions as (
    select * from {{ ref('int_subject_successions') }}
),

splits as (
    select * from {{ ref('subject_changes') }}
    where change_kind = 'split'
),

-- Between the last year that prints the old code and the first that prints the new one, the name printed decides.
codes_taken_over as (
    select
        subjects.subject_code,
        subjects.fiscal_year,
        successions.series_code,
        row_number() over (
            partition by subjects.subject_code, subjects.fiscal_year
            order by successions.fiscal_year
        ) as nearest_rank
    from subjects
    inner join successions
        on
            subjects.classification = successions.classification
            and subjects.subject_code = successions.from_code
            and (
                subjects.fiscal_year <= successions.last_fiscal_year
                or (subjects.fiscal_year < successions.fiscal_year and subjects.subject_name = successions.from_name)
            )
),

-- The parts of a code that was split cannot be told apart before it: they go on as the one series they were.
codes_split_off as (
    select
        subjects.subject_code,
        subjects.fiscal_year,
        splits.from_code as series_code,
        row_number() over (
            partition by subjects.subject_code, subjects.fiscal_year
            order by splits.fiscal_year desc
        ) as nearest_rank
    from subjects
    inner join splits
        on
            subjects.classification = splits.classification
            and subjects.subject_code = splits.to_code
            and subjects.fiscal_year >= splits.fiscal_year
),

final as (
    select
        subjects.subject_code,
        subjects.fiscal_year,
        coalesce(codes_taken_over.series_code, codes_split_off.series_code, subjects.subject_code) as series_code
    from subjects
    left join codes_taken_over
        on
            subjects.subject_code = codes_taken_over.subject_code
            and subjects.fiscal_year = codes_taken_over.fiscal_year
            and codes_taken_over.nearest_rank = 1
    left join codes_split_off
        on
            subjects.subject_code = codes_split_off.subject_code
            and subjects.fiscal_year = codes_split_off.fiscal_year
            and codes_split_off.nearest_rank = 1
)

select * from final
