-- One row per document with a table of contents: does each of its headings stand again in the body, in that order.
with headings as (
    select * from {{ ref('int_contents_headings') }}
),

-- The contents end where a heading comes again.
contents_ended as (
    select
        document_id,
        min(line_order) as end_order
    from headings
    where occurrence = 2
    group by document_id
),

contents as (
    select
        headings.document_id,
        headings.line_order,
        headings.heading,
        {{ heading_core('headings.heading') }} as core,
        contents_ended.end_order
    from headings
    inner join contents_ended
        on headings.document_id = contents_ended.document_id
    where headings.is_numbered and headings.line_order < contents_ended.end_order
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
    inner join headings as body
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
        {{ listed_where_any('offence', "';'", 'order by line_order') }} as offence
    from offences
    group by document_id
)

select * from final
