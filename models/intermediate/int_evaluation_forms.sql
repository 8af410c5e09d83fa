-- One row per self-evaluation form, its copies joined, with what its head says.
{%- set head_fields = ['project_name', 'department_name', 'department_code', 'implementing_unit', 'reporting_unit',
    'filing_date', 'unit_name'] %}
with forms as (
    select * from {{ ref('stg_raw__evaluation_forms') }}
),

cells as (
    select * from {{ ref('int_evaluation_cells') }}
),

documents as (
    select * from {{ ref('int_documents') }}
),

copies_joined as (
    select
        document_id,
        form_id,
        form_key,
        form_kind,
        min(form_number) as form_number,
        count(*) as copy_count,
        sum(unread_row_count) as unread_row_count,
        max(case when copy_number = 1 then title_printed end) as title_printed,
        min(first_page) as first_page
    from forms
    group by document_id, form_id, form_key, form_kind
),

heads_elected as (
    select
        form_id,
        {%- for field in head_fields %}
            max(case when field_code = '{{ field }}' then value_text end) as {{ field }},
            max(case when field_code = '{{ field }}' then cell_state end) as {{ field }}_state,
        {%- endfor %}
        max(case when field_code = 'fiscal_year' then value_text end) as fiscal_year_text
    from cells
    where
        item_kind = 'head'
        and is_elected
    group by form_id
),

final as (
    select
        copies_joined.document_id,
        copies_joined.form_id,
        copies_joined.form_key,
        copies_joined.form_kind,
        cast(copies_joined.form_number as integer) as form_number,
        cast(copies_joined.copy_count as integer) as copy_count,
        cast(copies_joined.unread_row_count as integer) as unread_row_count,
        copies_joined.title_printed,
        documents.department_id,
        documents.fiscal_year,
        cast(heads_elected.fiscal_year_text as integer) as fiscal_year_printed,
        {%- for field in head_fields if field != 'unit_name' %}
            heads_elected.{{ field }},
        {%- endfor %}
        heads_elected.project_name_state,
        heads_elected.department_name_state,
        heads_elected.unit_name as unit_printed
    from copies_joined
    inner join documents
        on copies_joined.document_id = documents.document_id
    left join heads_elected
        on copies_joined.form_id = heads_elected.form_id
)

select * from final
