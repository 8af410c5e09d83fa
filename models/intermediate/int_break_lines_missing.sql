-- One row per document, sum and line: the one line that the statement lacks and whose amount, printed elsewhere, fits.
with statements as (
    select * from {{ ref('statements') }}
),

sums as (
    select * from {{ ref('int_break_column_sums') }}
    where status = 'broken' and lacking > tolerance
),

sums_short as (
    select sums.*
    from sums
    inner join statements
        on sums.statement_code = statements.statement_code
),

operands as (
    select operands.*
    from {{ ref('int_identity_operands') }} as operands
    inner join statements
        on operands.statement_code = statements.statement_code
    where
        operands.line_kind = 'subject'
        and operands.classification = 'function'
        and operands.level is not null
        and operands.document_id in (select sums_short.document_id from sums_short)
),

lines as (
    select distinct
        document_id,
        statement_code,
        side,
        line_code,
        level,
        parent_line_code
    from operands
),

-- A line belongs under its parent, and with all of its level under the total.
places_short as (
    {%- for sum_column, line_column in [('total_line_code', 'parent_line_code'), ('level_under_total', 'level')] %}
        select
            short.document_id,
            short.check_id,
            short.check_key,
            short.statement_code,
            short.side,
            short.measure_code,
            short.lacking,
            short.tolerance,
            short.half_width,
            lines.line_code,
            lines.level,
            lines.parent_line_code
        from sums_short as short
        inner join lines
            on
                short.document_id = lines.document_id
                and short.{{ sum_column }} = lines.{{ line_column }}
        {%- if not loop.last %}
            union
        {%- endif %}
    {%- endfor %}
),

-- What another statement prints for the line is just what the sum lacks.
amounts_found as (
    select
        places.document_id,
        places.check_id,
        places.check_key,
        places.statement_code,
        places.side,
        places.line_code,
        places.measure_code,
        places.level,
        places.parent_line_code,
        places.half_width,
        operands.amount_yuan as amount,
        count(distinct operands.statement_code) as statement_count,
        min(abs(operands.amount_yuan - places.lacking)) as distance
    from places_short as places
    inner join operands
        on
            places.document_id = operands.document_id
            and places.line_code = operands.line_code
    left join lines as lines_here
        on
            places.document_id = lines_here.document_id
            and places.statement_code = lines_here.statement_code
            and places.side = lines_here.side
            and places.line_code = lines_here.line_code
    where
        lines_here.line_code is null
        and operands.cell_kind = 'printed_number'
        and abs(operands.amount_yuan - places.lacking) <= places.tolerance + places.half_width
    group by
        places.document_id, places.check_id, places.check_key, places.statement_code, places.side, places.line_code,
        places.measure_code, places.level, places.parent_line_code, places.half_width, operands.amount_yuan
),

amounts_ranked as (
    select
        *,
        row_number() over (
            partition by check_id, line_code
            order by statement_count desc, distance asc, amount asc
        ) as amount_place,
        dense_rank() over (partition by check_id order by line_code asc)
        + dense_rank() over (partition by check_id order by line_code desc) - 1 as line_count
    from amounts_found
),

final as (
    select
        document_id,
        check_id,
        check_key,
        statement_code,
        side,
        line_code,
        measure_code,
        level,
        parent_line_code,
        half_width,
        amount,
        statement_count
    from amounts_ranked
    where amount_place = 1 and line_count = 1
)

select * from final
