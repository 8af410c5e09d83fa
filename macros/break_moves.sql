{#-
    One row per cell of numbers that stand in the wrong column: what each must change by. A move is one hypothesis about
    several cells, which no change of a single cell can tell: two neighbours in each other's place, a number one column off,
    a row or all rows of a grid one column off. The cell that a shifted row has pushed out of the grid is free: what it held
    follows from the checks that it stands in alone. A move counts where two of its cells each mend a check by themselves
    and, the whole of it made, no check that it touches is broken, and where no single cell could mend all that it mends. Of moves
    that mend the same check the one with most witnesses counts, then the one of fewest cells, and none where two are as good.
-#}
{% macro break_moves(number) -%}
with equations as (
    select * from {{ ref('int_break_equations') }}
),

terms as (
    select * from {{ ref('int_break_terms') }}
),

corrections as (
    {{ corrections_before(number) }}
),

equations_now as (
    {{ equations_at_round(number) }}
),

broken_terms as (
    select
        terms.document_id,
        terms.check_key,
        terms.cell_key,
        terms.weight,
        terms.statement_code,
        terms.side,
        terms.line_code,
        equations_now.residual,
        equations_now.tolerance
    from terms
    inner join equations_now
        on
            terms.document_id = equations_now.document_id
            and terms.check_key = equations_now.check_key
    where
        equations_now.is_broken
        and terms.weight <> 0
        and equations_now.kind not in ('ordering', 'counts_within')
),

lines_in_doubt as (
    select distinct
        document_id,
        statement_code,
        side,
        line_code
    from broken_terms
),

grid_cells as (
    select * from {{ ref('int_break_row_cells') }}
),

moves_imagined as (
    {{ break_moves_imagined('grid_cells', 'lines_in_doubt') }}
),

-- Two of its cells at least, each by itself, mend a check.
moves_suggested as (
    select
        moves.document_id,
        moves.move_key
    from moves_imagined as moves
    inner join broken_terms
        on
            moves.document_id = broken_terms.document_id
            and moves.cell_key = broken_terms.cell_key
    where
        abs(broken_terms.residual + {{ product_of_decimals('broken_terms.weight', 'moves.change') }})
        <= broken_terms.tolerance
    group by moves.document_id, moves.move_key
    having count(distinct moves.cell_key) > 1
),

moved_terms as (
    select
        moves.document_id,
        moves.move_key,
        moves.move_code,
        moves.cell_key,
        moves.change,
        moves.is_free,
        terms.check_key,
        terms.weight,
        terms.is_printed,
        terms.operand,
        terms.operand_half_width,
        terms.cell_number
    from moves_imagined as moves
    inner join moves_suggested
        on
            moves.document_id = moves_suggested.document_id
            and moves.move_key = moves_suggested.move_key
    inner join terms
        on
            moves.document_id = terms.document_id
            and moves.cell_key = terms.cell_key
    where terms.weight <> 0
),

-- What the checks in which a free cell stands alone leave for it.
checks_of_free_cells as (
    select
        moved.document_id,
        moved.move_key,
        moved.check_key,
        sum(case when moved.is_free then 0 else {{ product_of_decimals('moved.weight', 'moved.change') }} end) as moved_by,
        max(case when moved.is_free then moved.cell_key end) as free_cell_key,
        sum(case when moved.is_free then moved.weight else 0 end) as free_weight,
        max(case when moved.is_free then moved.operand end) as free_operand,
        max(case when moved.is_free then moved.operand_half_width end) as free_half_width
    from moved_terms as moved
    group by moved.document_id, moved.move_key, moved.check_key
    having sum(case when moved.is_free then 1 else 0 end) = 1
),

free_cells_bounded as (
    select
        checks.document_id,
        checks.move_key,
        checks.free_cell_key,
        now.kind = 'copy' as is_copy,
        checks.free_operand,
        checks.free_half_width,
        {{ divide_decimals('-(now.residual + checks.moved_by)', 'checks.free_weight') }} as demanded,
        {{ divide_decimals('now.tolerance', 'abs(checks.free_weight)') }} + checks.free_half_width as half_width
    from checks_of_free_cells as checks
    inner join equations_now as now
        on
            checks.document_id = now.document_id
            and checks.check_key = now.check_key
    where now.kind not in ('ordering', 'counts_within') and not now.is_waiting
),

-- Empty unless the checks demand more: then what a copy, or else the narrowest check, demands.
free_cells as (
    select
        document_id,
        move_key,
        free_cell_key,
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
    group by document_id, move_key, free_cell_key
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
            and moved.cell_key = free_cells.free_cell_key
),

checks_after as (
    select
        changes.document_id,
        changes.move_key,
        changes.check_key,
        now.is_broken,
        sum(case when changes.is_printed then cast(changes.cell_number as decimal(28, 0)) else 0 end) as moved_set,
        case
            when now.kind in ('ordering', 'counts_within')
                then now.residual + sum({{ product_of_decimals('changes.weight', 'changes.correction') }})
                    < -(now.tolerance + sum(abs(changes.weight) * changes.operand_half_width))
            else abs(now.residual + sum({{ product_of_decimals('changes.weight', 'changes.correction') }}))
                > now.tolerance + sum(
                    case
                        when changes.is_printed then 0
                        else cast(abs(changes.weight) * changes.operand_half_width as decimal(28, 6))
                    end
                )
        end as is_broken_after
    from changes_made as changes
    inner join equations_now as now
        on
            changes.document_id = now.document_id
            and changes.check_key = now.check_key
    group by
        changes.document_id, changes.move_key, changes.check_key, now.is_broken, now.kind, now.residual, now.tolerance
),

printed_sets as (
    select
        document_id,
        check_key,
        sum(case when is_printed then cast(cell_number as decimal(28, 0)) else 0 end) as set_number
    from terms
    group by document_id, check_key
),

moves_judged as (
    select
        after.document_id,
        after.move_key,
        count(distinct case when after.is_broken then printed_sets.set_number - after.moved_set end) as witness_count,
        count(distinct case when after.is_broken then after.check_key end) as mended_check_count
    from checks_after as after
    inner join printed_sets
        on
            after.document_id = printed_sets.document_id
            and after.check_key = printed_sets.check_key
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
        on
            after.document_id = broken_terms.document_id
            and after.check_key = broken_terms.check_key
    group by judged.document_id, judged.move_key, judged.mended_check_count, broken_terms.cell_key
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
            partition by judged.document_id, after.check_key
            order by judged.witness_count desc, judged.cell_count asc
        ) as move_rank,
        count(*) over (
            partition by judged.document_id, after.check_key, judged.cell_count, judged.witness_count
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
