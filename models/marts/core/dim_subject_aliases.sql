-- One row per subject code, fiscal year and name printed or listed for it that is not its name of that year.
with aliases as (
    select * from {{ ref('int_subject_aliases') }}
),

final as (
    select
        subject_code,
        fiscal_year,
        classification,
        level,
        printed_name,
        subject_name,
        alias_kind,
        other_fiscal_year,
        other_subject_code,
        cast(document_count as integer) as document_count,
        cast(document_vote_count as integer) as document_vote_count,
        cast(listed_vote_count as integer) as listed_vote_count
    from aliases
)

select * from final
