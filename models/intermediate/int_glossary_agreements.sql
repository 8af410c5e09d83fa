-- One row per document whose glossary explains subjects: is every item explained, and every item explained there.
with entries as (
    select
        *,
        {{ fold_text('subject_item_name') }} as folded_item_name
    from {{ ref('int_narrative_figures_measured') }}
    where metric_code = 'glossary_entry' and topic_code = 'function_subject'
),

items as (
    select
        document_id,
        line_code,
        line_label,
        has_amount
    from {{ ref('int_identity_lines') }}
    where statement_code = 'expenditure' and level = 3
),

-- An entry whose name lost its code in extraction still explains the item whose name it contains, and an entry cut
-- off after its 款 may explain any item of it.
items_explained as (
    select distinct
        items.document_id,
        items.line_code,
        entries.figure_index
    from items
    inner join entries
        on
            items.document_id = entries.document_id
            and case
                when entries.subject_code is null then entries.folded_item_name like '%' || items.line_label || '%'
                when entries.subject_item_name is null then items.line_code like entries.subject_code || '%'
                else items.line_code = entries.subject_code
            end
),

documents_with_entries as (
    select distinct document_id
    from entries
    where subject_item_name is not null
),

offences as (
    select
        items.document_id,
        items.line_code as sort_key,
        case when items.has_amount and items_explained.line_code is null then 'unexplained:' || items.line_code end
            as offence
    from items
    inner join documents_with_entries
        on items.document_id = documents_with_entries.document_id
    left join items_explained
        on
            items.document_id = items_explained.document_id
            and items.line_code = items_explained.line_code
    union
    select
        entries.document_id,
        entries.folded_item_name as sort_key,
        case when items_explained.line_code is null then 'without_row:' || entries.folded_item_name end as offence
    from entries
    left join items_explained
        on
            entries.document_id = items_explained.document_id
            and entries.figure_index = items_explained.figure_index
    where entries.subject_item_name is not null
),

final as (
    select
        document_id,
        'glossary' as statement_code,
        'glossary' as aspect_code,
        '-' as line_code,
        count(*) as cell_count,
        cast(null as {{ dbt.type_string() }}) as obstacle,
        {{ listed_where_any('offence', "';'", 'order by sort_key') }} as offence
    from offences
    group by document_id
)

select * from final
