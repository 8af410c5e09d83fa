-- One row per figure of the narrative that repeats a cell of a statement, with that cell; blank cells have no amount.
with figures as (
    select * from {{ ref('int_narrative_figures_measured') }}
),

topic_cells as (
    select * from {{ ref('narrative_topic_cells') }}
),

amounts as (
    select * from {{ ref('int_reported_amounts') }}
),

cells_named as (
    select
        figures.document_id,
        figures.figure_index,
        topic_cells.statement_code,
        coalesce(topic_cells.side, '') as side,
        coalesce(topic_cells.line_code, figures.subject_code) as line_code,
        topic_cells.measure_code
    from figures
    inner join topic_cells
        on
            topic_cells.section_code in (figures.section_code, figures.main_section_code)
            and figures.topic_code = topic_cells.topic_code
            and figures.metric_code = topic_cells.metric_code
    where coalesce(topic_cells.line_code, figures.subject_code) is not null
),

-- Where a cell is disputed the narrative cannot say which amount it repeats.
undisputed_amounts as (
    select
        document_id,
        statement_code,
        side,
        line_code,
        measure_code,
        max(amount_yuan) as amount_yuan,
        max(rounding_half_width_yuan) as rounding_half_width_yuan
    from amounts
    where cell_state <> 'disputed'
    group by document_id, statement_code, side, line_code, measure_code
),

final as (
    select
        cells_named.document_id,
        cells_named.figure_index,
        cells_named.statement_code as table_statement_code,
        cells_named.side as table_side,
        cells_named.line_code as table_line_code,
        cells_named.measure_code as table_measure_code,
        undisputed_amounts.amount_yuan as table_amount_yuan,
        undisputed_amounts.rounding_half_width_yuan as table_rounding_half_width_yuan
    from cells_named
    left join undisputed_amounts
        on
            cells_named.document_id = undisputed_amounts.document_id
            and cells_named.statement_code = undisputed_amounts.statement_code
            and cells_named.side = undisputed_amounts.side
            and cells_named.line_code = undisputed_amounts.line_code
            and cells_named.measure_code = undisputed_amounts.measure_code
)

select * from final
