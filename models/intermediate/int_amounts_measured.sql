-- One row per amount cell, in yuan where it is a number, with the half-width of its rounding.
with amounts as (
    select * from {{ ref('stg_raw__amounts') }}
),

-- Read apart from the amounts, a second time: what two parts of a query read is else kept, all its columns.
numbers as (
    select
        document_id,
        statement_code,
        cell_kind,
        printed_decimals
    from {{ ref('stg_raw__amounts') }}
),

tables as (
    select * from {{ ref('stg_raw__tables') }}
),

-- Sheets drop trailing zeros and print 0 for 0.00: the precision of a statement is what most of its numbers show.
decimals_counted as (
    select
        document_id,
        statement_code,
        printed_decimals,
        count(*) as number_count
    from numbers
    where cell_kind = 'printed_number'
    group by document_id, statement_code, printed_decimals
),

decimals_ranked as (
    select
        *,
        row_number() over (
            partition by document_id, statement_code
            order by number_count desc, printed_decimals desc
        ) as decimals_rank
    from decimals_counted
),

usual_decimals as (
    select * from decimals_ranked
    where decimals_rank = 1
),

units_joined as (
    select
        amounts.*,
        tables.unit_name,
        tables.unit_source,
        tables.yuan_per_unit,
        greatest(amounts.printed_decimals, coalesce(usual_decimals.printed_decimals, 0)) as precision_decimals,
        {{ amount_in_yuan('amounts.amount_printed', 'amounts.printed_decimals', 'tables.yuan_per_unit') }}
            as amount_yuan
    from amounts
    left join tables
        on
            amounts.document_id = tables.document_id
            and amounts.table_index = tables.table_index
    left join usual_decimals
        on
            amounts.document_id = usual_decimals.document_id
            and amounts.statement_code = usual_decimals.statement_code
),

-- A number without a unit of money, or beyond the money type, is no amount: it is counted as unreadable.
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
        amount_printed,
        printed_decimals,
        unit_name,
        unit_source,
        amount_yuan,
        case
            when cell_kind in ('printed_number', 'printed_zero') and amount_yuan is null then 'unreadable'
            else cell_kind
        end as cell_kind,
        case
            when amount_yuan is not null
                then {{ rounding_half_width_yuan('yuan_per_unit', 'precision_decimals') }}
        end as rounding_half_width_yuan
    from units_joined
)

select * from final
