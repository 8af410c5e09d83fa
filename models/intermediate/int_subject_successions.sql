-- One row per subject code that other codes took over, and year from which they do: the code its series ends in.
{%- set hops = 4 %}
with changes as (
    select * from {{ ref('subject_changes') }}
    where change_kind in ('move', 'merge')
),

hop_0 as (
    select
        classification,
        from_code,
        from_name,
        last_fiscal_year,
        fiscal_year,
        to_code as series_code,
        fiscal_year as series_year
    from changes
),

-- What took over may itself be moved later: the first move after the one that led here is the next step.
{%- for hop in range(1, hops) %}

    hop_{{ hop }}_ranked as (
        select
            reached.*,
            changes.to_code as next_code,
            changes.fiscal_year as next_year,
            row_number() over (
                partition by reached.classification, reached.from_code, reached.fiscal_year
                order by changes.fiscal_year, changes.to_code
            ) as next_rank
        from hop_{{ hop - 1 }} as reached
        left join changes
            on
                reached.classification = changes.classification
                and reached.series_code = changes.from_code
                and reached.series_year < changes.fiscal_year
    ),

    hop_{{ hop }} as (
        select
            classification,
            from_code,
            from_name,
            last_fiscal_year,
            fiscal_year,
            coalesce(next_code, series_code) as series_code,
            coalesce(next_year, series_year) as series_year
        from hop_{{ hop }}_ranked
        where next_rank = 1
    ),
{%- endfor %}

final as (
    select * from hop_{{ hops - 1 }}
)

select * from final
