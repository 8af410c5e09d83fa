-- One row per document, relation and related document: the account of the year before, the accounts of units below.
with documents as (
    select * from {{ ref('int_documents') }}
    where department_id is not null and fiscal_year is not null
),

departments as (
    select * from {{ ref('dim_departments') }}
),

-- Where a department has two accounts of the year before, the one of the same scope is meant.
years_before_ranked as (
    select
        documents.document_id,
        earlier.document_id as related_document_id,
        row_number() over (
            partition by documents.document_id
            order by
                case when documents.account_scope = earlier.account_scope then 0 else 1 end asc,
                earlier.ingest_sequence desc
        ) as preference
    from documents
    inner join documents as earlier
        on
            documents.department_id = earlier.department_id
            and documents.fiscal_year - 1 = earlier.fiscal_year
    where earlier.is_current
),

-- Only an account known to hold the units below is compared with theirs.
units_below as (
    select
        documents.document_id,
        unit_documents.document_id as related_document_id
    from documents
    inner join departments as units
        on documents.department_id = units.parent_department_id
    inner join documents as unit_documents
        on
            units.department_id = unit_documents.department_id
            and documents.fiscal_year = unit_documents.fiscal_year
    where
        documents.account_scope = 'consolidated'
        and unit_documents.is_current
),

final as (
    select
        document_id,
        'year_before' as document_relation,
        related_document_id
    from years_before_ranked
    where preference = 1
    union all
    select
        document_id,
        'unit' as document_relation,
        related_document_id
    from units_below
)

select * from final
