-- One row per document with breaks and cell of a statement: its place in its row of amounts, from left to right.
with documents as (
    select * from {{ ref('int_break_documents') }}
),

operands as (
    select * from {{ ref('int_identity_operands') }}
),

statements as (
    select * from {{ ref('statements') }}
),

measures as (
    select
        statement_code,
        coalesce(side, '') as side,
        measure_code,
        ordinal
    from {{ ref('measures') }}
),

cells_in_rows as (
    select
        operands.document_id,
        operands.statement_code,
        operands.side,
        operands.line_code,
        operands.measure_code,
        operands.table_index,
        {{ number_of_texts([
            'operands.document_id', 'operands.statement_code', 'operands.side', 'operands.line_code',
            'operands.measure_code'
        ]) }} as cell_id,
        {{ number_of_texts([
            'operands.document_id', 'operands.statement_code', 'operands.side', 'operands.line_code'
        ]) }} as line_id,
        {{ number_of_texts([
            'operands.document_id', 'operands.statement_code', 'operands.side', 'operands.table_index'
        ]) }} as grid_id,
        operands.cell_kind in ('printed_number', 'printed_zero') as is_printed,
        cast(coalesce(operands.amount_yuan, 0) as decimal(20, 6)) as amount,
        operands.source_column,
        measures.ordinal
    from operands
    inner join statements
        on operands.statement_code = statements.statement_code
    left join measures
        on
            operands.statement_code = measures.statement_code
            and operands.side = measures.side
            and operands.measure_code = measures.measure_code
    where
        operands.table_index is not null
        and operands.document_id in (select documents.document_id from documents)
),

-- Numbers glued into one cell of the grid stand in the order of their measures.
final as (
    select
        document_id,
        statement_code,
        side,
        line_code,
        measure_code,
        table_index,
        cell_id,
        line_id,
        grid_id,
        is_printed,
        amount,
        row_number() over (partition by line_id order by source_column, ordinal, measure_code) as place,
        count(*) over (partition by line_id) as place_count
    from cells_in_rows
)

select * from final
where place_count > 1
