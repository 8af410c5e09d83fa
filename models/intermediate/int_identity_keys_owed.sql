-- One row per document, identity and instance that is owed, by the line and the measure that tell the instances apart.
-- Found from the operands' levels, not through the evaluator's joins, so that an instance it drops is missed.
with selectors as (
    select * from {{ ref('int_identity_selectors') }}
),

operands as (
    select * from {{ ref('int_identity_operands') }}
),

-- A topic may be spoken of in a section that repeats no cell of it: the funds of income are cells of the summary.
topics_with_a_cell as (
    select distinct
        operand_statements.statement_code,
        topic_cells.topic_code
    from {{ ref('narrative_topic_cells') }} as topic_cells
    inner join {{ ref('operand_statements') }} as operand_statements
        on topic_cells.section_code = operand_statements.section_code
    where topic_cells.line_code is not null
),

-- Most selectors name a line: joined by the line too, they meet their cells only.
keys_of_named_lines as (
    select
        operands.document_id,
        selectors.identity_code,
        '' as line_part,
        selectors.instance_measure as measure_part
    from operands
    inner join selectors
        on
            operands.statement_code = selectors.statement_code
            and operands.side = selectors.side
            and operands.measure_code = selectors.measure_code
            and operands.line_code = selectors.line_code
    where
        selectors.kind in ({{ identity_kinds_with_terms() }})
        and selectors.line_selector = 'line'
),

keys_of_many_lines as (
    select
        operands.document_id,
        selectors.identity_code,
        case
            when selectors.line_selector in ('children', 'indicators') then operands.parent_line_code
            when selectors.line_selector in ('level_1', 'level_3', 'all_forms') then ''
            else operands.line_code
        end as line_part,
        selectors.instance_measure as measure_part
    from operands
    inner join selectors
        on
            operands.statement_code = selectors.statement_code
            and operands.side = selectors.side
            and operands.measure_code = selectors.measure_code
    left join topics_with_a_cell
        on
            operands.line_code = topics_with_a_cell.topic_code
            and operands.statement_code = topics_with_a_cell.statement_code
    where
        selectors.kind in ({{ identity_kinds_with_terms() }})
        and selectors.line_selector <> 'line'
        and (
            (selectors.line_selector = 'each_line' and operands.line_kind not in ('form', 'indicator'))
            or (selectors.line_selector in ('each_form', 'all_forms') and operands.line_kind = 'form')
            or (selectors.line_selector = 'repeating' and topics_with_a_cell.topic_code is not null)
            or (selectors.line_selector = 'indicators' and operands.line_kind = 'indicator')
            or (selectors.line_selector in ('each_class', 'level_1') and operands.level = 1)
            or (selectors.line_selector in ('each_item', 'level_3') and operands.level = 3)
            or (selectors.line_selector = 'children' and operands.level > 1)
            or (
                selectors.line_selector = 'each_parent'
                and operands.level in (1, 2)
                and length(operands.line_code) < case when operands.classification = 'economic' then 5 else 7 end
            )
        )
),

topics_repeated as (
    select distinct
        operands.document_id,
        selectors.identity_code,
        topic_cells.topic_code as line_part,
        selectors.instance_measure as measure_part
    from {{ ref('narrative_topic_cells') }} as topic_cells
    inner join {{ ref('operand_statements') }} as operand_statements
        on topic_cells.section_code = operand_statements.section_code
    inner join selectors
        on
            operand_statements.statement_code = selectors.line_code
            and topic_cells.statement_code = selectors.statement_code
            and topic_cells.metric_code = selectors.measure_code
            and coalesce(topic_cells.side, '') = selectors.side
    inner join operands
        on
            topic_cells.statement_code = operands.statement_code
            and coalesce(topic_cells.side, '') = operands.side
            and topic_cells.line_code = operands.line_code
            and topic_cells.measure_code = operands.measure_code
    where selectors.line_selector = 'repeated_in'
),

keys_of_names_identities as (
    select distinct
        operands.document_id,
        selectors.identity_code,
        operands.line_code as line_part,
        '-' as measure_part
    from operands
    inner join selectors
        on
            operands.statement_code = selectors.statement_code
            and operands.side = selectors.side
    where
        selectors.kind = 'names'
        and operands.line_label <> ''
        and (
            (selectors.line_selector = 'each_class' and operands.level = 1)
            or (selectors.line_selector = 'each_line' and operands.level is not null)
        )
),

final as (
    select * from keys_of_named_lines
    union all
    select * from keys_of_many_lines
    union all
    select * from topics_repeated
    union all
    select * from keys_of_names_identities
)

select * from final
