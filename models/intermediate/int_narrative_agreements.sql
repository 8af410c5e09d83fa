-- One row per document, section and thing its words say: whether the words agree with the figures beside them.
with figures as (
    select
        figures.*,
        operand_statements.statement_code,
        coalesce(
            subject_code,
            case when topic_code = 'function_subject' then 'item_' || coalesce(item_number, '') end,
            topic_code
        ) as line_code
    from {{ ref('int_narrative_figures_measured') }} as figures
    inner join {{ ref('operand_statements') }} as operand_statements
        on figures.section_code = operand_statements.section_code
    where topic_code is not null and topic_code not in ('evaluated_project', 'evaluated_department', 'glossary_term')
),

-- All that one sentence says of one thing: amounts, rate and words stand side by side.
sentences as (
    select
        document_id,
        statement_code,
        section_code,
        item_number,
        line_code,
        min(figure_index) as figure_index,
        min(case when metric_code = 'budget_comparison' then direction end) as comparison,
        min(case when metric_code = 'budget_comparison' then pattern_words end) as comparison_words,
        min(case when metric_code = 'final_account' then amount_yuan end) as final_account_yuan,
        min(case when metric_code = 'final_account' then rounding_half_width_yuan end) as final_account_half_width_yuan,
        min(case when metric_code in ('initial_budget', 'adjusted_budget', 'budget') then amount_yuan end) as budget_yuan,
        min(
            case when metric_code in ('initial_budget', 'adjusted_budget', 'budget') then rounding_half_width_yuan end
        ) as budget_half_width_yuan,
        count(case when metric_code = 'initial_budget' then 1 end) as initial_budget_count,
        count(case when metric_code = 'adjusted_budget' then 1 end) as adjusted_budget_count,
        min(case when metric_code = 'completion_rate' and value_printed is not null then rate_label end) as rate_label,
        count(case when metric_code in ('change', 'growth') then direction end) as direction_count,
        count(distinct case when metric_code in ('change', 'growth') then direction end) as distinct_direction_count,
        min(case when metric_code in ('change', 'growth') then direction end) as first_direction,
        max(case when metric_code in ('change', 'growth') then direction end) as last_direction
    from figures
    group by document_id, statement_code, section_code, item_number, line_code
),

words_judged as (
    select
        document_id,
        statement_code,
        'budget_comparison' as aspect_code,
        statement_code || '.' || line_code as line_code,
        figure_index,
        1 as cell_count,
        case
            when final_account_yuan is null or budget_yuan is null then 'no_printed_operand'
            -- What is nearly equal is a matter of judgement.
            when comparison_words like '%基本%' then 'words_not_exact'
        end as obstacle,
        case
            when comparison = 'above' and final_account_yuan < budget_yuan then 'above'
            when comparison = 'below' and final_account_yuan > budget_yuan then 'below'
            when
                comparison = 'equal'
                and abs(final_account_yuan - budget_yuan) > final_account_half_width_yuan + budget_half_width_yuan
                then 'equal'
        end as offence
    from sentences
    where comparison is not null
    union all
    select
        document_id,
        statement_code,
        'change_words' as aspect_code,
        statement_code || '.' || line_code as line_code,
        figure_index,
        direction_count as cell_count,
        case when direction_count = 1 then 'said_once' end as obstacle,
        case when distinct_direction_count > 1 then first_direction || '+' || last_direction end as offence
    from sentences
    where direction_count > 0
    union all
    select
        document_id,
        statement_code,
        'rate_label' as aspect_code,
        statement_code || '.' || line_code as line_code,
        figure_index,
        1 as cell_count,
        cast(null as {{ dbt.type_string() }}) as obstacle,
        case
            when rate_label = 'annual' and adjusted_budget_count = 0 then 'annual:initial'
            when rate_label = 'initial' and initial_budget_count = 0 then 'initial:annual'
        end as offence
    from sentences
    where rate_label in ('initial', 'annual') and initial_budget_count + adjusted_budget_count > 0
),

-- A thing spoken of twice in one section is one instance: it offends if either sentence does.
final as (
    select
        document_id,
        statement_code,
        aspect_code,
        line_code,
        sum(cell_count) as cell_count,
        case when count(obstacle) = count(*) then min(obstacle) end as obstacle,
        min(case when obstacle is null then offence end) as offence
    from words_judged
    group by document_id, statement_code, aspect_code, line_code
)

select * from final
