-- One row per topic whose year before the narrative implies by an amount or by 持平, as an operand of identities.
with figures as (
    select * from {{ ref('int_narrative_figures_measured') }}
),

changes as (
    select * from {{ ref('int_narrative_changes_paired') }}
),

operand_statements as (
    select * from {{ ref('operand_statements') }}
),

-- The interval is both half-widths; 持平 says that two rounded figures are equal, so it is twice the present one.
final as (
    select
        changes.document_id,
        changes.figure_index,
        operand_statements.statement_code,
        changes.topic_code as line_code,
        changes.topic_code as line_label,
        'named' as line_kind,
        'none' as classification,
        cast(null as integer) as level,
        cast(null as {{ dbt.type_string() }}) as parent_line_code,
        'implied_prior' as measure_code,
        case changes.formula
            when 'current_minus_change' then currents.amount_yuan - changes.amount_yuan
            when 'current_plus_change' then currents.amount_yuan + changes.amount_yuan
            when 'unchanged' then currents.amount_yuan
        end as amount_yuan,
        currents.rounding_half_width_yuan
        + coalesce(changes.rounding_half_width_yuan, currents.rounding_half_width_yuan) as rounding_half_width_yuan,
        currents.printed_decimals,
        currents.source_page,
        currents.source_line,
        currents.sentence as source_text
    from changes
    inner join figures as currents
        on
            changes.document_id = currents.document_id
            and changes.current_figure_index = currents.figure_index
    inner join operand_statements
        on changes.section_code = operand_statements.section_code
    where changes.formula <> 'current_over_growth' and changes.topic_code <> 'function_subject'
)

select * from final
