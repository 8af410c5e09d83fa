-- One row per statement, side and line that is known by name: named lines, and the classes of two-sided statements.
with lines as (
    select * from {{ ref('lines') }}
),

statements as (
    select * from {{ ref('statements') }}
),

function_classes as (
    select * from {{ ref('function_classes') }}
),

class_lines as (
    select
        statements.statement_code,
        'expenditure' as side,
        function_classes.class_code as line_code,
        function_classes.name_zh as title_zh,
        function_classes.name_en as title_en,
        row_number() over (
            partition by statements.statement_code
            order by function_classes.class_code
        ) as ordinal
    from statements
    cross join function_classes
    where statements.layout = 'two_sided'
),

classes_counted as (
    select
        statement_code,
        side,
        count(*) as class_count
    from class_lines
    group by statement_code, side
),

-- On the side where classes stand they come first, as the template prints them.
final as (
    select
        lines.statement_code,
        coalesce(lines.side, '') as side,
        lines.line_code,
        lines.label_zh as title_zh,
        lines.label_en as title_en,
        cast(lines.ordinal + coalesce(classes_counted.class_count, 0) as integer) as ordinal,
        lines.is_total_row,
        'named' as line_kind
    from lines
    left join classes_counted
        on
            lines.statement_code = classes_counted.statement_code
            and lines.side = classes_counted.side

    union all

    select
        statement_code,
        side,
        line_code,
        title_zh,
        title_en,
        cast(ordinal as integer) as ordinal,
        false as is_total_row,
        'class' as line_kind
    from class_lines
)

select * from final
