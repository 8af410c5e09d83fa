-- One row per self-evaluation form whose text of 年度总体目标 says figures of its indicators; the form is the line.
with pairs as (
    select * from {{ ref('int_evaluation_goal_pairs') }}
),

-- The text of one column is held against its own value, one that may be of either against both.
figures_compared as (
    select
        *,
        case
            when goal_part = 'expected' then target_number
            when goal_part = 'achieved' then actual_number
            else actual_number
        end as first_number,
        case when goal_part is null then target_number end as second_number
    from pairs
),

-- Several figures of one clause may be parts: any of them or their sum is the value, and else nothing is said.
clauses_compared as (
    select
        document_id,
        form_key,
        copy_number,
        clause_number,
        indicator_number,
        count(*) as figure_count,
        min(clause) as clause,
        max(case when value_number in (first_number, second_number) then 1 else 0 end) = 1
        or coalesce(sum(value_number) = max(first_number), false)
        or coalesce(sum(value_number) = max(second_number), false) as is_repeated,
        -- What only one of two possible columns prints, or a bound (≥50), cannot be missed.
        min(
            case
                when first_number is null then 0
                when goal_part is null and second_number is null then 0
                when coalesce(goal_part, 'achieved') = 'achieved' and actual_comparator is not null then 0
                else 1
            end
        ) = 1 as is_comparable
    from figures_compared
    group by document_id, form_key, copy_number, clause_number, indicator_number
),

-- The copies of a form say one clause more than once.
clauses_said as (
    select
        document_id,
        form_key,
        indicator_number,
        clause,
        max(figure_count) as figure_count,
        min(case when is_repeated then 1 else 0 end) = 1 as is_repeated
    from clauses_compared
    where is_repeated or (is_comparable and figure_count = 1)
    group by document_id, form_key, indicator_number, clause
),

final as (
    select
        document_id,
        'evaluation_form' as statement_code,
        'goal_figure' as aspect_code,
        form_key as line_code,
        sum(figure_count) as cell_count,
        cast(null as {{ dbt.type_string() }}) as obstacle,
        {{ listed_where_any(
            "case when not is_repeated then cast(indicator_number as varchar(6)) || ':' || clause end",
            "';'", 'order by indicator_number, clause'
        ) }} as offence
    from clauses_said
    group by document_id, form_key
)

select * from final
