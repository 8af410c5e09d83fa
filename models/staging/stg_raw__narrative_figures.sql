-- One row per figure or fact of the narrative, its number read in SQL; null where none is printed or none can be read.
with figures as (
    select * from {{ source('raw_narrative', 'narrative_figures') }}
),

-- Ingest has found where a number begins and ends: spaces inside it are noise of the extraction.
numbers_folded as (
    select
        *,
        {{ number_text(without_spaces('value_text')) }} as number_text
    from figures
),

final as (
    select
        document_id,
        cast(figure_index as integer) as figure_index,
        section_code,
        section_title,
        item_number,
        nullif({{ without_spaces('subject_class_name') }}, '') as subject_class_name,
        nullif({{ without_spaces('subject_section_name') }}, '') as subject_section_name,
        nullif({{ without_spaces('subject_item_name') }}, '') as subject_item_name,
        subject_code,
        subject_evidence,
        nullif({{ without_spaces('entity_name') }}, '') as entity_name,
        topic_code,
        metric_code,
        direction,
        rate_label,
        value_text,
        {{ printed_amount('number_text') }} as value_printed,
        {{ printed_decimals('number_text') }} as printed_decimals,
        unit_printed,
        unit_name,
        nullif({{ without_spaces('reason_text') }}, '') as reason_text,
        sentence,
        cast(source_page as integer) as source_page,
        cast(source_line as integer) as source_line,
        cast(source_position as integer) as source_position,
        pattern_words,
        anomaly
    from numbers_folded
)

select * from final
