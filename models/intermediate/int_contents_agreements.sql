-- One row per document with a table of contents: does each of its headings stand again in the body, in that order.
{%- set ordinal = '(?:[(][一二三四五六七八九十]+[)]|[一二三四五六七八九十]+、|[0-9]+[.、])' %}
with short_lines as (
    select
        document_id,
        source_page * 1000000 + source_line as line_order,
        translate({{ fold_text('text') }}, '“”"-', '') as folded_text
    from {{ ref('stg_raw__lines') }}
    -- A heading of at most 40 characters, and the dots and spaces that lead to its page number.
    where not is_table_row and length(text) <= 200
),

contents_begun as (
    select
        document_id,
        min(line_order) as first_order
    from short_lines
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

headings_after as (
    select
        headings.*,
        row_number() over (
            partition by headings.document_id, headings.heading
            order by headings.line_order
        ) as occurrence
    from headings
    where length(headings.heading) between 3 and 40
),

-- The contents end where a heading comes again.
contents_ended as (
    select
        document_id,
        min(line_order) as end_order
    from headings_after
    where occurrence = 2
    group by document_id
),

contents as (
    select
        headings_after.document_id,
        headings_after.line_order,
        headings_after.heading,
        {{ heading_core('headings_after.heading') }} as core,
        contents_ended.end_order
    from headings_after
    inner join contents_ended
        on headings_after.document_id = contents_ended.document_id
    where headings_after.is_numbered and headings_after.line_order < contents_ended.end_order
),

-- The heading itself, else one that differs in 的, 情况 or 说明, else the beginning of a line.
headings_matched as (
    select
        contents.document_id,
        contents.line_order,
        coalesce(
            min(case when body.heading = contents.heading then body.line_order end),
            min(case when {{ heading_core('body.heading') }} = contents.core then body.line_order end),
            min(body.line_order)
        ) as body_order
    from contents
    inner join headings_after as body
        on
            contents.document_id = body.document_id
            and substring(contents.heading, 1, 3) = substring(body.heading, 1, 3)
    where
        contents.end_order <= body.line_order
        and starts_with({{ heading_core('body.heading') }}, contents.core)
    group by contents.document_id, contents.line_order
),

offences as (
    select
        contents.*,
        case
            when found.body_order is null then 'missing:' || contents.heading
            when
                found.body_order
                < lag(found.body_order) over (partition by contents.document_id order by contents.line_order)
                then 'out_of_order:' || contents.heading
        end as offence
    from contents
    left join headings_matched as found
        on
            contents.document_id = found.document_id
            and contents.line_order = found.line_order
),

final as (
    select
        document_id,
        'contents' as aspect_code,
        count(*) as cell_count,
        cast(null as {{ dbt.type_string() }}) as obstacle,
        {{ dbt.listagg('offence', "';'", 'order by line_order') }} as offence
    from offences
    group by document_id
)

select * from final
