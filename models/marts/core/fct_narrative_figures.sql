-- One row per figure of the narrative, or fact it states without a number.
with figures as (
    select * from {{ ref('int_narrative_figures_measured') }}
),

linked_cells as (
    select * from {{ ref('int_narrative_figures_linked') }}
),

documents as (
    select * from {{ ref('int_documents') }}
),

final as (
    select
        figures.document_id,
        documents.department_id,
        documents.fiscal_year,
        figures.figure_index,
        figures.main_section_code,
        figures.section_code,
        figures.section_title,
        figures.item_number,
        figures.subject_class_name,
        figures.subject_section_name,
        figures.subject_item_name,
        figures.subject_code,
        figures.subject_evidence,
        figures.entity_name,
        figures.topic_code,
        figures.metric_code,
        figures.direction,
        figures.rate_label,
        figures.value_printed as value,
        figures.printed_decimals,
        figures.unit_name,
        figures.unit_kind,
        figures.amount_yuan,
        figures.rounding_half_width_yuan,
        figures.rounding_half_width_percent,
        figures.value_text,
        figures.unit_printed,
        figures.reason_text,
        figures.sentence,
        figures.source_page,
        figures.source_line,
        figures.source_position,
        figures.pattern_words,
        figures.anomaly,
        linked_cells.table_statement_code,
        linked_cells.table_side,
        linked_cells.table_line_code,
        linked_cells.table_measure_code,
        linked_cells.table_amount_yuan
    from figures
    inner join documents
        on figures.document_id = documents.document_id
    left join linked_cells
        on
            figures.document_id = linked_cells.document_id
            and figures.figure_index = linked_cells.figure_index
)

select * from final
