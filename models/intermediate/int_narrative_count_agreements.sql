-- One row per document and thing counted in the three public expenses: do groups and vehicles go with money.
with operands as (
    select * from {{ ref('int_identity_operands') }}
    where statement_code = 'narrative_three_public'
),

amounts_and_counts as (
    select
        document_id,
        line_code,
        {%- for metric in ['count_groups', 'count_persons', 'count_vehicles_bought', 'count_receptions', 'count_guests',
            'count_vehicles_kept'] %}
            max(case when measure_code = '{{ metric }}' then value_number end) as {{ metric }},
        {%- endfor %}
        max(case when measure_code = 'final_account' then amount_yuan end) as amount_yuan,
        count(case when unit_kind = 'count' then 1 end) as counted
    from operands
    group by document_id, line_code
),

vehicles_in_operation as (
    select
        vehicles.document_id,
        'vehicles' as line_code,
        1 as cell_count,
        case when operations.amount_yuan is null then 'no_printed_operand' end as obstacle,
        case when operations.amount_yuan > 0 and vehicles.count_vehicles_kept = 0 then 'operation_without_vehicles' end
            as offence
    from amounts_and_counts as vehicles
    left join amounts_and_counts as operations
        on
            vehicles.document_id = operations.document_id
            and operations.line_code = 'vehicle_operation'
    where vehicles.line_code = 'vehicles' and vehicles.count_vehicles_kept is not null
),

counts_judged as (
    select
        document_id,
        line_code,
        counted as cell_count,
        case when amount_yuan is null then 'no_printed_operand' end as obstacle,
        case
            {%- for metric in ['count_groups', 'count_persons', 'count_vehicles_bought', 'count_receptions',
                'count_guests'] %}
                when amount_yuan > 0 and {{ metric }} = 0 then 'money_without_{{ metric }}'
                when amount_yuan = 0 and {{ metric }} > 0 then '{{ metric }}_without_money'
            {%- endfor %}
            when count_guests < count_receptions then 'fewer_guests_than_receptions'
        end as offence
    from amounts_and_counts
    where counted > 0 and line_code <> 'vehicles'
    union all
    select * from vehicles_in_operation
),

final as (
    select
        document_id,
        'narrative_three_public' as statement_code,
        'counts' as aspect_code,
        line_code,
        cell_count,
        obstacle,
        offence
    from counts_judged
)

select * from final
