-- One row per document and cell of a broken check, or corrected: how its number is printed.
with open_checks as (
    select check_id from {{ ref('int_break_equations') }}
    where status in ('broken', 'unreadable')
),

-- Findings speak of the cells of checks that are broken, and of those corrected with them; others only confirm.
cells_spoken_of as (
    select cell_id from {{ ref('int_break_terms') }}
    where check_id in (select open_checks.check_id from open_checks)
    union
    select cell_id from {{ ref('int_break_corrections') }}
),

cells_found as (
    select
        document_id,
        cell_id,
        statement_code,
        side,
        line_code,
        measure_code,
        max(unit_kind) as unit_kind,
        bool_or(is_printed) as is_printed,
        max(operand) as operand,
        max(operand_half_width) as operand_half_width
    from {{ ref('int_break_terms') }}
    where cell_id in (select spoken_of.cell_id from cells_spoken_of as spoken_of)
    group by document_id, cell_id, statement_code, side, line_code, measure_code
),

cells_measured as (
    select
        cells_found.*,
        {{ cell_key('cells_found') }} as cell_key,
        case when cells_found.operand_half_width > 0 then 2 * cells_found.operand_half_width else 1 end as unit_width,
        cells_found.unit_kind = 'money' and cells_found.operand_half_width > cast('0.5' as decimal(2, 1))
            as is_in_ten_thousands
    from cells_found
),

cells_scaled as (
    select
        *,
        case when is_in_ten_thousands then cast('0.0001' as decimal(5, 4)) else 1 end as figure_scale,
        unit_width * case when is_in_ten_thousands then cast('0.0001' as decimal(5, 4)) else 1 end as figure_width,
        case
            when is_in_ten_thousands then '{{ ten_thousand_yuan('zh') }}'
            when unit_kind = 'money' then '元'
            when unit_kind = 'percent' then '%'
            else ''
        end as unit_zh,
        case
            when is_in_ten_thousands then '{{ ten_thousand_yuan('en') }}'
            when unit_kind = 'money' then 'yuan'
            when unit_kind = 'percent' then '%'
            else ''
        end as unit_en
    from cells_measured
),

final as (
    select
        *,
        case
            when figure_width >= 1 then 0
            when figure_width >= cast('0.1' as decimal(2, 1)) then 1
            when figure_width >= cast('0.01' as decimal(3, 2)) then 2
            when figure_width >= cast('0.001' as decimal(4, 3)) then 3
            else 4
        end as figure_decimals
    from cells_scaled
)

select * from final
