-- One row per document: the subjects whose printed name, by the changes known, is not one of the document's year.
with labels as (
    select distinct
        document_id,
        subject_code,
        classification,
        printed_name
    from {{ ref('int_subject_labels') }}
    where printed_name is not null
),

documents as (
    select * from {{ ref('int_documents') }}
    where fiscal_year is not null
),

changes as (
    select * from {{ ref('subject_changes') }}
),

-- Between the last year of the old name and the first of the new, neither is wrong.
names_out_of_date as (
    select
        classification,
        from_code as subject_code,
        from_name as subject_name,
        fiscal_year as wrong_from_year,
        9999 as wrong_to_year
    from changes
    union all
    select
        classification,
        to_code as subject_code,
        to_name as subject_name,
        0 as wrong_from_year,
        last_fiscal_year as wrong_to_year
    from changes
),

labels_judged as (
    select
        labels.document_id,
        labels.subject_code,
        labels.printed_name,
        max(case when names_out_of_date.subject_code is not null then 1 else 0 end) = 1 as is_out_of_date
    from labels
    inner join documents
        on labels.document_id = documents.document_id
    left join names_out_of_date
        on
            labels.classification = names_out_of_date.classification
            and labels.subject_code = names_out_of_date.subject_code
            and labels.printed_name = names_out_of_date.subject_name
            and documents.fiscal_year between names_out_of_date.wrong_from_year and names_out_of_date.wrong_to_year
    group by labels.document_id, labels.subject_code, labels.printed_name
),

final as (
    select
        document_id,
        'subject_of_year' as aspect_code,
        count(*) as cell_count,
        cast(null as {{ dbt.type_string() }}) as obstacle,
        {{ listed_where_any("case when is_out_of_date then subject_code || printed_name end", "';'",
            'order by subject_code, printed_name') }} as offence
    from labels_judged
    group by document_id
)

select * from final
