-- One row per amount cell, its text read again as a number, apart from what ingest took it for.
with cells as (
    select * from {{ ref('stg_raw__cells') }}
),

amount_cells as (
    select
        *,
        {{ number_text('source_text') }} as number_text
    from cells
    where cell_role = 'amount'
),

texts_read_as_numbers as (
    select
        *,
        {{ printed_amount('number_text') }} as amount_read,
        {{ printed_decimals('number_text') }} as decimals_read
    from amount_cells
),

-- Ingest decides what a cell is; SQL must be able to follow, or the cell becomes unreadable and is counted.
kinds_agreed as (
    select
        *,
        case
            when ingest_cell_kind not in ('printed_number', 'printed_zero') then ingest_cell_kind
            when amount_read is null then 'unreadable'
            when amount_read = 0 then 'printed_zero'
            else 'printed_number'
        end as cell_kind
    from texts_read_as_numbers
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
        amount_read,
        case when cell_kind in ('printed_number', 'printed_zero') then amount_read end as amount_printed,
        case when cell_kind in ('printed_number', 'printed_zero') then decimals_read end as printed_decimals
    from kinds_agreed
)

select * from final
