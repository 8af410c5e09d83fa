-- One row per document, statement, side, line and measure: the cell that stands at that place, blanks included.
with amounts as (
    select * from {{ ref('int_amounts_claimed') }}
),

documents as (
    select * from {{ ref('int_documents') }}
),

statement_lines as (
    select * from {{ ref('int_statement_lines') }}
),

ordinals as (
    select * from {{ ref('int_statement_ordinals') }}
),

-- Where cells dispute a place, all of them stay in the fact; here the first printed one stands for them.
first_claims as (
    select
        *,
        -- Grids come in the order of the document, and none has a hundred thousand rows.
        cast(table_index as bigint) * 100000 + source_row as row_order
    from amounts
    where claim_number = 1
),

first_ordinals as (
    select
        document_id,
        statement_code,
        side,
        line_code,
        min(ordinal) as line_ordinal_printed
    from ordinals
    group by document_id, statement_code, side, line_code
),

final as (
    select
        first_claims.document_id,
        documents.department_id,
        documents.fiscal_year,
        first_claims.statement_code,
        first_claims.side,
        first_claims.line_code,
        first_claims.line_label,
        statement_lines.subject_code,
        statement_lines.line_kind,
        statement_lines.classification,
        statement_lines.level,
        statement_lines.parent_subject_code,
        statement_lines.class_code,
        first_claims.measure_code,
        first_claims.cell_kind,
        first_claims.cell_state,
        first_claims.amount_yuan,
        first_claims.amount_printed,
        first_claims.printed_decimals,
        first_claims.rounding_half_width_yuan,
        first_claims.unit_name,
        first_claims.unit_source,
        first_claims.row_order,
        statement_lines.is_total_row,
        first_claims.table_index,
        first_claims.source_page,
        first_claims.source_line,
        first_claims.source_row,
        first_claims.source_column,
        first_claims.source_reference,
        first_claims.source_box,
        first_claims.source_text,
        first_claims.line_evidence,
        first_claims.measure_evidence,
        first_ordinals.line_ordinal_printed
    from first_claims
    inner join documents
        on first_claims.document_id = documents.document_id
    inner join statement_lines
        on
            first_claims.document_id = statement_lines.document_id
            and first_claims.statement_code = statement_lines.statement_code
            and first_claims.side = statement_lines.side
            and first_claims.line_code = statement_lines.line_code
    left join first_ordinals
        on
            first_claims.document_id = first_ordinals.document_id
            and first_claims.statement_code = first_ordinals.statement_code
            and first_claims.side = first_ordinals.side
            and first_claims.line_code = first_ordinals.line_code
)

select * from final
