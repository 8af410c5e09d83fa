-- One row per document, cell of a line that a statement lacks though others print it, and sum that lacks its amount.
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

-- Every sum that the cell would stand in must be mended, whatever other lines are lost with it.
memberships as (
    select
        cells.document_id,
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
        or (sums.total_level is null and sums.part_level = cells.level)
),

changes_of_sums as (
    select
        document_id,
        check_key,
        sum({{ product_of_decimals('weight', 'amount') }}) as moved_by,
        sum(abs(weight) * half_width) as half_width
    from memberships
    group by document_id, check_key
),

sums_left_broken as (
    select
        sums.document_id,
        sums.check_key
    from sums
    inner join changes_of_sums as changes
        on
            sums.document_id = changes.document_id
            and sums.check_key = changes.check_key
    where abs(sums.residual + changes.moved_by) > sums.tolerance + changes.half_width
),

lines_refuted as (
    select distinct
        memberships.document_id,
        memberships.statement_code,
        memberships.side,
        memberships.line_code
    from memberships
    inner join sums_left_broken
        on
            memberships.document_id = sums_left_broken.document_id
            and memberships.check_key = sums_left_broken.check_key
),

final as (
    select
        memberships.document_id,
        memberships.check_key,
        memberships.statement_code,
        memberships.side,
        memberships.line_code,
        memberships.measure_code,
        memberships.statement_code || '/' || memberships.side || '/' || memberships.line_code || '/'
        || memberships.measure_code as cell_key,
        'line|' || memberships.statement_code || '/' || memberships.side || '/' || memberships.line_code as move_key,
        cast(memberships.weight as decimal(20, 6)) as weight,
        cast(memberships.amount as decimal(20, 6)) as correction,
        cast(memberships.half_width as decimal(20, 6)) as operand_half_width,
        memberships.statement_count + 1 as witness_count
    from memberships
    left join lines_refuted
        on
            memberships.document_id = lines_refuted.document_id
            and memberships.statement_code = lines_refuted.statement_code
            and memberships.side = lines_refuted.side
            and memberships.line_code = lines_refuted.line_code
    where lines_refuted.document_id is null
)

select * from final
