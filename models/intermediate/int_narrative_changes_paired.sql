-- One row per change against the year before that the narrative states, with the present figure it belongs to.
with figures as (
    select
        *,
        coalesce(
            subject_code,
            subject_class_name || '/' || coalesce(subject_section_name, '') || '/' || coalesce(subject_item_name, ''),
            ''
        ) as subject_key
    from {{ ref('int_narrative_figures_measured') }}
    where topic_code is not null
),

-- What a change is told by: its amount with a direction, the word 持平, or only a rate with a direction.
changes_told as (
    select
        *,
        case
            when metric_code = 'change' and direction = 'increase' and amount_yuan is not null
                then 'current_minus_change'
            when metric_code = 'change' and direction = 'decrease' and amount_yuan is not null
                then 'current_plus_change'
            when metric_code = 'change' and direction = 'unchanged' then 'unchanged'
            when metric_code = 'growth' and direction in ('increase', 'decrease') and value_printed is not null
                then 'current_over_growth'
        end as formula
    from figures
),

-- A rate beside an amount adds nothing: it is a witness of the amount.
amounts_before_rates as (
    select
        *,
        min(case when formula = 'current_over_growth' then 2 else 1 end) over (
            partition by document_id, main_section_code, topic_code, subject_key
        ) as best_told
    from changes_told
    where formula is not null
),

changes as (
    select * from amounts_before_rates
    where formula <> 'current_over_growth' or best_told = 2
),

current_figures as (
    select * from figures
    where metric_code = 'final_account' and amount_yuan is not null
),

-- The nearest figure before the change, in its own section.
current_figures_before as (
    select
        changes.document_id,
        changes.figure_index,
        max(current_figures.figure_index) as current_figure_index
    from changes
    inner join current_figures
        on
            changes.document_id = current_figures.document_id
            and changes.main_section_code = current_figures.main_section_code
            and changes.topic_code = current_figures.topic_code
            and changes.subject_key = current_figures.subject_key
            and changes.figure_index > current_figures.figure_index
    group by changes.document_id, changes.figure_index
),

-- Else a figure of other sections, where all of them print the same amount.
current_figures_elsewhere as (
    select
        changes.document_id,
        changes.figure_index,
        min(current_figures.figure_index) as current_figure_index
    from changes
    inner join current_figures
        on
            changes.document_id = current_figures.document_id
            and changes.topic_code = current_figures.topic_code
            and changes.subject_key = current_figures.subject_key
    group by changes.document_id, changes.figure_index
    having min(current_figures.amount_yuan) = max(current_figures.amount_yuan)
),

final as (
    select
        changes.document_id,
        changes.figure_index,
        changes.main_section_code,
        changes.section_code,
        changes.topic_code,
        changes.subject_code,
        changes.formula,
        changes.direction,
        changes.value_printed,
        changes.amount_yuan,
        changes.rounding_half_width_yuan,
        changes.rounding_half_width_percent,
        coalesce(
            current_figures_before.current_figure_index,
            current_figures_elsewhere.current_figure_index
        ) as current_figure_index
    from changes
    left join current_figures_before
        on
            changes.document_id = current_figures_before.document_id
            and changes.figure_index = current_figures_before.figure_index
    left join current_figures_elsewhere
        on
            changes.document_id = current_figures_elsewhere.document_id
            and changes.figure_index = current_figures_elsewhere.figure_index
)

select * from final
