-- One row per document and thing that the heads of its statements and forms, or a count and its list, must say alike.
with tables as (
    select * from {{ ref('stg_raw__tables') }}
    where statement_code is not null and recognition = 'title'
),

forms as (
    select * from {{ ref('int_evaluation_forms') }}
),

lines as (
    select
        *,
        {{ fold_text('text') }} as folded_text
    from {{ ref('stg_raw__lines') }}
    where not is_table_row
),

unit_names as (
    select
        document_id,
        nullif({{ fold_text('department_printed') }}, '') as unit_name
    from tables
    union all
    select
        document_id,
        case when department_name_state <> 'disputed' then nullif({{ fold_text('department_name') }}, '') end as unit_name
    from forms
    union all
    select
        document_id,
        nullif({{ fold_text('reporting_unit') }}, '') as unit_name
    from forms
),

unit_names_counted as (
    select
        document_id,
        unit_name,
        count(*) as printed_count
    from unit_names
    where unit_name is not null
    group by document_id, unit_name
),

years_counted as (
    select
        document_id,
        fiscal_year_printed,
        count(*) as printed_count
    from tables
    where fiscal_year_printed is not null
    group by document_id, fiscal_year_printed
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
        || coalesce(lead(folded_text, {{ ahead }}) over (partition by document_id order by source_page, source_line), '')
        {%- endfor %} as passage
    from lines
),

{%- set counted = '内设([0-9]{1,2})个[^,;。:]{1,8}[,:](?:分别)?(?:是|为)?:?([^。;]+)。' %}
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
        'unit_name' as aspect_code,
        sum(printed_count) as cell_count,
        case when sum(printed_count) < 2 then 'printed_once' end as obstacle,
        case when count(*) > 1 then {{ dbt.listagg('unit_name', "';'", 'order by unit_name') }} end as offence
    from unit_names_counted
    group by document_id
    union all
    select
        document_id,
        'fiscal_year' as aspect_code,
        sum(printed_count) as cell_count,
        case when sum(printed_count) < 2 then 'printed_once' end as obstacle,
        case
            when count(*) > 1
                then {{ dbt.listagg('cast(fiscal_year_printed as ' ~ dbt.type_string() ~ ')', "';'",
                    'order by fiscal_year_printed') }}
        end as offence
    from years_counted
    group by document_id
    union all
    select
        document_id,
        'money_unit' as aspect_code,
        count(*) as cell_count,
        cast(null as {{ dbt.type_string() }}) as obstacle,
        {{ dbt.listagg("case when unit_source <> 'printed' then statement_code end", "';'", 'order by table_index') }}
            as offence
    from tables
    group by document_id
    union all
    select
        document_id,
        'counted_list' as aspect_code,
        count(*) as cell_count,
        -- Signs inside brackets separate no items of the list.
        case when max(case when {{ matches_pattern('listed_text', '[(][^)]*、') }} then 1 else 0 end) = 1
            then 'list_unclear' end as obstacle,
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
