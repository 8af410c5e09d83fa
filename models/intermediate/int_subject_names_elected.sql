-- One row per subject code and fiscal year: the name most printed that year, cut forms counted for the whole name.
with names as (
    select * from {{ ref('int_subject_names_printed') }}
),

-- A name that begins a longer name of the same code and year was cut at the edge of its cell, unless hardly anyone
-- prints the longer one: that is a tail of noise.
longer_names as (
    select
        cut_names.subject_code,
        cut_names.fiscal_year,
        cut_names.printed_name,
        whole_names.printed_name as whole_name,
        row_number() over (
            partition by cut_names.subject_code, cut_names.fiscal_year, cut_names.printed_name
            order by
                length(whole_names.printed_name) desc,
                whole_names.vote_count desc,
                whole_names.printed_name asc
        ) as whole_rank
    from names as cut_names
    inner join names as whole_names
        on
            cut_names.subject_code = whole_names.subject_code
            and cut_names.fiscal_year = whole_names.fiscal_year
    where
        left(whole_names.printed_name, length(cut_names.printed_name)) = cut_names.printed_name
        and length(whole_names.printed_name) > length(cut_names.printed_name)
        and whole_names.vote_count * 10 >= cut_names.vote_count
),

whole_names as (
    select * from longer_names
    where whole_rank = 1
),

names_made_whole as (
    select
        names.subject_code,
        names.fiscal_year,
        names.vote_count,
        names.listed_vote_count,
        coalesce(whole_names.whole_name, names.printed_name) as candidate_name
    from names
    left join whole_names
        on
            names.subject_code = whole_names.subject_code
            and names.fiscal_year = whole_names.fiscal_year
            and names.printed_name = whole_names.printed_name
),

candidates as (
    select
        subject_code,
        fiscal_year,
        candidate_name,
        sum(vote_count) as vote_count,
        sum(listed_vote_count) as listed_vote_count
    from names_made_whole
    group by subject_code, fiscal_year, candidate_name
),

candidates_ranked as (
    select
        *,
        count(*) over (partition by subject_code, fiscal_year) as candidate_count,
        row_number() over (
            partition by subject_code, fiscal_year
            order by vote_count desc, length(candidate_name) desc, candidate_name asc
        ) as candidate_rank
    from candidates
),

variants_counted as (
    select
        subject_code,
        fiscal_year,
        count(*) as name_variant_count
    from names
    group by subject_code, fiscal_year
),

final as (
    select
        candidates_ranked.subject_code,
        candidates_ranked.fiscal_year,
        candidates_ranked.candidate_name as subject_name,
        cast(candidates_ranked.vote_count as integer) as name_vote_count,
        cast(coalesce(candidates_ranked.listed_vote_count, 0) as integer) as name_listed_count,
        cast(candidates_ranked.candidate_count as integer) as name_candidate_count,
        cast(variants_counted.name_variant_count as integer) as name_variant_count
    from candidates_ranked
    inner join variants_counted
        on
            candidates_ranked.subject_code = variants_counted.subject_code
            and candidates_ranked.fiscal_year = variants_counted.fiscal_year
    where candidates_ranked.candidate_rank = 1
)

select * from final
