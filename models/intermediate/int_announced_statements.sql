-- One row per document that names a statement in a line of its own: is each of them read, or declared empty?
-- Named are the statements of the table of contents and those whose title stands over a table that could not be read.
with lines as (
    select
        document_id,
        source_page * 1000000 + source_line as line_order,
        {{ extract_pattern(replace_pattern(fold_text('text'), '[“”"]+', ''), '^(.*?)[.…·]*[0-9]*$', 1) }} as folded_text
    from {{ ref('stg_raw__lines') }}
    where not is_table_row and length(text) <= 80 and text like '%表%'
),

titles as (
    select
        statement_code,
        {{ replace_pattern(fold_text('title_zh'), '[“”"]+', '') }} as folded_title
    from {{ ref('statement_titles') }}
),

document_statements as (
    select * from {{ ref('int_document_statements') }}
),

-- The title of one statement may end that of another: the longest counts.
titles_in_lines as (
    select
        lines.document_id,
        lines.line_order,
        titles.statement_code,
        titles.folded_title,
        row_number() over (
            partition by lines.document_id, lines.line_order
            order by length(titles.folded_title) desc, titles.statement_code asc
        ) as place
    from lines
    inner join titles
        on right(lines.folded_text, length(titles.folded_title)) = titles.folded_title
),

statements_announced as (
    select
        document_id,
        statement_code,
        min(line_order) as first_order
    from titles_in_lines
    where place = 1
    group by document_id, statement_code
),

offences as (
    select
        announced.document_id,
        announced.first_order,
        case when document_statements.data_state = 'absent' then 'unread:' || announced.statement_code end as offence
    from statements_announced as announced
    inner join document_statements
        on
            announced.document_id = document_statements.document_id
            and announced.statement_code = document_statements.statement_code
),

final as (
    select
        document_id,
        'announced_statements' as aspect_code,
        count(*) as cell_count,
        cast(null as {{ dbt.type_string() }}) as obstacle,
        {{ listed_where_any('offence', "';'", 'order by first_order') }} as offence
    from offences
    group by document_id
)

select * from final
