-- One row per document, statement, side, line and measure with a printed amount: how wrong it could be unnoticed.
{%- set greatest_place = 17 %}
with cells as (
    select * from {{ ref('int_statement_cells') }}
    where cell_kind in ('printed_number', 'printed_zero')
),

bounds as (
    select * from {{ ref('int_cells_bounded') }}
),

money_units as (
    select * from {{ ref('money_units') }}
),

places as (
    {%- for place in range(greatest_place + 1) %}
        select
            cast({{ place }} as integer) as place,
            cast(1{{ '0' * place }} as bigint) as place_value
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
),

places_of_numbers as (
    select
        longest.place + 1 as digit_count,
        places.place,
        places.place_value
    from places as longest
    inner join places
        on longest.place >= places.place
),

cells_with_their_bounds as (
    select
        cells.document_id,
        cells.department_id,
        cells.fiscal_year,
        cells.statement_code,
        cells.side,
        cells.line_code,
        cells.measure_code,
        cells.amount_yuan,
        {{ replace_pattern(number_text('cells.source_text'), '[-,. ]+', '') }} as digits,
        cells.amount_printed < 0 as is_negative,
        cast(money_units.yuan_per_unit as decimal(10, 0)) * {{ ten_to_the_minus('cells.printed_decimals') }}
            as last_digit_yuan,
        coalesce(bounds.check_count, 0) as check_count,
        bounds.unnoticed_decrease_yuan,
        bounds.unnoticed_increase_yuan,
        coalesce(bounds.is_loss_noticed, false) as is_loss_noticed
    from cells
    inner join money_units
        on cells.unit_name = money_units.unit_name
    left join bounds
        on
            cells.document_id = bounds.document_id
            and cells.statement_code = bounds.statement_code
            and cells.side = bounds.side
            and cells.line_code = bounds.line_code
            and cells.measure_code = bounds.measure_code
),

-- In steps of the last printed digit, toward and away from zero, which is the way the digits count.
cells_with_unnoticed_steps as (
    select
        *,
        length(digits) as digit_count,
        {%- for direction, ends in {'smaller': ('increase', 'decrease'), 'larger': ('decrease', 'increase')}.items() %}
            {%- set end = 'case when is_negative then unnoticed_' ~ ends[0] ~ '_yuan else unnoticed_' ~ ends[1]
                ~ '_yuan end' %}
            coalesce({{ whole_steps_within(end, 'last_digit_yuan') }}, 999999999999999999) as {{ direction }}_step_count
            {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from cells_with_their_bounds
),

-- A digit d can become any of 9 others: d smaller ones and 9 - d larger ones.
digits_of_cells as (
    select
        cells.*,
        places.place_value,
        cast(substring(cells.digits, cells.digit_count - places.place, 1) as integer) as digit
    from cells_with_unnoticed_steps as cells
    inner join places_of_numbers as places
        on cells.digit_count = places.digit_count
),

final as (
    select
        document_id,
        max(department_id) as department_id,
        cast(max(fiscal_year) as integer) as fiscal_year,
        statement_code,
        side,
        line_code,
        measure_code,
        max(amount_yuan) as amount_yuan,
        cast(max(check_count) as integer) as check_count,
        cast(max(unnoticed_decrease_yuan) as decimal(24, 6)) as unnoticed_decrease_yuan,
        cast(max(unnoticed_increase_yuan) as decimal(24, 6)) as unnoticed_increase_yuan,
        cast(9 * count(*) as integer) as digit_change_count,
        cast(
            sum(
                9
                - least(digit, {{ divide_whole_numbers('smaller_step_count', 'place_value') }})
                - least(9 - digit, {{ divide_whole_numbers('larger_step_count', 'place_value') }})
            ) as integer
        ) as noticed_digit_change_count,
        max(case when is_loss_noticed then 1 else 0 end) = 1 as is_loss_noticed
    from digits_of_cells
    group by document_id, statement_code, side, line_code, measure_code
)

-- Rows of a document side by side, so that reading one document reads few parts of the table.
select * from final
order by document_id
