-- One row per document and cell of a broken check, or corrected: what its place, measure and line are called.
with cells as (
    select * from {{ ref('int_break_cells_measured') }}
),

places as (
    select
        statement_code,
        title_zh,
        title_en,
        statement_code as vocabulary_code,
        true as is_statement
    from {{ ref('statements') }}
    union all
    select
        statement_code,
        min(title_zh) as title_zh,
        min(title_en) as title_en,
        statement_code as vocabulary_code,
        false as is_statement
    from {{ ref('operand_statements') }}
    group by statement_code
    union all
    select
        statement_code,
        title_zh,
        title_en,
        related_statement_code as vocabulary_code,
        false as is_statement
    from {{ ref('related_places') }}
),

measures as (
    select
        statement_code,
        coalesce(side, '') as side,
        measure_code,
        title_zh,
        title_en
    from {{ ref('measures') }}
),

measures_outside_statements as (
    select * from {{ ref('operand_measures') }}
),

topics as (
    select * from {{ ref('narrative_topics') }}
),

lines as (
    select
        statement_code,
        coalesce(side, '') as side,
        line_code,
        label_zh,
        label_en
    from {{ ref('lines') }}
),

final as (
    select
        cells.document_id,
        cells.cell_id,
        places.is_statement,
        places.title_zh as statement_zh,
        places.title_en as statement_en,
        coalesce(measures.title_zh, outside.title_zh, cells.measure_code) as measure_zh,
        coalesce(measures.title_en, outside.title_en, cells.measure_code) as measure_en,
        -- None for a line that only the document names.
        coalesce(lines.label_zh, topics.title_zh) as line_zh,
        coalesce(lines.label_en, topics.title_en) as line_en
    from cells
    inner join places
        on cells.statement_code = places.statement_code
    left join measures
        on
            places.vocabulary_code = measures.statement_code
            and cells.side = measures.side
            and cells.measure_code = measures.measure_code
    left join measures_outside_statements as outside
        on cells.measure_code = outside.measure_code
    left join topics
        on
            not places.is_statement
            and cells.line_code = topics.topic_code
    left join lines
        on
            places.vocabulary_code = lines.statement_code
            and cells.side = lines.side
            and cells.line_code = lines.line_code
)

select * from final
