-- One row per document, statement, side and line: what the identities without amounts look at.
with cells as (
    select
        statement_cells.*,
        {{ identity_line_class('statement_cells') }} as line_class
    from {{ ref('int_statement_cells') }} as statement_cells
),

final as (
    select
        document_id,
        statement_code,
        side,
        line_code,
        line_kind,
        line_class,
        classification,
        level,
        parent_subject_code,
        min({{ fold_text('line_label') }}) as line_label,
        min(row_order) as row_order,
        -- A number that could not be read is a number all the same.
        sum(case when amount_yuan <> 0 or cell_kind = 'unreadable' then 1 else 0 end) > 0 as has_amount
    from cells
    group by
        document_id,
        statement_code,
        side,
        line_code,
        line_kind,
        line_class,
        classification,
        level,
        parent_subject_code
)

select * from final
