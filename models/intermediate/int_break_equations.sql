-- One row per document with breaks, identity of numbers and instance: what is left over and how much may be.
{%- set sides = ['rate', 'numerator', 'denominator'] %}
with checks as (
    select * from {{ ref('int_break_checks_touched') }}
),

linear_sums as (
    select
        check_id,
        max(kind) as kind,
        false as is_rate,
        sum(case when is_printed then weight * operand end) as value_sum,
        sum(case when is_printed then abs(weight) * operand_half_width end) as half_width_sum
    from {{ ref('int_break_terms_valued') }}
    where kind not in ('rate', 'growth')
    group by check_id
),

linear as (
    select
        check_id,
        kind,
        is_rate,
        cast(
            coalesce(value_sum, 0) + case when kind = 'hundred' then 100 else 0 end as decimal(28, 6)
        ) as residual,
        cast(coalesce(half_width_sum, 0) as decimal(28, 6)) as tolerance,
        cast(coalesce(value_sum, 0) as decimal(28, 6)) as linear_value,
        cast(null as decimal(20, 6)) as rate_value,
        cast(null as decimal(20, 6)) as denominator_value
    from linear_sums
),

rate_sides as (
    select
        check_id,
        max(kind) as kind,
        {%- for side in sides %}
            cast(sum(case when role = '{{ side }}' and is_printed then weight * operand else 0 end) as decimal(20, 6))
                as {{ side }}_value,
            cast(
                sum(case when role = '{{ side }}' and is_printed then abs(weight) * operand_half_width else 0 end)
                as decimal(20, 6)
            ) as {{ side }}_half_width,
        {%- endfor %}
        true as is_rate
    from {{ ref('int_break_terms_valued') }}
    where kind in ('rate', 'growth')
    group by check_id
),

rates as (
    select
        check_id,
        kind,
        is_rate,
        cast(
            100 * numerator_value - {{ product_of_decimals('rate_value', 'denominator_value') }} as decimal(28, 6)
        ) as residual,
        cast(
            {{ product_of_decimals('rate_half_width', 'abs(denominator_value) + denominator_half_width') }}
            + {{ product_of_decimals('abs(rate_value)', 'denominator_half_width') }}
            + 100 * numerator_half_width as decimal(28, 6)
        ) as tolerance,
        cast(0 as decimal(28, 6)) as linear_value,
        rate_value,
        denominator_value
    from rate_sides
),

equations as (
    select * from linear
    union all
    select * from rates
),

cells_printed as (
    select distinct
        check_id,
        cell_id,
        cell_number
    from {{ ref('int_break_terms_valued') }}
    where is_printed
),

printed_sets as (
    select
        check_id,
        sum(cast(cell_number as decimal(28, 0))) as printed_set
    from cells_printed
    group by check_id
),

final as (
    select
        checks.document_id,
        checks.check_id,
        checks.identity_code,
        checks.instance_key,
        checks.severity,
        equations.kind,
        -- A sum with a cell that cannot be read is solved like a broken one.
        case
            when checks.explanation = 'unreadable_cell' and abs(equations.linear_value) > equations.tolerance
                then 'unreadable'
            else checks.status
        end as status,
        equations.is_rate,
        equations.kind = 'copy' as is_copy,
        equations.kind in ('ordering', 'counts_within') as is_one_sided,
        equations.residual,
        equations.tolerance,
        equations.rate_value,
        equations.denominator_value,
        coalesce(printed_sets.printed_set, 0) as printed_set
    from equations
    inner join checks
        on equations.check_id = checks.check_id
    left join printed_sets
        on equations.check_id = printed_sets.check_id
)

select * from final
