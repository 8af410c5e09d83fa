{#-
    One row per imagined move and cell of it: what the cell would change by. Neighbours change places in rows that a broken
    check touches; a row moves back where its first, or last, cell is blank, a grid where the first cell of all its rows is.
    The cell at the other end, whose number is gone, is free. A move is known by its kind and the number of the cell, line or grid
    that it begins with; `named_cell_id` is a cell that knows its name.
-#}
{% macro break_moves_imagined(row_cells, lines_in_doubt) -%}
-- What each number would be one column to the left or right of where it stands.
with cells_beside as (
    select
        cell_id,
        line_id,
        grid_id,
        is_printed,
        amount,
        place,
        place_count,
        is_of_a_grid_in_doubt,
        lead(amount) over (partition by line_id order by place) as next_amount,
        lead(is_printed) over (partition by line_id order by place) as is_next_printed,
        lead(cell_id) over (partition by line_id order by place) as next_cell_id,
        lag(amount) over (partition by line_id order by place) as previous_amount,
        max(case when place = 1 and is_printed then 1 else 0 end) over (partition by line_id) = 1 as has_first,
        max(case when place = place_count and is_printed then 1 else 0 end) over (partition by line_id) = 1 as has_last,
        max(case when is_printed then 1 else 0 end) over (partition by line_id) = 1 as has_any,
        max(case when place = 1 and is_printed then 1 else 0 end) over (partition by grid_id) = 1 as has_first_in_grid
    from {{ row_cells }}
),

cells_beside_in_doubt as (
    select * from cells_beside
    where line_id in (select in_doubt.line_id from {{ lines_in_doubt }} as in_doubt)
)

{%- for cell_id, change in [('cell_id', 'next_amount - amount'), ('next_cell_id', 'amount - next_amount')] %}
    select
        'swap' as move_kind,
        cell_id as move_number,
        cell_id as named_cell_id,
        case when is_printed and is_next_printed then 'neighbours_swapped' else 'column_shifted' end as move_code,
        {{ cell_id }} as cell_id,
        {{ change }} as change,
        false as is_free
    from cells_beside_in_doubt
    where next_amount <> amount and (is_printed or is_next_printed)
    union all
{%- endfor %}
select
    'right' as move_kind,
    line_id as move_number,
    cell_id as named_cell_id,
    'column_shifted' as move_code,
    cell_id,
    coalesce(next_amount, 0) - amount as change,
    place = place_count as is_free
from cells_beside_in_doubt
where not has_first and has_any and (next_amount <> amount or place = place_count)
union all
select
    'left' as move_kind,
    line_id as move_number,
    cell_id as named_cell_id,
    'column_shifted' as move_code,
    cell_id,
    coalesce(previous_amount, 0) - amount as change,
    place = 1 as is_free
from cells_beside_in_doubt
where not has_last and has_any and (previous_amount <> amount or place = 1)
union all
select
    'grid' as move_kind,
    grid_id as move_number,
    cell_id as named_cell_id,
    'column_shifted' as move_code,
    cell_id,
    coalesce(next_amount, 0) - amount as change,
    place = place_count as is_free
from cells_beside
where is_of_a_grid_in_doubt and not has_first_in_grid and has_any and (next_amount <> amount or place = place_count)
{%- endmacro %}
