{#-
    One row per cell of numbers that stand in the wrong column: what each must change by. A move is one hypothesis about
    several cells, which no change of a single cell can tell: two neighbours in each other's place, a number one column off,
    a row or all rows of a grid one column off. The cell that a shifted row has pushed out of the grid is free: what it held
    follows from the checks that it stands in alone. A move counts where two of its cells each mend a check by themselves
    and, the whole of it made, no check that it touches is broken, and where no single cell could mend all that it mends. Of moves
    that mend the same check the one with most witnesses counts, then the one of fewest cells, and none where two are as good.
-#}
{% macro break_moves(number) -%}
with {{ break_state(number) }},

broken_terms as (
    select
        terms.check_id,
        terms.cell_id,
        terms.line_id,
        terms.weight,
        equations_now.residual,
        equations_now.tolerance
    from {{ ref('int_break_terms') }} as terms
    inner join equations_now
        on terms.check_id = equations_now.check_id
    where equations_now.is_broken and terms.weight <> 0 and not equations_now.is_one_sided
),

lines_in_doubt as (
    select distinct line_id from broken_terms
),

moves_imagined as (
    {{ break_moves_imagined(ref('int_break_row_cells'), 'lines_in_doubt') }}
),

-- Two of its cells at least, each by itself, mend a check.
moves_suggested as (
    select
        moves.move_kind,
        moves.move_number
    from moves_imagined as moves
    inner join broken_terms
        on moves.cell_id = broken_terms.cell_id
    where
        abs(broken_terms.residual + {{ weighted_amount('broken_terms.weight', 'moves.change') }})
        <= broken_terms.tolerance
    group by moves.move_kind, moves.move_number
    having count(distinct moves.cell_id) > 1
),

moves_suspected as (
    select moves.*
    from moves_imagined as moves
    inner join moves_suggested
        on
            moves.move_kind = moves_suggested.move_kind
            and moves.move_number = moves_suggested.move_number
),

-- Few are left, and only they are named.
moves_named as (
    select
        moves.move_kind || '|' || case moves.move_kind
            when 'swap' then {{ cell_key('named') }}
            when 'grid' then named.statement_code || '/' || named.side || '/' || named.table_index
            else named.statement_code || '/' || named.side || '/' || named.line_code
        end as move_key,
        cells.document_id,
        {{ cell_key('cells') }} as cell_key,
        moves.*
    from moves_suspected as moves
    inner join {{ ref('int_break_row_cells') }} as named
        on moves.named_cell_id = named.cell_id
    inner join {{ ref('int_break_row_cells') }} as cells
        on moves.cell_id = cells.cell_id
),

moved_terms as (
    select
        moves.document_id,
        moves.move_key,
        moves.move_code,
        moves.cell_id,
        moves.cell_key,
        moves.change,
        moves.is_free,
        terms.check_id,
        terms.weight,
        terms.is_printed,
        terms.operand,
        terms.operand_half_width,
        terms.cell_number
    from moves_named as moves
    inner join {{ ref('int_break_terms') }} as terms
        on moves.cell_id = terms.cell_id
    where terms.weight <> 0
),

-- What the checks in which a free cell stands alone leave for it.
checks_of_free_cells as (
    select
        moved.document_id,
        moved.move_key,
        moved.check_id,
        sum(case when moved.is_free then 0 else {{ weighted_amount('moved.weight', 'moved.change') }} end) as moved_by,
        max(case when moved.is_free then moved.cell_id end) as free_cell_id,
        sum(case when moved.is_free then moved.weight else 0 end) as free_weight,
        max(case when moved.is_free then moved.operand end) as free_operand,
        max(case when moved.is_free then moved.operand_half_width end) as free_half_width
    from moved_terms as moved
    group by moved.document_id, moved.move_key, moved.check_id
    having sum(case when moved.is_free then 1 else 0 end) = 1
),

free_cells_bounded as (
    select
        checks.document_id,
        checks.move_key,
        checks.free_cell_id,
        now.is_copy,
        checks.free_operand,
        checks.free_half_width,
        {{ divide_decimals('-(now.residual + checks.moved_by)', 'checks.free_weight') }} as demanded,
        {{ divide_decimals('now.tolerance', 'abs(checks.free_weight)') }} + checks.free_half_width as half_width
    from checks_of_free_cells as checks
    inner join equations_now as now
        on checks.check_id = now.check_id
    where not now.is_one_sided and not now.is_waiting
),

-- Empty unless the checks demand more: then what a copy, or else the narrowest check, demands.
free_cells as (
    select
        document_id,
        move_key,
        free_cell_id,
        case
            when max(demanded - half_width) <= -max(free_operand) and min(demanded + half_width) >= -max(free_operand)
                then -max(free_operand)
            else least(
                min(demanded + half_width),
                greatest(
                    max(demanded - half_width),
                    coalesce(min(case when is_copy then demanded end), min_by(demanded, half_width))
                )
            )
        end as change
    from free_cells_bounded
    group by document_id, move_key, free_cell_id
),

changes_made as (
    select
        moved.*,
        cast(
            case when moved.is_free then coalesce(free_cells.change, -moved.operand) else moved.change end
            as decimal(20, 6)
        ) as correction
    from moved_terms as moved
    left join free_cells
        on
            moved.document_id = free_cells.document_id
            and moved.move_key = free_cells.move_key
            and moved.cell_id = free_cells.free_cell_id
),

checks_after as (
    select
        changes.document_id,
        changes.move_key,
        changes.check_id,
        now.is_broken,
        now.printed_set - sum(cast(changes.cell_number as decimal(28, 0))) as witness_set,
        case
            when now.is_one_sided
                then now.residual + sum({{ weighted_amount('changes.weight', 'changes.correction') }})
                    < -(now.tolerance + sum(abs(changes.weight) * changes.operand_half_width))
            else abs(now.residual + sum({{ weighted_amount('changes.weight', 'changes.correction') }}))
                > now.tolerance + sum(
                    case
                        when changes.is_printed then 0
                        else cast(abs(changes.weight) * changes.operand_half_width as decimal(28, 6))
                    end
                )
        end as is_broken_after
    from changes_made as changes
    inner join equations_now as now
        on changes.check_id = now.check_id
    group by
        changes.document_id, changes.move_key, changes.check_id, now.is_broken, now.is_one_sided, now.residual,
        now.tolerance, now.printed_set
),

moves_judged as (
    select
        after.document_id,
        after.move_key,
        count(distinct case when after.is_broken then after.witness_set end) as witness_count,
        count(distinct case when after.is_broken then after.check_id end) as mended_check_count
    from checks_after as after
    group by after.document_id, after.move_key
    having max(case when after.is_broken_after then 1 else 0 end) = 0
),

-- One cell that stands in all of them and could satisfy each with one change is the simpler explanation.
cells_as_good as (
    select distinct
        judged.document_id,
        judged.move_key
    from moves_judged as judged
    inner join checks_after as after
        on
            judged.document_id = after.document_id
            and judged.move_key = after.move_key
    inner join broken_terms
        on after.check_id = broken_terms.check_id
    group by judged.document_id, judged.move_key, judged.mended_check_count, broken_terms.cell_id
    having
        count(*) = judged.mended_check_count
        and max({{ divide_decimals('-broken_terms.residual', 'broken_terms.weight') }}
            - {{ divide_decimals('broken_terms.tolerance', 'abs(broken_terms.weight)') }})
        <= min({{ divide_decimals('-broken_terms.residual', 'broken_terms.weight') }}
            + {{ divide_decimals('broken_terms.tolerance', 'abs(broken_terms.weight)') }})
),

cells_changed as (
    select distinct
        document_id,
        move_key,
        cell_key,
        operand,
        correction
    from changes_made
    where correction <> 0
),

cells_counted as (
    select
        document_id,
        move_key,
        count(*) as cell_count,
        min(operand + correction) as least_amount,
        sum(cast({{ number_of_text("cell_key || '=' || cast(correction as " ~ dbt.type_string() ~ ")") }} as decimal(28, 0)))
            as outcome_number
    from cells_changed
    group by document_id, move_key
),

-- A row moved to the left and to the right can come to the same.
outcomes as (
    select
        judged.*,
        cells_counted.cell_count,
        cells_counted.least_amount,
        row_number() over (
            partition by judged.document_id, cells_counted.outcome_number
            order by judged.move_key desc
        ) as outcome_place
    from moves_judged as judged
    inner join cells_counted
        on
            judged.document_id = cells_counted.document_id
            and judged.move_key = cells_counted.move_key
),

moves_compared as (
    select
        judged.document_id,
        judged.move_key,
        judged.witness_count,
        judged.mended_check_count,
        rank() over (
            partition by after.check_id
            order by judged.witness_count desc, judged.cell_count asc
        ) as move_rank,
        count(*) over (
            partition by after.check_id, judged.cell_count, judged.witness_count
        ) as equal_count
    from outcomes as judged
    inner join checks_after as after
        on
            judged.document_id = after.document_id
            and judged.move_key = after.move_key
    left join cells_as_good
        on
            judged.document_id = cells_as_good.document_id
            and judged.move_key = cells_as_good.move_key
    where
        judged.witness_count > 1
        and after.is_broken
        and judged.least_amount >= 0
        and judged.outcome_place = 1
        and cells_as_good.move_key is null
),

moves_chosen as (
    select
        document_id,
        move_key,
        max(witness_count) as witness_count,
        max(mended_check_count) as mended_check_count
    from moves_compared
    group by document_id, move_key
    having max(case when move_rank = 1 and equal_count = 1 then 0 else 1 end) = 0
),

final as (
    select distinct
        changes.document_id,
        changes.cell_id,
        changes.cell_key,
        changes.is_printed,
        changes.operand,
        changes.operand_half_width,
        chosen.witness_count,
        chosen.mended_check_count,
        0 as copy_count,
        0 as refuting_holding_count,
        0 as refuting_broken_count,
        changes.correction as lower_end,
        changes.correction as upper_end,
        case when changes.is_printed then 0 else changes.operand_half_width end as filled_half_width,
        changes.move_code as slip_code,
        changes.correction,
        0 as rival_count,
        changes.move_key,
        {{ number }} as round_number
    from changes_made as changes
    inner join moves_chosen as chosen
        on
            changes.document_id = chosen.document_id
            and changes.move_key = chosen.move_key
    where changes.correction <> 0
)

select * from final
{%- endmacro %}
