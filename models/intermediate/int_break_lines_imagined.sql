-- One row per document, cell of a line that seems lost, and sum down a column that it would stand in.
with sums as (
    select * from {{ ref('int_break_column_sums') }}
),

lines_missing as (
    select
        *,
        row_number() over (
            partition by document_id, statement_code, side, line_code, measure_code
            order by statement_count desc, check_key asc
        ) as cell_place
    from {{ ref('int_break_lines_missing') }}
),

cells_lost as (
    select * from lines_missing
    where cell_place = 1
),

final as (
    select
        cells.document_id,
        sums.check_id,
        sums.check_key,
        cells.statement_code,
        cells.side,
        cells.line_code,
        cells.measure_code,
        cells.half_width,
        cells.amount,
        cells.statement_count,
        -sums.total_weight as weight
    from cells_lost as cells
    inner join sums
        on
            cells.document_id = sums.document_id
            and cells.statement_code = sums.statement_code
            and cells.side = sums.side
            and cells.measure_code = sums.measure_code
    where
        cells.parent_line_code = sums.total_line_code
        or cells.level = sums.level_under_total
)

select * from final
