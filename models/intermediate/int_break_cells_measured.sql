-- One row per document with breaks and cell of its checks of numbers: how its number is printed.
with terms as (
    select * from {{ ref('int_break_terms') }}
),

cells_found as (
    select
        document_id,
        cell_key,
        max(statement_code) as statement_code,
        max(side) as side,
        max(line_code) as line_code,
        max(measure_code) as measure_code,
        max(unit_kind) as unit_kind,
        bool_or(is_printed) as is_printed,
        max(operand) as operand,
        max(operand_half_width) as operand_half_width
    from terms
    group by document_id, cell_key
),

cells_measured as (
    select
        *,
        case when operand_half_width > 0 then 2 * operand_half_width else 1 end as unit_width,
        unit_kind = 'money' and operand_half_width > cast('0.5' as decimal(2, 1)) as is_in_ten_thousands
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
