-- One row per document and printed amount that sums and copies bound more closely than its own printing does.
-- Only what has moved is looked at again, and a document in which two bounds have crossed is left as it is then.
{%- set steps = unrounded_steps() %}
-- Each step reads the terms anew: what parts of a query have in common is else kept row by row.
with tight_terms as (
    select
        document_id,
        place_number,
        weight,
        amount_yuan,
        half_width_yuan,
        case when weight > 0 then residual_yuan else -residual_yuan end as residual,
        -- What the check leaves open for the other cells of it.
        tolerance_yuan - abs(weight) * half_width_yuan as half_width_of_others
    from {{ ref('int_unrounded_terms') }}
    where abs(residual_yuan) + 2 * abs(weight) * half_width_yuan > tolerance_yuan
),

-- At first a check tells something of a cell only where it is off by nearly all that it may be.
moved_1 as (
    select
        place_number,
        document_id,
        greatest(
            max(amount_yuan - {{ amount_per_weight('residual + half_width_of_others', 'weight') }}),
            max(amount_yuan - half_width_yuan)
        ) as lowest,
        least(
            min(amount_yuan - {{ amount_per_weight('residual - half_width_of_others', 'weight') }}),
            min(amount_yuan + half_width_yuan)
        ) as highest,
        true as is_moved
    from tight_terms
    group by place_number, document_id
),

{%- for step in range(2, steps + 1) %}

    contradicted_{{ step }} as (
        select document_id
        from moved_{{ step - 1 }}
        where lowest > highest
    ),

    checks_{{ step }} as (
        select distinct terms.check_number
        from {{ ref('int_unrounded_terms') }} as terms
        inner join moved_{{ step - 1 }} as moved
            on terms.place_number = moved.place_number
        where
            moved.is_moved
            and moved.document_id not in (select contradicted.document_id from contradicted_{{ step }} as contradicted)
    ),

    terms_{{ step }} as (
        select
            terms.document_id,
            terms.check_number,
            terms.place_number,
            terms.weight,
            coalesce(moved.lowest, terms.amount_yuan - terms.half_width_yuan) as lowest,
            coalesce(moved.highest, terms.amount_yuan + terms.half_width_yuan) as highest
        from {{ ref('int_unrounded_terms') }} as terms
        inner join checks_{{ step }} as checks
            on terms.check_number = checks.check_number
        left join moved_{{ step - 1 }} as moved
            on terms.place_number = moved.place_number
    ),

    terms_with_others_{{ step }} as (
        select
            *,
            sum({{ weighted_end('low', 'weight', 'lowest', 'highest') }}) over (partition by check_number)
            - {{ weighted_end('low', 'weight', 'lowest', 'highest') }} as low_of_others,
            sum({{ weighted_end('high', 'weight', 'lowest', 'highest') }}) over (partition by check_number)
            - {{ weighted_end('high', 'weight', 'lowest', 'highest') }} as high_of_others
        from terms_{{ step }}
    ),

    bounds_{{ step }} as (
        select
            place_number,
            document_id,
            lowest,
            highest,
            {{ amount_per_weight('case when weight > 0 then -high_of_others else low_of_others end', 'weight') }}
                as lowest_of_check,
            {{ amount_per_weight('case when weight > 0 then -low_of_others else high_of_others end', 'weight') }}
                as highest_of_check
        from terms_with_others_{{ step }}
    ),

    moved_{{ step }} as (
        select
            place_number,
            document_id,
            max(lowest) as lowest,
            min(highest) as highest,
            bool_or(is_moved) as is_moved
        from (
            select
                place_number,
                document_id,
                lowest,
                highest,
                false as is_moved
            from moved_{{ step - 1 }}
            union all
            select
                place_number,
                document_id,
                greatest(lowest, lowest_of_check) as lowest,
                least(highest, highest_of_check) as highest,
                true as is_moved
            from bounds_{{ step }}
            where lowest_of_check > lowest or highest_of_check < highest
        )
        group by place_number, document_id
    ),
{%- endfor %}

final as (
    select
        document_id,
        place_number,
        cast(lowest as decimal(26, 6)) as lowest_yuan,
        cast(highest as decimal(26, 6)) as highest_yuan
    from moved_{{ steps }}
)

select * from final
