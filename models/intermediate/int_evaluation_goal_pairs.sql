-- One row per figure of the text of 年度总体目标 and the one indicator of the form that its clause names.
{%- set run_length = 4 %}
{%- set longest_name = 40 %}
{%- set figure_key = 'figures.form_id, figures.copy_number, figures.figure_number' %}
with figures as (
    select * from {{ ref('stg_raw__evaluation_goal_figures') }}
),

indicators as (
    select * from {{ ref('fct_evaluation_indicators') }}
),

words as (
    select * from {{ ref('evaluation_words') }}
),

units as (
    select * from {{ ref('evaluation_goal_units') }}
),

positions as (
    {%- for position in range(1, longest_name - run_length + 2) %}
        select {{ position }} as start_position
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
),

-- Every run of four characters of a name; one that stands in two names of the form tells neither.
runs_cut as (
    select distinct
        indicators.form_id,
        indicators.indicator_number,
        substring(indicators.level_3_indicator, positions.start_position, {{ run_length }}) as name_run
    from indicators
    inner join positions
        on length(indicators.level_3_indicator) >= positions.start_position + {{ run_length - 1 }}
),

runs_distinctive as (
    select
        form_id,
        name_run,
        min(indicator_number) as indicator_number
    from runs_cut
    group by form_id, name_run
    having count(*) = 1
),

-- What another year, a comparison or a rough number says is no result to be repeated.
figures_said_otherwise as (
    select distinct
        figures.form_id,
        figures.copy_number,
        figures.figure_number
    from figures
    inner join words
        on words.aspect_code = 'no_result' and position(words.words_zh in figures.clause) > 0
),

names_ranked as (
    select
        figures.form_id,
        figures.copy_number,
        figures.figure_number,
        runs_distinctive.indicator_number,
        rank() over (partition by {{ figure_key }} order by count(*) desc) as name_rank,
        count(*) over (partition by {{ figure_key }}, count(*)) as equal_count
    from figures
    inner join runs_distinctive
        on
            figures.form_id = runs_distinctive.form_id
            and position(runs_distinctive.name_run in figures.clause) > 0
    group by {{ figure_key }}, runs_distinctive.indicator_number
),

final as (
    select
        figures.document_id,
        figures.form_id,
        figures.form_key,
        figures.copy_number,
        figures.figure_number,
        figures.clause_number,
        figures.goal_part,
        figures.value_number,
        figures.unit_name,
        figures.clause,
        indicators.indicator_number,
        indicators.target_number,
        indicators.actual_number,
        indicators.actual_comparator
    from figures
    inner join names_ranked
        on
            figures.form_id = names_ranked.form_id
            and figures.copy_number = names_ranked.copy_number
            and figures.figure_number = names_ranked.figure_number
            and names_ranked.name_rank = 1
            and names_ranked.equal_count = 1
    inner join indicators
        on
            names_ranked.form_id = indicators.form_id
            and names_ranked.indicator_number = indicators.indicator_number
    inner join units
        on
            coalesce(indicators.actual_unit, indicators.target_unit) = units.unit_zh
            and figures.unit_name = units.unit_name
    left join figures_said_otherwise
        on
            figures.form_id = figures_said_otherwise.form_id
            and figures.copy_number = figures_said_otherwise.copy_number
            and figures.figure_number = figures_said_otherwise.figure_number
    where
        figures_said_otherwise.form_id is null
        and (figures.year_printed is null or figures.year_printed = indicators.fiscal_year)
)

select * from final
