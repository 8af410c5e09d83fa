-- One row per document, cell of a line that a statement lacks though others print it, and sum that lacks its amount.
with memberships as (
    select * from {{ ref('int_break_lines_imagined') }}
),

sums as (
    select * from {{ ref('int_break_column_sums') }}
),

terms as (
    select * from {{ ref('int_break_terms_valued') }}
),

equations as (
    select * from {{ ref('int_break_equations') }}
    where status = 'broken' and not is_rate
),

-- Every sum that the cell would stand in must be mended, whatever other lines are lost with it.
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

-- A blank of the same sum of which its row, or a copy, lacks the same amount is the simpler explanation.
sums_with_a_blank_as_good as (
    select distinct
        memberships.document_id,
        memberships.check_key
    from memberships
    inner join terms as blanks
        on
            memberships.document_id = blanks.document_id
            and memberships.check_key = blanks.check_key
    inner join terms as blanks_elsewhere
        on
            blanks.document_id = blanks_elsewhere.document_id
            and blanks.cell_key = blanks_elsewhere.cell_key
    inner join equations
        on
            blanks_elsewhere.document_id = equations.document_id
            and blanks_elsewhere.check_key = equations.check_key
    left join sums
        on
            equations.document_id = sums.document_id
            and equations.check_key = sums.check_key
    where
        not blanks.is_printed
        and sums.check_key is null
        and abs(
            equations.residual + {{ product_of_decimals('blanks_elsewhere.weight', 'memberships.amount') }}
        ) <= equations.tolerance + memberships.half_width
),

sums_refuting as (
    select * from sums_left_broken
    union
    select * from sums_with_a_blank_as_good
),

lines_refuted as (
    select distinct
        memberships.document_id,
        memberships.statement_code,
        memberships.side,
        memberships.line_code
    from memberships
    inner join sums_refuting
        on
            memberships.document_id = sums_refuting.document_id
            and memberships.check_key = sums_refuting.check_key
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
