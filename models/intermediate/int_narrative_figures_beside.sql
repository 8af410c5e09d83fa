-- One row per figure of the narrative that stands for a quantity, with what stands beside it in its place.
with figures as (
    select * from {{ ref('int_narrative_figures_measured') }}
    where topic_code is not null
),

operand_statements as (
    select * from {{ ref('operand_statements') }}
),

figures_by_statement as (
    select
        figures.*,
        operand_statements.statement_code
    from figures
    inner join operand_statements
        on figures.section_code = operand_statements.section_code
    -- Figures of one project among several belong to its form.
    where figures.topic_code not in ('evaluated_project', 'evaluated_department')
),

-- What stands beside a figure: 增长(下降) has the direction of its change, a budget printed twice is told by the rate.
-- Windows over the few columns they need: a window sorts whole rows, and these carry whole sentences.
figures_beside as (
    select
        document_id,
        figure_index,
        min(case when metric_code = 'change' and amount_yuan is not null then direction end) over (
            partition by document_id, section_code, item_number, topic_code, subject_code
        ) as direction_beside,
        max(rate_label) over (
            partition by document_id, section_code, item_number, topic_code, subject_code
        ) as label_beside
    from figures_by_statement
),

-- The funds of 财政拨款收入 are sources of their own only where it is not named beside them.
sections_with_fiscal_appropriation as (
    select distinct
        document_id,
        section_code
    from figures_by_statement
    where topic_code = 'fiscal_appropriation' and metric_code = 'final_account'
),

coverage_rates as (
    select
        document_id,
        section_code,
        item_number,
        max(value_printed) as coverage_rate
    from figures_by_statement
    where metric_code = 'coverage_rate'
    group by document_id, section_code, item_number
),

final as (
    select
        figures.document_id,
        figures.figure_index,
        figures.section_code,
        figures.item_number,
        figures.subject_class_name,
        figures.subject_section_name,
        figures.subject_item_name,
        figures.subject_code,
        figures.topic_code,
        figures.metric_code,
        figures.direction,
        figures.unit_kind,
        figures.value_printed,
        figures.printed_decimals,
        figures.amount_yuan,
        figures.rounding_half_width_yuan,
        figures.source_page,
        figures.source_line,
        figures.sentence,
        figures.pattern_words,
        figures.statement_code,
        coalesce(figures.direction, figures_beside.direction_beside) as direction_meant,
        figures_beside.label_beside,
        sections_with_fiscal_appropriation.document_id is not null as has_fiscal_appropriation,
        coverage_rates.coverage_rate
    from figures_by_statement as figures
    inner join figures_beside
        on
            figures.document_id = figures_beside.document_id
            and figures.figure_index = figures_beside.figure_index
    left join sections_with_fiscal_appropriation
        on
            figures.document_id = sections_with_fiscal_appropriation.document_id
            and figures.section_code = sections_with_fiscal_appropriation.section_code
    left join coverage_rates
        on
            figures.document_id = coverage_rates.document_id
            and figures.section_code = coverage_rates.section_code
            and figures.item_number is not distinct from coverage_rates.item_number
)

select * from final
