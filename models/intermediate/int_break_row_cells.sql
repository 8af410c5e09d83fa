-- One row per document with breaks and cell of a statement that a move could concern: its place in its row of amounts.
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

-- The lines of checks that are broken, or that a line lost has moved.
checks_in_doubt as (
    select check_id from {{ ref('int_break_equations') }}
    where status in ('broken', 'unreadable') and not is_one_sided
    union
    select check_id from {{ ref('int_break_lines_lost') }}
),

lines_in_doubt as (
    select distinct line_id from {{ ref('int_break_terms') }}
    where check_id in (select checks_in_doubt.check_id from checks_in_doubt)
),

-- A grid with a line that begins with a printed number has not moved. Where the first column of a line holds no other
-- cell this is told without sorting the line.
lines_measured as (
    select
        grid_id,
        line_id,
        min(case when is_printed then source_column end) as first_printed_column,
        min(case when is_printed then null else source_column end) as first_blank_column
    from cells_in_rows
    group by grid_id, line_id
    having count(*) > 1
),

grids_in_place as (
    select distinct grid_id from lines_measured
    where first_printed_column < coalesce(first_blank_column, first_printed_column + 1)
),

cells_concerned as (
    select
        cells_in_rows.*,
        grids_in_place.grid_id is null as is_of_a_grid_in_doubt
    from cells_in_rows
    left join grids_in_place
        on cells_in_rows.grid_id = grids_in_place.grid_id
    where
        grids_in_place.grid_id is null
        or cells_in_rows.line_id in (select lines_in_doubt.line_id from lines_in_doubt)
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
        is_of_a_grid_in_doubt,
        row_number() over (partition by line_id order by source_column, ordinal, measure_code) as place,
        count(*) over (partition by line_id) as place_count
    from cells_concerned
)

select * from final
where place_count > 1
