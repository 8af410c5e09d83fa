-- One row per figure of the narrative, or fact it states without a number, in words and beside the cell it repeats.
with figures as (
    select * from {{ ref('fct_narrative_figures') }}
),

documents as (
    select * from {{ ref('dim_documents') }}
),

linked_cells as (
    select * from {{ ref('int_narrative_figures_linked') }}
),

sections as (
    select * from {{ ref('narrative_sections') }}
),

topics as (
    select * from {{ ref('narrative_topics') }}
),

metrics as (
    select * from {{ ref('narrative_metrics') }}
),

subjects as (
    select * from {{ ref('dim_subjects') }}
    where classification = 'function'
),

final as (
    select
        figures.document_id,
        documents.department_name,
        figures.fiscal_year,
        documents.is_current,
        figures.figure_index,
        figures.section_code,
        sections.title_zh as section_title_zh,
        sections.title_en as section_title_en,
        figures.section_title as section_title_printed,
        figures.item_number,
        figures.topic_code,
        topics.title_zh as topic_title_zh,
        topics.title_en as topic_title_en,
        figures.metric_code,
        metrics.title_zh as metric_title_zh,
        metrics.title_en as metric_title_en,
        figures.subject_code,
        coalesce(
            subjects.subject_name,
            figures.subject_item_name,
            figures.subject_section_name,
            figures.subject_class_name
        ) as subject_name,
        figures.entity_name,
        figures.direction,
        figures.value,
        figures.unit_name,
        figures.amount_yuan,
        figures.value_text,
        figures.unit_printed,
        figures.pattern_words,
        figures.anomaly,
        figures.sentence,
        figures.table_statement_code,
        figures.table_side,
        figures.table_line_code,
        figures.table_measure_code,
        figures.table_amount_yuan,
        -- The rule of the identities for two copies of one figure: the rounding of both, closed.
        case
            when figures.table_statement_code is null then null
            when figures.table_amount_yuan is null then 'table_blank'
            when figures.amount_yuan = figures.table_amount_yuan then 'equal'
            when
                abs(figures.amount_yuan - figures.table_amount_yuan)
                <= figures.rounding_half_width_yuan + linked_cells.table_rounding_half_width_yuan
                then 'within_rounding'
            when figures.amount_yuan is not null then 'differs'
        end as table_agreement,
        figures.source_page,
        figures.source_line,
        figures.source_position
    from figures
    inner join documents
        on figures.document_id = documents.document_id
    left join sections
        on figures.section_code = sections.section_code
    left join topics
        on figures.topic_code = topics.topic_code
    left join metrics
        on figures.metric_code = metrics.metric_code
    left join subjects
        on
            figures.subject_code = subjects.subject_code
            and figures.fiscal_year = subjects.fiscal_year
    left join linked_cells
        on
            figures.document_id = linked_cells.document_id
            and figures.figure_index = linked_cells.figure_index
)

select * from final
