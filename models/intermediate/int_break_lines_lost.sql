-- One row per document, cell of a line that a statement lacks though others print it, and sum that lacks its amount.
with memberships as (
    select * from {{ ref('int_break_lines_imagined') }}
),

sums as (
    select * from {{ ref('int_break_column_sums') }}
),

equations as (
    select * from {{ ref('int_break_equations') }}
    where status = 'broken' and not is_rate
),

-- Every sum that the cell would stand in must be mended, whatever other lines are lost with it.
changes_of_sums as (
    select
        check_id,
        sum({{ weighted_amount('weight', 'amount') }}) as moved_by,
        sum(abs(weight) * half_width) as half_width
    from memberships
    group by check_id
),

sums_left_broken as (
    select sums.check_id
    from sums
    inner join changes_of_sums as changes
        on sums.check_id = changes.check_id
    where abs(sums.residual + changes.moved_by) > sums.tolerance + changes.half_width
),

-- A blank of the same sum of which its row, or a copy, lacks the same amount is the simpler explanation.
blanks_of_sums as (
    select
        memberships.check_id,
        memberships.amount,
        memberships.half_width,
        blanks.cell_id
    from memberships
    inner join {{ ref('int_break_terms_valued') }} as blanks
        on memberships.check_id = blanks.check_id
    where not blanks.is_printed
),

sums_with_a_blank_as_good as (
    select distinct blanks.check_id
    from blanks_of_sums as blanks
    inner join {{ ref('int_break_terms_valued') }} as blanks_elsewhere
        on blanks.cell_id = blanks_elsewhere.cell_id
    inner join equations
        on blanks_elsewhere.check_id = equations.check_id
    left join sums
        on equations.check_id = sums.check_id
    where
        sums.check_id is null
        and abs(equations.residual + {{ weighted_amount('blanks_elsewhere.weight', 'blanks.amount') }})
        <= equations.tolerance + blanks.half_width
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
        on memberships.check_id = sums_refuting.check_id
),

final as (
    select
        memberships.document_id,
        memberships.check_id,
        memberships.check_key,
        memberships.statement_code,
        memberships.side,
        memberships.line_code,
        memberships.measure_code,
        {{ number_of_texts([
            'memberships.document_id', 'memberships.statement_code', 'memberships.side', 'memberships.line_code',
            'memberships.measure_code'
        ]) }} as cell_id,
        {{ cell_key('memberships') }} as cell_key,
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
