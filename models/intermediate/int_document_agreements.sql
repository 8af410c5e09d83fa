-- One row per document and thing that the heads of its statements and forms must say alike.
with tables as (
    select * from {{ ref('stg_raw__tables') }}
    where statement_code is not null and recognition = 'title'
),

forms as (
    select * from {{ ref('int_evaluation_forms') }}
),

unit_names as (
    select
        document_id,
        nullif({{ fold_text('department_printed') }}, '') as unit_name
    from tables
    union all
    select
        document_id,
        case when department_name_state <> 'disputed' then nullif({{ fold_text('department_name') }}, '') end
            as unit_name
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

final as (
    select
        document_id,
        'unit_name' as aspect_code,
        sum(printed_count) as cell_count,
        case when sum(printed_count) < 2 then 'printed_once' end as obstacle,
        case when count(*) > 1 then {{ listed_where_any('unit_name', "';'", 'order by unit_name') }} end as offence
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
                then {{ listed_where_any('cast(fiscal_year_printed as ' ~ dbt.type_string() ~ ')', "';'",
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
        {{ listed_where_any(
            "case when unit_source <> 'printed' then statement_code end", "';'", 'order by table_index'
        ) }}
            as offence
    from tables
    group by document_id
)

select * from final
