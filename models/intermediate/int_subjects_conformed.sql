-- One row per subject code and fiscal year: the series it belongs to, whatever its code and name were in other years.
with subjects as (
    select * from {{ ref('int_subject_names_decided') }}
),

series as (
    select * from {{ ref('int_subject_series') }}
),

series_told as (
    select
        subjects.*,
        series.series_code
    from subjects
    inner join series
        on
            subjects.subject_code = series.subject_code
            and subjects.fiscal_year = series.fiscal_year
),

-- A name that comes back after another one is a new period of the code.
periods_begun as (
    select
        *,
        classification || ':' || series_code as conformed_subject_key,
        case
            when
                subject_name || series_code = lag(subject_name || series_code) over (
                    partition by subject_code
                    order by fiscal_year
                )
                then 0
            else 1
        end as begins_period
    from series_told
),

periods_numbered as (
    select
        *,
        sum(begins_period) over (
            partition by subject_code
            order by fiscal_year
            rows between unbounded preceding and current row
        ) as period_number,
        row_number() over (
            partition by conformed_subject_key
            order by
                case when name_source = 'implied' then 1 else 0 end asc,
                fiscal_year desc,
                case when subject_code = series_code then 0 else 1 end asc,
                subject_code asc
        ) as recency
    from periods_begun
),

final as (
    select
        subject_code,
        fiscal_year,
        classification,
        level,
        subject_name,
        name_source,
        is_known_code,
        document_count,
        name_vote_count,
        name_listed_count,
        name_variant_count,
        conformed_subject_key,
        min(fiscal_year) over (partition by subject_code, period_number) as valid_from_year,
        max(fiscal_year) over (partition by subject_code, period_number) as valid_to_year,
        max(case when recency = 1 then subject_name end) over (partition by conformed_subject_key)
            as conformed_subject_name
    from periods_numbered
)

select * from final
