-- One row per document and related place: whether the document that it speaks of is there, and has the statement.
with documents as (
    select document_id from {{ ref('int_documents') }}
),

places as (
    select * from {{ ref('related_places') }}
),

relations as (
    select * from {{ ref('int_document_relations') }}
),

statements_found as (
    select
        document_id,
        statement_code,
        data_state
    from {{ ref('int_document_statements') }}
    where data_state <> 'absent'
    union all
    select distinct
        document_id,
        statement_code,
        'data' as data_state
    from {{ ref('int_narrative_operands') }}
),

final as (
    select
        documents.document_id,
        places.statement_code,
        case
            when max(case when statements_found.data_state = 'data' then 1 else 0 end) = 1 then 'data'
            -- Of declared_empty and empty the first says more, and comes first.
            else coalesce(min(statements_found.data_state), 'absent')
        end as data_state,
        case when max(relations.related_document_id) is null then min(places.absence_reason) end as absence_reason
    from documents
    cross join places
    left join relations
        on
            documents.document_id = relations.document_id
            and places.document_relation = relations.document_relation
    left join statements_found
        on
            relations.related_document_id = statements_found.document_id
            and places.related_statement_code = statements_found.statement_code
    group by documents.document_id, places.statement_code
)

select * from final
