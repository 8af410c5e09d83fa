-- One row per document with breaks, identity of numbers and instance: what is left over and how much may be.
{%- set sides = ['rate', 'numerator', 'denominator'] %}
with terms as (
    select * from {{ ref('int_break_terms_valued') }}
),

-- A check on which nothing is printed, or whose cell cannot be read, waits for the cells that a correction fills.
checks as (
    select
        *,
        identity_code || '|' || instance_key as check_key
    from {{ ref('fct_identity_checks') }}
    where
        status <> 'not_checkable'
        or explanation in ('no_printed_cell', 'no_printed_part', 'unreadable_cell', 'printed_once')
),

sides as (
    select
        document_id,
        check_key,
        max(kind) as kind,
        cast(sum(
            case when is_printed and kind not in ('rate', 'growth') then weight * operand else 0 end
        ) as decimal(28, 6)) as linear_value,
        cast(sum(case when is_printed then abs(weight) * operand_half_width else 0 end) as decimal(28, 6))
            as linear_half_width,
        {%- for side in sides %}
            cast(sum(case when role = '{{ side }}' and is_printed then weight * operand else 0 end) as decimal(20, 6))
                as {{ side }}_value,
            cast(
                sum(case when role = '{{ side }}' and is_printed then abs(weight) * operand_half_width else 0 end)
                as decimal(20, 6)
            ) as {{ side }}_half_width,
        {%- endfor %}
        count(*) as term_count
    from terms
    group by document_id, check_key
),

rates_made_equations as (
    select
        *,
        kind in ('rate', 'growth') as is_rate,
        {{ product_of_decimals('rate_value', 'denominator_value') }} as rate_of_denominator,
        {{ product_of_decimals('rate_half_width', 'abs(denominator_value) + denominator_half_width') }}
        + {{ product_of_decimals('abs(rate_value)', 'denominator_half_width') }}
        + 100 * numerator_half_width as rate_tolerance
    from sides
),

final as (
    select
        checks.document_id,
        checks.check_key,
        checks.identity_code,
        checks.instance_key,
        checks.severity,
        equations.kind,
        -- A sum with a cell that cannot be read is solved like a broken one.
        case
            when checks.explanation = 'unreadable_cell' and abs(equations.linear_value) > equations.linear_half_width
                then 'unreadable'
            else checks.status
        end as status,
        equations.is_rate,
        cast(
            case
                when equations.is_rate then 100 * equations.numerator_value - equations.rate_of_denominator
                when equations.kind = 'hundred' then 100 + equations.linear_value
                else equations.linear_value
            end as decimal(28, 6)
        ) as residual,
        cast(
            case when equations.is_rate then equations.rate_tolerance else equations.linear_half_width end
            as decimal(28, 6)
        ) as tolerance,
        equations.rate_value,
        equations.denominator_value
    from rates_made_equations as equations
    inner join checks
        on
            equations.document_id = checks.document_id
            and equations.check_key = checks.check_key
)

select * from final
