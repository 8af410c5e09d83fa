-- One row per subject code, fiscal year and name printed or listed for it that is not its name of that year.
-- Names that the list knows to be cut, misread or of another code have no vote, but are evidence all the same.
with names_gathered as (
    select
        subject_code,
        fiscal_year,
        printed_name,
        document_count,
        document_vote_count,
        listed_vote_count
    from {{ ref('int_subject_names_printed') }}
    union all
    select
        subject_code,
        fiscal_year,
        name_zh as printed_name,
        0 as document_count,
        0 as document_vote_count,
        occurrence_count as listed_vote_count
    from {{ ref('subject_names_observed') }}
    where name_state <> 'whole'
),

subjects as (
    select * from {{ ref('int_subject_names_decided') }}
),

names_counted as (
    select
        subject_code,
        fiscal_year,
        printed_name,
        sum(document_count) as document_count,
        sum(document_vote_count) as document_vote_count,
        sum(listed_vote_count) as listed_vote_count
    from names_gathered
    group by subject_code, fiscal_year, printed_name
),

names_of_a_code_in_other_years as (
    select distinct
        subject_code,
        fiscal_year,
        subject_name
    from subjects
    where name_source <> 'implied'
),

aliases as (
    select
        names_counted.*,
        subjects.subject_name,
        subjects.classification,
        subjects.level
    from names_counted
    inner join subjects
        on
            names_counted.subject_code = subjects.subject_code
            and names_counted.fiscal_year = subjects.fiscal_year
    where names_counted.printed_name <> subjects.subject_name
),

other_years_found as (
    select
        aliases.subject_code,
        aliases.fiscal_year,
        aliases.printed_name,
        max(elsewhere.fiscal_year) as other_fiscal_year
    from aliases
    inner join names_of_a_code_in_other_years as elsewhere
        on
            aliases.subject_code = elsewhere.subject_code
            and aliases.printed_name = elsewhere.subject_name
            and aliases.fiscal_year <> elsewhere.fiscal_year
    group by aliases.subject_code, aliases.fiscal_year, aliases.printed_name
),

other_codes_found as (
    select
        aliases.subject_code,
        aliases.fiscal_year,
        aliases.printed_name,
        min(elsewhere.subject_code) as other_subject_code
    from aliases
    inner join subjects as elsewhere
        on
            aliases.classification = elsewhere.classification
            and aliases.fiscal_year = elsewhere.fiscal_year
            and aliases.printed_name = elsewhere.subject_name
            and aliases.subject_code <> elsewhere.subject_code
    group by aliases.subject_code, aliases.fiscal_year, aliases.printed_name
),

final as (
    select
        aliases.*,
        other_years_found.other_fiscal_year,
        other_codes_found.other_subject_code,
        case
            when other_years_found.subject_code is not null then 'name_of_another_year'
            when left(aliases.subject_name, length(aliases.printed_name)) = aliases.printed_name then 'cut'
            when left(aliases.printed_name, length(aliases.subject_name)) = aliases.subject_name then 'trailing_text'
            when other_codes_found.subject_code is not null then 'name_of_another_code'
            when {{ differs_slightly('aliases.printed_name', 'aliases.subject_name') }} then 'misspelt'
            else 'other_words'
        end as alias_kind
    from aliases
    left join other_years_found
        on
            aliases.subject_code = other_years_found.subject_code
            and aliases.fiscal_year = other_years_found.fiscal_year
            and aliases.printed_name = other_years_found.printed_name
    left join other_codes_found
        on
            aliases.subject_code = other_codes_found.subject_code
            and aliases.fiscal_year = other_codes_found.fiscal_year
            and aliases.printed_name = other_codes_found.printed_name
)

select * from final
