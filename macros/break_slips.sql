{#-
    Parts of a query after break_candidates: `candidates`, one row per candidate of a round with its names, the slip of reading or writing that turns the printed number into one that the checks
    allow, and the correction it makes. All in whole units of the last printed digit, tried at every decimal position at once.
    Where candidates that a holding check refutes cannot count, `only_unrefuted` leaves them out before anything is tried.
-#}
{% macro break_slips(only_unrefuted) -%}
{%- set slips = ['digit_misread', 'digits_transposed', 'separator_misread', 'unit_of_ten_thousand', 'sign_lost'] -%}
{{ break_candidates() }},

candidates_measured as (
    select
        *,
        case when operand_half_width > 0 then 2 * operand_half_width else 1 end as unit_width
    from candidates_found
    {%- if only_unrefuted %}
    where refuting_holding_count = 0
    {%- endif %}
),

positions as (
    select * from {{ ref('int_digit_positions') }}
),

candidates_in_units as (
    select
        *,
        cast(round({{ divide_decimals('operand', 'unit_width') }}) as bigint) as printed_units,
        cast(round({{ divide_decimals('correction', 'unit_width') }}) as bigint) as change_units,
        cast(ceil({{ divide_decimals('lower_end', 'unit_width') }}) as bigint) as least_units,
        cast(floor({{ divide_decimals('upper_end', 'unit_width') }}) as bigint) as greatest_units,
        -- The zero before the point is printed too: in yuan with decimals, in ten thousands with some of them.
        case
            when unit_width < 1 then {{ divide_decimals('1', 'unit_width') }}
            when unit_width > 1 and unit_width < 10000 then {{ divide_decimals('10000', 'unit_width') }}
            else 1
        end as ones_power
    from candidates_measured
),

digits_at_positions as (
    select
        candidates.cell_id,
        candidates.least_units,
        candidates.greatest_units,
        candidates.ones_power,
        candidates.printed_units,
        positions.power,
        case when candidates.printed_units < 0 then -1 else 1 end as sign_units,
        {{ divide_whole_numbers('abs(candidates.printed_units)', 'positions.power') }} % 10 as digit,
        {{ divide_whole_numbers('abs(candidates.printed_units)', '(10 * positions.power)') }} % 10 as next_digit,
        {{ rounded_quotient('candidates.change_units', 'positions.power') }} as digit_change
    from candidates_in_units as candidates
    cross join positions
    where candidates.is_printed
),

changes_tried as (
    select
        cell_id,
        least_units,
        greatest_units,
        case
            when
                abs(digit_change) between 1 and 9
                and digit + sign_units * digit_change between 0 and 9
                and (power <= ones_power or abs(printed_units) >= power)
                then digit_change * power
        end as digit_misread,
        case
            when digit <> next_digit and abs(printed_units) >= 10 * power
                then sign_units * (next_digit - digit) * -9 * power
        end as digits_transposed,
        case when power between 10 and 10000 and printed_units <> 0 then printed_units * (power - 1) end as scaled_up,
        case
            when power between 10 and 10000 and abs(printed_units) >= power
                then {{ rounded_quotient('printed_units', 'power') }} - printed_units
        end as scaled_down,
        power = 10000 as is_ten_thousand,
        case when power = 1 and printed_units <> 0 then -2 * printed_units end as sign_lost
    from digits_at_positions
),

changes_that_mend as (
    select
        cell_id,
        {%- for slip in ['digit_misread', 'digits_transposed', 'sign_lost'] %}
            max(case when {{ slip }} between least_units and greatest_units then {{ slip }} end) as {{ slip }},
        {%- endfor %}
        {%- for slip, condition in [('separator_misread', 'not is_ten_thousand'), ('unit_of_ten_thousand', 'is_ten_thousand')] %}
            max(
                case
                    when {{ condition }} and scaled_up between least_units and greatest_units then scaled_up
                    when {{ condition }} and scaled_down between least_units and greatest_units then scaled_down
                end
            ) as {{ slip }}{{ ',' if not loop.last }}
        {%- endfor %}
    from changes_tried
    group by cell_id
),

slips_found as (
    select
        candidates.cell_id,
        candidates.a_check_id,
        candidates.is_printed,
        candidates.operand,
        candidates.operand_half_width,
        candidates.witness_count,
        candidates.mended_check_count,
        candidates.copy_count,
        candidates.refuting_holding_count,
        candidates.refuting_broken_count,
        candidates.lower_end,
        candidates.upper_end,
        case when candidates.is_printed then 0 else candidates.operand_half_width end as filled_half_width,
        case
            when not candidates.is_printed then 'blank_lost'
            {%- for slip in slips %}
            when slips.{{ slip }} is not null then '{{ slip }}'
            {%- endfor %}
        end as slip_code,
        cast(
            candidates.unit_width * (
                candidates.printed_units + coalesce(slips.{{ slips | join(', slips.') }}, candidates.change_units)
            ) - candidates.operand as decimal(20, 6)
        ) as correction
    from candidates_in_units as candidates
    left join changes_that_mend as slips
        on candidates.cell_id = slips.cell_id
),

statements as (
    select * from {{ ref('statements') }}
),

signed_amounts as (
    select * from {{ ref('signed_amounts') }}
),

-- An amount of a statement is never below zero unless it is a balance that two witnesses demand; and no number is printed where
-- nothing belongs, unless a slip makes it of nothing: what a check compares it with is more likely absent.
candidates as (
    select
        slips_found.*,
        terms.document_id,
        terms.statement_code,
        terms.measure_code,
        {{ cell_key('terms') }} as cell_key
    from slips_found
    inner join {{ ref('int_break_terms') }} as terms
        on
            slips_found.a_check_id = terms.check_id
            and slips_found.cell_id = terms.cell_id
    left join statements
        on terms.statement_code = statements.statement_code
    left join signed_amounts as signed_lines
        on
            signed_lines.place_kind = 'line'
            and terms.line_code = signed_lines.code
    left join signed_amounts as signed_measures
        on
            signed_measures.place_kind = 'measure'
            and terms.measure_code = signed_measures.code
    where
        slips_found.operand + slips_found.correction > 0
        or (slips_found.operand + slips_found.correction = 0 and slips_found.slip_code is not null)
        or (
            slips_found.operand + slips_found.correction < 0
            and (statements.statement_code is null or slips_found.operand < 0)
        )
        or (
            slips_found.operand + slips_found.correction < 0
            and slips_found.witness_count > 1
            and coalesce(signed_lines.code, signed_measures.code) is not null
        )
)
{%- endmacro %}
