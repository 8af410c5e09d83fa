-- One row per document and sum down one column of a statement, of lines that share a check with a broken one.
with terms as (
    select * from {{ ref('int_break_terms_valued') }}
    where kind = 'sum'
),

equations as (
    select * from {{ ref('int_break_equations') }}
),

lines as (
    select distinct
        document_id,
        statement_code,
        side,
        line_code,
        level
    from {{ ref('int_identity_operands') }}
    where line_kind = 'subject'
),

-- Of a line's children, or of all lines of one level under a named total.
sums as (
    select
        terms.document_id,
        terms.check_key,
        max(terms.statement_code) as statement_code,
        max(terms.side) as side,
        max(terms.measure_code) as measure_code,
        max(case when terms.role = 'total' then terms.line_code end) as total_line_code,
        max(case when terms.role = 'total' then terms.weight end) as total_weight,
        max(case when terms.role = 'part' then lines.level end) as part_level,
        max(case when terms.role = 'total' then lines.level end) as total_level,
        max(terms.operand_half_width) as half_width
    from terms
    left join lines
        on
            terms.document_id = lines.document_id
            and terms.statement_code = lines.statement_code
            and terms.side = lines.side
            and terms.line_code = lines.line_code
    group by terms.document_id, terms.check_key
    having
        count(distinct terms.statement_code || '/' || terms.side || '/' || terms.measure_code) = 1
        and sum(case when terms.role = 'total' then 1 else 0 end) = 1
),

final as (
    select
        sums.*,
        case when sums.total_level is null then sums.part_level end as level_under_total,
        equations.status,
        equations.residual,
        equations.tolerance,
        {{ divide_decimals('equations.residual', 'sums.total_weight') }} as lacking
    from sums
    inner join equations
        on
            sums.document_id = equations.document_id
            and sums.check_key = equations.check_key
)

select * from final
