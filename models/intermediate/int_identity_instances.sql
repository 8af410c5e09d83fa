-- One row per document, linear identity and instance that has a cell: the sums of both sides and what they rest on.
with terms as (
    select * from {{ ref('int_identity_terms') }}
    where kind in ({{ identity_kinds_of_amounts() }})
),

final as (
    select
        document_id,
        identity_code,
        instance_key,
        -- A side on which nothing is printed stays null: a blank is not zero.
        sum(case when role = 'total' and is_printed then weight * amount_yuan end) as total_yuan,
        sum(case when role = 'part' and is_printed then -weight * amount_yuan end) as parts_yuan,
        sum(case when is_printed then abs(weight) * rounding_half_width_yuan end) as tolerance_yuan,
        count(*) as cell_count,
        count(case when is_printed then 1 end) as printed_cell_count,
        count(case when role = 'part' and is_printed then 1 end) as printed_part_count,
        count(case when cell_kind = 'unreadable' then 1 end) as unreadable_cell_count,
        count(
            case when is_printed and (amount_yuan is null or rounding_half_width_yuan is null) then 1 end
        ) as unvalued_cell_count,
        {{ count_small_numbers('term_number', 'is_required and stands_in_data') }} as required_term_count,
        -- A form that prints a total and has no row for any part says nothing to add up; in a statement it is a loss.
        case
            when count(case when role = 'part' or statement_code not like 'evaluation%' then 1 end) = 0
                then 'no_printed_part'
        end as obstacle
    from terms
    group by document_id, identity_code, instance_key
)

select * from final
