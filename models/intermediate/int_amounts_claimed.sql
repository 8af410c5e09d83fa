-- One row per amount cell, ranked among the cells that claim the same place of a statement.
with amounts as (
    select * from {{ ref('int_amounts_measured') }}
),

places as (
    select
        document_id,
        statement_code,
        side,
        line_code,
        measure_code
    from {{ ref('stg_raw__amounts') }}
),

places_printed_again as (
    select
        document_id,
        statement_code,
        side,
        line_code,
        measure_code
    from places
    group by document_id, statement_code, side, line_code, measure_code
    having count(*) > 1
),

-- Hardly any place is printed twice: ranking all of them would sort every row for nothing.
amounts_printed_again as (
    select measured.*
    from {{ ref('int_amounts_measured') }} as measured
    inner join places_printed_again as again
        on
            measured.document_id = again.document_id
            and measured.statement_code = again.statement_code
            and measured.side = again.side
            and measured.line_code = again.line_code
            and measured.measure_code = again.measure_code
),

claims_compared as (
    select
        document_id,
        table_index,
        source_row,
        source_column,
        source_fragment,
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
    from amounts_printed_again
),

places_compared as (
    select
        amounts.*,
        coalesce(claims.claim_number, 1) as claim_number,
        case when claims.document_id is null then amounts.amount_yuan else claims.smallest_amount_yuan end
            as smallest_amount_yuan,
        case when claims.document_id is null then amounts.amount_yuan else claims.largest_amount_yuan end
            as largest_amount_yuan
    from amounts
    left join claims_compared as claims
        on
            amounts.document_id = claims.document_id
            and amounts.table_index = claims.table_index
            and amounts.source_row = claims.source_row
            and amounts.source_column = claims.source_column
            and amounts.source_fragment = claims.source_fragment
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
