-- One row per finding on unrounded amounts and cell: where bounds cross, and what differences by rounding come from.
with findings as (
    select * from {{ ref('int_findings') }}
    where finding_kind = 'rounding_difference'
),

contradictions as (
    select * from {{ ref('int_findings_of_unrounded') }}
),

amounts as (
    select * from {{ ref('fct_unrounded_amounts') }}
    where is_cause_of_differences
),

operands as (
    select * from {{ ref('int_identity_operands') }}
),

places as (
    select
        finding_id,
        document_id,
        'suspect' as cell_role,
        statement_code,
        side,
        line_code,
        measure_code,
        cast(null as decimal(20, 2)) as proposed_amount_yuan
    from contradictions
    union all
    select
        findings.finding_id,
        amounts.document_id,
        'rounded' as cell_role,
        amounts.statement_code,
        amounts.side,
        amounts.line_code,
        amounts.measure_code,
        cast(amounts.lowest_yuan as decimal(20, 2)) as proposed_amount_yuan
    from amounts
    inner join findings
        on amounts.document_id = findings.document_id
),

final as (
    select
        places.finding_id,
        places.document_id,
        places.cell_role,
        places.statement_code,
        places.side,
        places.line_code,
        places.measure_code,
        operands.line_label,
        operands.cell_kind,
        cast(operands.amount_yuan as decimal(20, 2)) as amount_yuan,
        cast(null as decimal(20, 6)) as value_number,
        places.proposed_amount_yuan,
        operands.source_page,
        operands.source_line,
        operands.source_row,
        operands.source_column,
        operands.source_text
    from places
    inner join operands
        on
            places.document_id = operands.document_id
            and places.statement_code = operands.statement_code
            and places.side = operands.side
            and places.line_code = operands.line_code
            and places.measure_code = operands.measure_code
)

select * from final
