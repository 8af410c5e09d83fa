{#-
    One row per imagined move and cell of it: what the cell would change by. Neighbours change places in rows that a broken
    check touches; a row moves back where its first, or last, cell is blank, a grid where the first cell of all its rows is.
    The cell at the other end, whose number is gone, is free.
-#}
{% macro break_moves_imagined(grid_cells, lines_in_doubt) -%}
-- What each number would be one column to the left or right of where it stands.
with cells_beside as (
    select
        *,
        lead(amount) over (partition by document_id, row_key order by place) as next_amount,
        lead(is_printed) over (partition by document_id, row_key order by place) as is_next_printed,
        lead(cell_key) over (partition by document_id, row_key order by place) as next_cell_key,
        lag(amount) over (partition by document_id, row_key order by place) as previous_amount,
        max(case when place = 1 and is_printed then 1 else 0 end) over (partition by document_id, row_key) = 1
            as has_first,
        max(case when place = place_count and is_printed then 1 else 0 end) over (partition by document_id, row_key) = 1
            as has_last,
        max(case when is_printed then 1 else 0 end) over (partition by document_id, row_key) = 1 as has_any,
        max(case when place = 1 and is_printed then 1 else 0 end) over (partition by document_id, grid_key) = 1
            as has_first_in_grid
    from {{ grid_cells }}
),

cells_beside_in_doubt as (
    select cells_beside.*
    from cells_beside
    inner join {{ lines_in_doubt }} as lines_in_doubt
        on
            cells_beside.document_id = lines_in_doubt.document_id
            and cells_beside.statement_code = lines_in_doubt.statement_code
            and cells_beside.side = lines_in_doubt.side
            and cells_beside.line_code = lines_in_doubt.line_code
)

{%- for cell_key, change in [('cell_key', 'next_amount - amount'), ('next_cell_key', 'amount - next_amount')] %}
    select
        document_id,
        'swap|' || cell_key as move_key,
        case when is_printed and is_next_printed then 'neighbours_swapped' else 'column_shifted' end as move_code,
        {{ cell_key }} as cell_key,
        {{ change }} as change,
        false as is_free
    from cells_beside_in_doubt
    where next_amount <> amount and (is_printed or is_next_printed)
    union all
{%- endfor %}
select
    document_id,
    'right|' || row_key as move_key,
    'column_shifted' as move_code,
    cell_key,
    coalesce(next_amount, 0) - amount as change,
    place = place_count as is_free
from cells_beside_in_doubt
where not has_first and has_any and (next_amount <> amount or place = place_count)
union all
select
    document_id,
    'left|' || row_key as move_key,
    'column_shifted' as move_code,
    cell_key,
    coalesce(previous_amount, 0) - amount as change,
    place = 1 as is_free
from cells_beside_in_doubt
where not has_last and has_any and (previous_amount <> amount or place = 1)
union all
select
    document_id,
    'grid|' || grid_key as move_key,
    'column_shifted' as move_code,
    cell_key,
    coalesce(next_amount, 0) - amount as change,
    place = place_count as is_free
from cells_beside
where not has_first_in_grid and has_any and (next_amount <> amount or place = place_count)
{%- endmacro %}
