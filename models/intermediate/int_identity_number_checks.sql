-- One row per document, identity of numbers that are no money, and instance: rates, shares, counts, scores.
-- A rate agrees when its interval meets that of the quotient; this is asked by multiplication, so nothing is cut off.
with terms as (
    select
        *,
        coalesce(amount_yuan, value_number) as operand,
        coalesce(rounding_half_width_yuan, value_half_width) as operand_half_width
    from {{ ref('int_identity_terms') }}
    where kind in ({{ identity_kinds_of_numbers() }})
),

sides as (
    select
        terms.document_id,
        terms.identity_code,
        terms.instance_key,
        max(terms.kind) as kind,
        {%- for role in ['rate', 'numerator', 'denominator', 'total', 'part'] %}
            {%- set printed = "terms.role = '" ~ role ~ "' and terms.is_printed" %}
            cast(sum(case when {{ printed }} then terms.weight * terms.operand end) as decimal(24, 6))
                as {{ role }}_value,
            cast(
                coalesce(sum(case when {{ printed }} then abs(terms.weight) * terms.operand_half_width end), 0)
                as decimal(24, 6)
            ) as {{ role }}_half_width,
        {%- endfor %}
        -- A share printed as 0 is the share of nothing.
        cast(sum(
            case when terms.cell_kind = 'printed_number' then abs(terms.weight) * terms.operand_half_width else 0 end
        ) as decimal(24, 6)) as sum_half_width,
        count(*) as cell_count,
        sum(case when terms.is_printed then 1 else 0 end) as printed_cell_count,
        sum(case when terms.role in ('part', 'numerator') and terms.is_printed then 1 else 0 end) as printed_part_count,
        sum(case when terms.cell_kind = 'unreadable' then 1 else 0 end) as unreadable_cell_count,
        sum(
            case when terms.is_printed and (terms.operand is null or terms.operand_half_width is null) then 1 else 0 end
        ) as unvalued_cell_count,
        {{ count_small_numbers('terms.term_number', 'terms.is_required and terms.stands_in_data') }}
            as required_term_count
    from terms
    group by terms.document_id, terms.identity_code, terms.instance_key
),

{%- set positive_denominator = 'case when denominator_value > 0 then denominator_value end' %}
{%- set greatest_denominator = 'case when denominator_value > 0 then denominator_value + denominator_half_width end' %}
{%- set least_denominator = 'case when denominator_value > denominator_half_width
    then denominator_value - denominator_half_width end' %}

-- 100 a - p b is zero on the box of three intervals if its least value is not above zero and its greatest not below.
compared as (
    select
        *,
        kind in ('rate', 'growth') as is_rate,
        case
            when kind not in ('rate', 'growth') then null
            when rate_value is null then 'no_printed_rate'
            when numerator_value is null or denominator_value is null then 'no_printed_operand'
            when denominator_value <= 0 then 'zero_denominator'
        end as obstacle,
        {{ rate_extreme('greatest') }} >= 0 and {{ rate_extreme('least') }} <= 0 as is_within_intervals,
        abs(
            100 * cast(numerator_value as decimal(24, 6))
            - cast(rate_value as decimal(14, 6)) * cast(denominator_value as decimal(24, 6))
        ) <= cast(rate_half_width as decimal(14, 6)) * cast(denominator_value as decimal(24, 6)) as is_rounded_quotient,
        case when kind = 'hundred' then 100 else coalesce(total_value, 0) end as whole_value,
        coalesce(-part_value, 0) as parts_value,
        {{ divide_decimals('numerator_value', positive_denominator, 100) }} as quotient,
        -- How far the quotient reaches towards the rate.
        case
            when rate_value * denominator_value >= 100 * numerator_value
                then {{ divide_decimals(
                    'numerator_value + numerator_half_width', least_denominator, 100
                ) }}
            else {{ divide_decimals(
                'numerator_value - numerator_half_width', greatest_denominator, 100
            ) }}
        end as quotient_reached
    from sides
),

final as (
    select
        document_id,
        identity_code,
        instance_key,
        case when is_rate then rate_value else whole_value end as total_number,
        case when is_rate then quotient else parts_value end as parts_number,
        case when is_rate then rate_value - quotient else whole_value - parts_value end as residual_number,
        case when is_rate then rate_half_width + abs(quotient_reached - quotient) else sum_half_width end
            as tolerance_number,
        printed_part_count,
        cell_count,
        printed_cell_count,
        unreadable_cell_count,
        unvalued_cell_count,
        required_term_count,
        case
            when kind in ('counts_within', 'scores') and printed_part_count = 0 then 'no_printed_part' else obstacle
        end as obstacle,
        case
            when obstacle is not null then null
            when is_rate and is_rounded_quotient then 'exact'
            when is_rate and is_within_intervals then 'within_rounding'
            when is_rate then 'broken'
            when kind = 'counts_within' and whole_value >= parts_value then 'exact'
            when whole_value = parts_value then 'exact'
            when abs(whole_value - parts_value) <= sum_half_width then 'within_rounding'
            when abs(whole_value - parts_value) > sum_half_width then 'broken'
        end as verdict
    from compared
)

select * from final
