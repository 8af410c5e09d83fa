-- One row per document and way in which it does not agree with another document, or its department may be another.
with documents as (
    select * from {{ ref('int_documents') }}
),

cells as (
    select * from {{ ref('int_statement_cells') }}
    where amount_yuan is not null
),

names as (
    select * from {{ ref('int_departments_identified') }}
),

texts as (
    select * from {{ ref('conformity_findings') }}
),

versions_paired as (
    select
        currents.document_id,
        superseded.document_id as other_document_id
    from documents as currents
    inner join documents as superseded
        on
            currents.account_key = superseded.account_key
            and currents.document_id <> superseded.document_id
    where currents.is_current and not superseded.is_current
),

amounts_differing as (
    select
        versions_paired.document_id,
        'documents_disagree' as kind,
        versions_paired.other_document_id as code,
        cast(count(*) as {{ dbt.type_string() }}) as name,
        '-' as other
    from versions_paired
    inner join cells
        on versions_paired.document_id = cells.document_id
    inner join cells as other_cells
        on
            versions_paired.other_document_id = other_cells.document_id
            and cells.statement_code = other_cells.statement_code
            and cells.side = other_cells.side
            and cells.line_code = other_cells.line_code
            and cells.measure_code = other_cells.measure_code
    where cells.amount_yuan <> other_cells.amount_yuan
    group by versions_paired.document_id, versions_paired.other_document_id
),

names_without_region as (
    select
        unit_name,
        department_id,
        {{ name_without_region('unit_name', 'first') }} as shorter_name
    from names
    union
    select
        unit_name,
        department_id,
        {{ name_without_region('unit_name', 'all') }} as shorter_name
    from names
),

-- A name without its region is said in many places: what it may be short for is named once, not each time.
names_alike as (
    select
        names.folded_department_name,
        names.unit_name,
        min(longer.unit_name) as other_name
    from names
    inner join names_without_region as longer
        on
            names.unit_name = longer.shorter_name
            and names.department_id <> longer.department_id
    group by names.folded_department_name, names.unit_name
),

departments_alike as (
    select
        documents.document_id,
        'department_may_be_another' as kind,
        '-' as code,
        names_alike.unit_name as name,
        names_alike.other_name as other
    from documents
    inner join names_alike
        on documents.folded_department_name = names_alike.folded_department_name
),

found as (
    select * from amounts_differing
    union all
    select * from departments_alike
),

final as (
    select
        left(md5(found.document_id || '|' || found.kind || '/' || found.code || '/' || found.other), 16)
            as finding_id,
        found.document_id,
        found.kind,
        texts.cause,
        texts.severity,
        cast(null as {{ dbt.type_string() }}) as statement_code,
        cast(null as {{ dbt.type_string() }}) as line_code,
        found.kind || '/' || found.code || '/' || found.other as cell,
        {{ finding_message('texts.message_zh', 'found') }} as message_zh,
        {{ finding_message('texts.message_en', 'found') }} as message_en
    from found
    inner join texts
        on found.kind = texts.kind
)

select * from final
