-- One row per document with breaks, check that touches a cell of a broken check, and cell: the cell's weight there.
with terms as (
    select * from {{ ref('int_break_terms_valued') }}
),

equations as (
    select * from {{ ref('int_break_equations') }}
),

-- The same figure of the narrative may stand in a rate twice, as the change does in a growth.
weights_of_cells as (
    select
        terms.document_id,
        terms.check_key,
        terms.cell_key,
        max(terms.statement_code) as statement_code,
        max(terms.side) as side,
        max(terms.line_code) as line_code,
        max(terms.measure_code) as measure_code,
        max(terms.unit_kind) as unit_kind,
        max(case when terms.is_printed then 1 else 0 end) = 1 as is_printed,
        max(terms.cell_kind) as cell_kind,
        max(terms.role) as role,
        max(terms.operand) as operand,
        max(terms.operand_half_width) as operand_half_width,
        cast(sum(
            case
                when not equations.is_rate then terms.weight
                when terms.role = 'numerator' then 100 * terms.weight
                when terms.role = 'denominator'
                    then -{{ product_of_decimals('equations.rate_value', 'terms.weight') }}
                when terms.role = 'rate' then -equations.denominator_value
            end
        ) as decimal(20, 6)) as weight
    from terms
    inner join equations
        on
            terms.document_id = equations.document_id
            and terms.check_key = equations.check_key
    group by terms.document_id, terms.check_key, terms.cell_key
),

cells_in_broken_checks as (
    select distinct
        weights.document_id,
        weights.cell_key
    from weights_of_cells as weights
    inner join equations
        on
            weights.document_id = equations.document_id
            and weights.check_key = equations.check_key
    where equations.status in ('broken', 'unreadable') and weights.weight <> 0
),

checks_touched as (
    select distinct
        weights.document_id,
        weights.check_key
    from weights_of_cells as weights
    inner join cells_in_broken_checks as suspects
        on
            weights.document_id = suspects.document_id
            and weights.cell_key = suspects.cell_key
),

terms_of_cells as (
    select
        weights.*,
        {{ number_of_text('weights.cell_key') }} as cell_number
    from weights_of_cells as weights
    inner join checks_touched
        on
            weights.document_id = checks_touched.document_id
            and weights.check_key = checks_touched.check_key
),

-- A line that the statement lacks has no term of its own: it stands in its sums as a blank.
terms_of_lines_lost as (
    select
        document_id,
        check_key,
        cell_key,
        statement_code,
        side,
        line_code,
        measure_code,
        'money' as unit_kind,
        false as is_printed,
        'blank' as cell_kind,
        'part' as role,
        cast(0 as decimal(20, 6)) as operand,
        operand_half_width,
        weight,
        {{ number_of_text('cell_key') }} as cell_number
    from {{ ref('int_break_lines_lost') }}
),

final as (
    select * from terms_of_cells
    union all
    select * from terms_of_lines_lost
)

select * from final
