-- One row per document and sum down one column of a statement, of lines that share a check with a broken one.
with equations as (
    select
        check_id,
        identity_code || '|' || instance_key as check_key,
        status,
        residual,
        tolerance
    from {{ ref('int_break_equations') }}
    where kind = 'sum'
),

terms as (
    select
        *,
        {{ number_of_texts(['document_id', 'statement_code', 'side', 'line_code']) }} as line_id,
        {{ number_of_texts(['statement_code', 'side', 'measure_code']) }} as column_id
    from {{ ref('int_break_terms_valued') }}
    where kind = 'sum'
),

cells_of_subjects as (
    select
        {{ number_of_texts(['document_id', 'statement_code', 'side', 'line_code']) }} as line_id,
        level
    from {{ ref('int_identity_operands') }}
    where line_kind = 'subject'
),

lines as (
    select
        line_id,
        max(level) as level
    from cells_of_subjects
    group by line_id
),

-- Of a line's children, or of all lines of one level under a named total.
sums as (
    select
        terms.document_id,
        terms.check_id,
        max(case when terms.role = 'total' then terms.statement_code end) as statement_code,
        max(case when terms.role = 'total' then terms.side end) as side,
        max(case when terms.role = 'total' then terms.measure_code end) as measure_code,
        max(case when terms.role = 'total' then terms.line_code end) as total_line_code,
        max(case when terms.role = 'total' then terms.weight end) as total_weight,
        max(case when terms.role = 'part' then lines.level end) as part_level,
        max(case when terms.role = 'total' then lines.level end) as total_level,
        max(terms.operand_half_width) as half_width
    from terms
    left join lines
        on terms.line_id = lines.line_id
    group by terms.document_id, terms.check_id
    having
        min(terms.column_id) = max(terms.column_id)
        and sum(case when terms.role = 'total' then 1 else 0 end) = 1
),

final as (
    select
        sums.*,
        case when sums.total_level is null then sums.part_level end as level_under_total,
        equations.check_key,
        equations.status,
        equations.residual,
        equations.tolerance,
        {{ amount_by_weight('equations.residual', 'sums.total_weight') }} as lacking
    from sums
    inner join equations
        on sums.check_id = equations.check_id
)

select * from final
