-- One row per document that counts the offices it lists: is the count the number of things listed.
{%- set counted = '内设([0-9]{1,2})个[^,;。:]{1,8}[,:](?:分别)?(?:是|为)?:?([^。;]+)。' %}
with lines as (
    select
        *,
        {{ fold_text('text') }} as folded_text
    from {{ ref('stg_raw__lines') }}
    where not is_table_row
),

-- A sentence that counts what it lists may run over several lines.
lines_joined as (
    select
        document_id,
        source_page,
        source_line,
        folded_text like '%内设%' as counts_something,
        folded_text
        {%- for ahead in range(1, 5) %}
            || coalesce(
                lead(folded_text, {{ ahead }}) over (partition by document_id order by source_page, source_line), ''
            )
        {%- endfor %} as passage
    from lines
),

lists_counted as (
    select
        document_id,
        source_page,
        source_line,
        {{ extract_pattern('passage', counted, 1) }} as counted_text,
        {{ extract_pattern('passage', counted, 2) }} as listed_text
    from lines_joined
    where counts_something
),

final as (
    select
        document_id,
        'counted_list' as aspect_code,
        count(*) as cell_count,
        -- Signs inside brackets separate no items of the list.
        case when max(case when {{ matches_pattern('listed_text', '[(][^)]*、') }} then 1 else 0 end) = 1
                then 'list_unclear'
        end as obstacle,
        min(
            case
                when cast(counted_text as integer) <> length(listed_text) - length(replace(listed_text, '、', '')) + 1
                    then counted_text || ':' || listed_text
            end
        ) as offence
    from lists_counted
    where counted_text <> ''
    group by document_id
)

select * from final
