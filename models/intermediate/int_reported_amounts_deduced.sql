-- One row per blank cell of a statement whose amount the identities prove, in the shape of a printed amount.
with hypotheses as (
    select * from {{ ref('int_finding_hypotheses') }}
    where finding_kind = 'lost_cell' and cause = 'extraction_loss' and is_statement
),

findings as (
    select * from {{ ref('int_findings') }}
),

amounts as (
    select * from {{ ref('int_amounts_claimed') }}
    where claim_number = 1
),

statement_lines as (
    select * from {{ ref('int_statement_lines') }}
),

money_units as (
    select * from {{ ref('money_units') }}
),

proven as (
    select
        hypotheses.*,
        findings.finding_id,
        cast(hypotheses.operand + hypotheses.proposed_correction as decimal(20, 2)) as proven_yuan
    from hypotheses
    inner join findings
        on
            hypotheses.document_id = findings.document_id
            and hypotheses.subject_key = findings.subject_key
            and hypotheses.finding_kind = findings.finding_kind
),

final as (
    select
        amounts.document_id,
        proven.department_id,
        proven.fiscal_year,
        amounts.statement_code,
        amounts.side,
        amounts.line_code,
        amounts.line_label,
        statement_lines.subject_code,
        statement_lines.classification,
        statement_lines.level,
        statement_lines.parent_subject_code,
        statement_lines.is_total_row,
        amounts.measure_code,
        proven.proven_yuan as amount_yuan,
        cast({{ divide_decimals('proven.proven_yuan', 'money_units.yuan_per_unit') }} as decimal(20, 6))
            as amount_printed,
        -- Half of the last digit is 5 somewhere behind the point: the digits before it are those that are printed.
        cast(
            greatest(
                0,
                length(rtrim(
                    cast(
                        {{ divide_decimals('proven.operand_half_width', 'money_units.yuan_per_unit') }}
                        as {{ dbt.type_string() }}
                    ), '0'
                )) - 3
            ) as integer
        ) as printed_decimals,
        proven.operand_half_width as rounding_half_width_yuan,
        amounts.unit_name,
        amounts.unit_source,
        'deduced' as cell_state,
        amounts.table_index,
        amounts.source_page,
        amounts.source_line,
        amounts.source_row,
        amounts.source_column,
        amounts.source_fragment,
        amounts.source_reference,
        amounts.source_box,
        amounts.source_text,
        amounts.line_evidence,
        amounts.measure_evidence,
        proven.finding_id
    from proven
    inner join amounts
        on
            proven.document_id = amounts.document_id
            and proven.statement_code = amounts.statement_code
            and proven.side = amounts.side
            and proven.line_code = amounts.line_code
            and proven.measure_code = amounts.measure_code
    inner join statement_lines
        on
            proven.document_id = statement_lines.document_id
            and proven.statement_code = statement_lines.statement_code
            and proven.side = statement_lines.side
            and proven.line_code = statement_lines.line_code
    inner join money_units
        on amounts.unit_name = money_units.unit_name
)

select * from final
