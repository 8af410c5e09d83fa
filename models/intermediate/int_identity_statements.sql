-- One row per document and place that identities speak of: statements, sections of the narrative, parts of forms.
with document_statements as (
    select * from {{ ref('int_document_statements') }}
),

operand_statements as (
    select distinct statement_code
    from {{ ref('operand_statements') }}
),

places_with_something_in_them as (
    select
        document_id,
        statement_code
    from {{ ref('int_identity_operands') }}
    union
    select
        document_id,
        statement_code
    from {{ ref('int_identity_agreements') }}
),

places_outside_statements as (
    select
        document_statements.document_id,
        operand_statements.statement_code
    from document_statements
    cross join operand_statements
    group by document_statements.document_id, operand_statements.statement_code
),

final as (
    select
        document_id,
        statement_code,
        data_state,
        cast(null as {{ dbt.type_string() }}) as absence_reason
    from document_statements
    union all
    select
        document_id,
        statement_code,
        data_state,
        absence_reason
    from {{ ref('int_identity_statements_across') }}
    union all
    select
        places.document_id,
        places.statement_code,
        case when found.document_id is null then 'absent' else 'data' end as data_state,
        null as absence_reason
    from places_outside_statements as places
    left join places_with_something_in_them as found
        on
            places.document_id = found.document_id
            and places.statement_code = found.statement_code
)

select * from final
