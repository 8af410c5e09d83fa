-- One row per document, statement, side and line: what the identities without amounts look at.
with cells as (
    select * from {{ ref('int_identity_operands') }}
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
        parent_line_code as parent_subject_code,
        -- 十四、资源勘探工业信息等支出 is the name of a class behind its number.
        min({{ extract_pattern(fold_text('line_label'), '^(?:[一二三四五六七八九十]+、)?(.*)$', 1) }}) as line_label,
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
        parent_line_code
)

select * from final
