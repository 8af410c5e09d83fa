-- One row per amount cell, ranked among the cells that claim the same place of a statement.
with amounts as (
    select * from {{ ref('int_amounts_measured') }}
),

places_printed_again as (
    select
        document_id,
        statement_code,
        side,
        line_code,
        measure_code
    from amounts
    group by document_id, statement_code, side, line_code, measure_code
    having count(*) > 1
),

-- Hardly any place is printed twice: ranking all of them would sort every row for nothing.
amounts_told_apart as (
    select
        amounts.*,
        again.document_id is not null as is_printed_again
    from amounts
    left join places_printed_again as again
        on
            amounts.document_id = again.document_id
            and amounts.statement_code = again.statement_code
            and amounts.side = again.side
            and amounts.line_code = again.line_code
            and amounts.measure_code = again.measure_code
),

places_compared as (
    select
        *,
        row_number() over (
            partition by document_id, statement_code, side, line_code, measure_code
            order by
                case when amount_yuan is not null then 1 when cell_kind = 'unreadable' then 2 else 3 end,
                table_index,
                source_row,
                source_column,
                source_fragment
        ) as claim_number,
        min(amount_yuan) over (
            partition by document_id, statement_code, side, line_code, measure_code
        ) as smallest_amount_yuan,
        max(amount_yuan) over (
            partition by document_id, statement_code, side, line_code, measure_code
        ) as largest_amount_yuan
    from amounts_told_apart
    where is_printed_again

    union all

    select
        *,
        1 as claim_number,
        amount_yuan as smallest_amount_yuan,
        amount_yuan as largest_amount_yuan
    from amounts_told_apart
    where not is_printed_again
),

final as (
    select
        document_id,
        table_index,
        source_row,
        source_column,
        source_fragment,
        source_page,
        source_line,
        source_reference,
        source_box,
        source_text,
        statement_code,
        side,
        line_code,
        line_label,
        line_evidence,
        measure_code,
        measure_evidence,
        ingest_cell_kind,
        cell_kind,
        case
            when amount_yuan is not null and smallest_amount_yuan < largest_amount_yuan then 'disputed'
            when amount_yuan is not null and smallest_amount_yuan = largest_amount_yuan then 'printed'
        end as cell_state,
        amount_yuan,
        amount_printed,
        printed_decimals,
        rounding_half_width_yuan,
        unit_name,
        unit_source,
        claim_number
    from places_compared
)

select * from final
