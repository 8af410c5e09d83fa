-- One row per document and line after the title of its table of contents that may be a heading, there or in the body.
{%- set ordinal = '(?:[(][一二三四五六七八九十]+[)]|[一二三四五六七八九十]+、|[0-9]+[.、])' %}
with short_lines as (
    select
        document_id,
        source_page * 1000000 + source_line as line_order,
        {{ replace_pattern(fold_text('text'), '[-“”"]+', '') }} as folded_text
    from {{ ref('stg_raw__lines') }}
    -- A heading of at most 40 characters, and the dots and spaces that lead to its page number.
    where not is_table_row and length(text) <= 200
),

lines_that_may_be_titles as (
    select
        document_id,
        source_page * 1000000 + source_line as line_order,
        {{ replace_pattern(fold_text('text'), '[-“”"]+', '') }} as folded_text
    from {{ ref('stg_raw__lines') }}
    where not is_table_row and length(text) <= 200 and text like '%目%'
),

contents_begun as (
    select
        document_id,
        min(line_order) as first_order
    from lines_that_may_be_titles
    where folded_text in ('目录', '目次')
    group by document_id
),

lines as (
    select short_lines.*
    from short_lines
    inner join contents_begun
        on
            short_lines.document_id = contents_begun.document_id
            and short_lines.line_order > contents_begun.first_order
),

-- Page numbers end a line of the contents.
headings as (
    select
        document_id,
        line_order,
        {{ matches_pattern('folded_text', '^' ~ ordinal) }} as is_numbered,
        {{ extract_pattern('folded_text', '^(?:' ~ ordinal ~ '|表[0-9]+:)?(.*?)[.…·]*[0-9]*$', 1) }} as heading
    from lines
),

final as (
    select
        headings.*,
        row_number() over (
            partition by headings.document_id, headings.heading
            order by headings.line_order
        ) as occurrence
    from headings
    where length(headings.heading) between 3 and 40
)

select * from final
