-- One row per document, statement, side and line: what the line is in its hierarchy and among the rows printed.
with amounts as (
    select * from {{ ref('int_amounts_claimed') }}
),

statements as (
    select * from {{ ref('statements') }}
),

named_lines as (
    select
        statement_code,
        coalesce(side, '') as side,
        line_code,
        is_total_row
    from {{ ref('lines') }}
),

subject_classes as (
    select * from {{ ref('int_subject_classes') }}
),

lines_found as (
    select distinct
        document_id,
        statement_code,
        side,
        line_code
    from amounts
),

lines_described as (
    select
        lines_found.*,
        named_lines.is_total_row as is_named_total,
        case when named_lines.line_code is null then 'subject' else 'named' end as line_kind,
        case when named_lines.line_code is null then {{ subject_level('lines_found.line_code') }} end as level,
        case when named_lines.line_code is null then left(lines_found.line_code, 3) end as class_code
    from lines_found
    left join named_lines
        on
            lines_found.statement_code = named_lines.statement_code
            and lines_found.side = named_lines.side
            and lines_found.line_code = named_lines.line_code
),

ancestors as (
    select
        document_id,
        statement_code,
        side,
        left(line_code, 3) as line_code
    from lines_described
    where level > 1

    union distinct

    select
        document_id,
        statement_code,
        side,
        left(line_code, 5) as line_code
    from lines_described
    where level > 2
),

final as (
    select
        lines_described.document_id,
        lines_described.statement_code,
        lines_described.side,
        lines_described.line_code,
        lines_described.line_kind,
        lines_described.level,
        case when lines_described.line_kind = 'subject' then lines_described.line_code end as subject_code,
        lines_described.class_code,
        case
            when lines_described.level = 2 then left(lines_described.line_code, 3)
            when lines_described.level = 3 then left(lines_described.line_code, 5)
        end as parent_subject_code,
        case
            when lines_described.line_kind = 'subject'
                then coalesce(subject_classes.classification, statements.classification)
        end as classification,
        coalesce(lines_described.is_named_total, ancestors.line_code is not null) as is_total_row
    from lines_described
    left join statements
        on lines_described.statement_code = statements.statement_code
    left join subject_classes
        on lines_described.class_code = subject_classes.class_code
    left join ancestors
        on
            lines_described.document_id = ancestors.document_id
            and lines_described.statement_code = ancestors.statement_code
            and lines_described.side = ancestors.side
            and lines_described.line_code = ancestors.line_code
)

select * from final
