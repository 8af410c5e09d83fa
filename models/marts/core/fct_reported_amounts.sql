-- One row per printed cell of a statement, and one per blank whose amount is deduced; blanks else never stand here.
with printed_amounts as (
    select * from {{ ref('int_reported_amounts') }}
),

deduced_amounts as (
    select * from {{ ref('int_reported_amounts_deduced') }}
),

amounts as (
    -- What is printed has no finding_id.
    select * from printed_amounts
    union all by name
    select * from deduced_amounts
),

final as (
    select
        document_id,
        department_id,
        fiscal_year,
        statement_code,
        side,
        line_code,
        line_label,
        subject_code,
        classification,
        level,
        parent_subject_code,
        is_total_row,
        measure_code,
        amount_yuan,
        amount_printed,
        printed_decimals,
        rounding_half_width_yuan,
        unit_name,
        unit_source,
        cell_state,
        table_index,
        source_page,
        source_line,
        source_row,
        source_column,
        source_fragment,
        source_reference,
        source_box,
        source_text,
        line_evidence,
        measure_evidence,
        finding_id
    from amounts
)

-- Rows of a document side by side, so that reading one document reads few parts of the table.
select * from final
order by document_id
