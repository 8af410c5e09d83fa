-- One row per document, topic and line of basic expenditure that the narrative lists as included: 主要包括：基本工资、奖金等。
with figures as (
    select
        figures.document_id,
        figures.topic_code,
        -- The last item stands before 等 or a stop.
        replace(
            '、' || translate({{ fold_text('figures.reason_text') }}, ',;。.:', '、、、、、') || '、', '等、', '、'
        ) as items_listed
    from {{ ref('int_narrative_figures_measured') }} as figures
    inner join {{ ref('operand_statements') }} as operand_statements
        on figures.section_code = operand_statements.section_code
    where
        operand_statements.statement_code = 'narrative_basic'
        and figures.metric_code = 'listed_items'
),

cells as (
    select
        *,
        {{ fold_text('line_label') }} as folded_label
    from {{ ref('int_statement_cells') }}
    where statement_code = 'basic_expenditure' and level = 2
),

-- A statement prints its blank lines too: an item listed that is one of its lines must have an amount.
final as (
    select
        figures.document_id,
        figures.topic_code,
        cells.line_code,
        cells.measure_code,
        cells.folded_label,
        coalesce(cells.amount_yuan, 0) <> 0 or cells.cell_kind = 'unreadable' as has_amount
    from figures
    inner join cells
        on figures.document_id = cells.document_id
    where figures.items_listed like '%、' || cells.folded_label || '、%'
)

select * from final
