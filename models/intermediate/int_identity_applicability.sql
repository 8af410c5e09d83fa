-- One row per document and identity: may it be judged there, and what must be found for it.
with identities as (
    select * from {{ ref('identities') }}
),

identity_terms as (
    select * from {{ ref('identity_terms') }}
),

documents as (
    select * from {{ ref('int_documents') }}
),

document_statements as (
    select * from {{ ref('int_identity_statements') }}
),

condition_results as (
    select * from {{ ref('int_identity_condition_results') }}
),

statements_needed_by_identities as (
    select
        document_statements.document_id,
        identity_terms.identity_code,
        -- Names and words are compared among whatever statements there are.
        min(
            case
                when document_statements.data_state = 'absent' and identities.kind not in ('names', 'words', 'sets')
                    then coalesce(
                            document_statements.absence_reason, 'statement_absent:' || identity_terms.statement_code
                        )
            end
        ) as absence,
        -- A statement declared empty is present and all blank, so none of its lines can be missing.
        count(
            distinct case
                when identity_terms.is_required and document_statements.data_state = 'data'
                    then identity_terms.term_number
            end
        ) as required_term_count
    from document_statements
    inner join identity_terms
        on document_statements.statement_code = identity_terms.statement_code
    inner join identities
        on identity_terms.identity_code = identities.identity_code
    group by document_statements.document_id, identity_terms.identity_code
),

joined as (
    select
        needed.document_id,
        documents.department_id,
        documents.fiscal_year,
        needed.identity_code,
        identities.kind,
        identities.severity,
        needed.required_term_count,
        needed.absence,
        identities.condition_code,
        condition_results.outcome as condition_outcome,
        coalesce(
            documents.fiscal_year < identities.valid_from_year
            or documents.fiscal_year > identities.valid_to_year,
            false
        ) as is_outside_valid_years
    from statements_needed_by_identities as needed
    inner join identities
        on needed.identity_code = identities.identity_code
    inner join documents
        on needed.document_id = documents.document_id
    left join condition_results
        on
            needed.document_id = condition_results.document_id
            and identities.condition_code = condition_results.condition_code
),

final as (
    select
        *,
        -- Without one of its statements an identity has no instances, only the one row that says so.
        not is_outside_valid_years and absence is null as has_instances,
        case
            when is_outside_valid_years then 'outside_valid_years'
            when absence is not null then absence
            when condition_outcome = 'not_met' then 'condition_not_met:' || condition_code
            when condition_code is not null and coalesce(condition_outcome, 'unknown') <> 'met'
                then 'condition_unknown:' || condition_code
        end as obstacle
    from joined
)

select * from final
