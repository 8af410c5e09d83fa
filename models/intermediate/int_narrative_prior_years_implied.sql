-- One row per change whose present figure is known: the value of the year before that both imply, with its interval.
with changes as (
    select * from {{ ref('int_narrative_changes_paired') }}
),

figures as (
    select * from {{ ref('int_narrative_figures_measured') }}
),

linked_cells as (
    select * from {{ ref('int_narrative_figures_linked') }}
),

operands_joined as (
    select
        changes.document_id,
        changes.figure_index as change_figure_index,
        changes.current_figure_index,
        changes.main_section_code,
        changes.section_code,
        changes.topic_code,
        changes.subject_code,
        changes.formula,
        changes.direction,
        changes.amount_yuan as change_yuan,
        changes.rounding_half_width_yuan as change_half_width_yuan,
        case changes.direction
            when 'decrease' then -changes.value_printed
            when 'increase' then changes.value_printed
        end as signed_value,
        changes.rounding_half_width_percent,
        current_figures.amount_yuan as current_yuan,
        current_figures.rounding_half_width_yuan as current_half_width_yuan,
        linked_cells.table_statement_code,
        linked_cells.table_side,
        linked_cells.table_line_code,
        linked_cells.table_measure_code
    from changes
    inner join figures as current_figures
        on
            changes.document_id = current_figures.document_id
            and changes.current_figure_index = current_figures.figure_index
    left join linked_cells
        on
            changes.document_id = linked_cells.document_id
            and changes.current_figure_index = linked_cells.figure_index
),

-- A rate p gives current * 100 / (100 + p); 持平 says that two rounded figures are equal, each known to its half-width.
growth_inverted as (
    select
        *,
        {{ divide_decimals('current_yuan', 'case when 100 + signed_value > 0 then 100 + signed_value end', 100) }}
            as grown_from_yuan,
        {{ divide_decimals(
            'current_yuan - current_half_width_yuan',
            'case when 100 + signed_value > 0 then 100 + signed_value + rounding_half_width_percent end',
            100
        ) }} as grown_from_lower_yuan,
        {{ divide_decimals(
            'current_yuan + current_half_width_yuan',
            'case when 100 + signed_value > rounding_half_width_percent
                then 100 + signed_value - rounding_half_width_percent end',
            100
        ) }} as grown_from_upper_yuan
    from operands_joined
),

values_implied as (
    select
        *,
        case formula
            when 'current_minus_change' then current_yuan - change_yuan
            when 'current_plus_change' then current_yuan + change_yuan
            when 'unchanged' then current_yuan
            when 'current_over_growth' then round(grown_from_yuan, 2)
        end as implied_yuan,
        case formula
            when 'unchanged' then 2 * current_half_width_yuan
            when 'current_over_growth' then null
            else current_half_width_yuan + change_half_width_yuan
        end as half_width_yuan
    from growth_inverted
),

final as (
    select
        *,
        cast(implied_yuan as decimal(20, 2)) as prior_yuan,
        cast(coalesce(implied_yuan - half_width_yuan, grown_from_lower_yuan) as decimal(20, 6)) as lower_yuan,
        cast(coalesce(implied_yuan + half_width_yuan, grown_from_upper_yuan) as decimal(20, 6)) as upper_yuan
    from values_implied
)

select * from final
