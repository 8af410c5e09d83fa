-- One row per printed cell of a statement (blanks are no amounts and never stand here), nothing deduced.
with amounts as (
    select * from {{ ref('int_amounts_claimed') }}
),

documents as (
    select * from {{ ref('int_documents') }}
),

statement_lines as (
    select * from {{ ref('int_statement_lines') }}
),

-- The same amount printed again at the same place is one amount; different amounts at one place are all kept.
amounts_kept as (
    select * from amounts
    where
        amount_yuan is not null
        and (claim_number = 1 or cell_state = 'disputed')
),

final as (
    select
        amounts_kept.document_id,
        documents.department_id,
        documents.fiscal_year,
        amounts_kept.statement_code,
        amounts_kept.side,
        amounts_kept.line_code,
        amounts_kept.line_label,
        statement_lines.subject_code,
        statement_lines.classification,
        statement_lines.level,
        statement_lines.parent_subject_code,
        statement_lines.is_total_row,
        amounts_kept.measure_code,
        amounts_kept.amount_yuan,
        amounts_kept.amount_printed,
        amounts_kept.printed_decimals,
        amounts_kept.rounding_half_width_yuan,
        amounts_kept.unit_name,
        amounts_kept.unit_source,
        amounts_kept.cell_state,
        amounts_kept.table_index,
        amounts_kept.source_page,
        amounts_kept.source_line,
        amounts_kept.source_row,
        amounts_kept.source_column,
        amounts_kept.source_fragment,
        amounts_kept.source_reference,
        amounts_kept.source_box,
        amounts_kept.source_text,
        amounts_kept.line_evidence,
        amounts_kept.measure_evidence
    from amounts_kept
    inner join documents
        on amounts_kept.document_id = documents.document_id
    inner join statement_lines
        on
            amounts_kept.document_id = statement_lines.document_id
            and amounts_kept.statement_code = statement_lines.statement_code
            and amounts_kept.side = statement_lines.side
            and amounts_kept.line_code = statement_lines.line_code
)

select * from final
