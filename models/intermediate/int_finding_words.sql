-- One row per document and broken check that no correction speaks of: words, names, sets, structure and mere habits.
with checks as (
    select * from {{ ref('fct_identity_checks') }}
    where status = 'broken'
),

identities as (
    select * from {{ ref('identities') }}
),

documents as (
    select * from {{ ref('int_break_documents') }}
),

rules as (
    select * from {{ ref('finding_rules') }}
),

equations as (
    select * from {{ ref('int_break_equations') }}
),

checks_of_words as (
    select
        checks.*,
        identities.kind,
        documents.format,
        rules.finding_kind,
        rules.cause
    from checks
    inner join identities
        on checks.identity_code = identities.identity_code
    inner join documents
        on checks.document_id = documents.document_id
    left join equations
        on
            checks.document_id = equations.document_id
            and checks.identity_code = equations.identity_code
            and checks.instance_key = equations.instance_key
    left join rules
        on checks.identity_code = rules.identity_code
    where equations.document_id is null
),

-- Two names, the first printed in some statements, the second in others: a=name;b+c=name.
names_compared as (
    select
        *,
        split_part(split_part(explanation, ';', 1), '=', 2) as first_name,
        split_part(split_part(explanation, ';', 2), '=', 2) as second_name,
        split_part(explanation, ';', 3) as third_name
    from checks_of_words
),

cuts_found as (
    select
        *,
        finding_kind = 'name_variant' and kind = 'names' and third_name = ''
        and left(first_name, least(length(first_name), length(second_name)))
        = left(second_name, least(length(first_name), length(second_name))) as is_cut
    from names_compared
),

final as (
    select
        document_id,
        identity_code,
        instance_key,
        identity_code || '|' || instance_key as check_key,
        severity,
        kind,
        explanation as offence,
        residual_yuan,
        case
            when finding_kind is null and kind in ({{ identity_kinds_of_offences() }}) then 'words_disagree'
            when finding_kind is null then 'unusual_relation'
            when is_cut then 'name_cut'
            else finding_kind
        end as finding_kind,
        case
            when finding_kind is null then 'undecidable'
            when is_cut and format = 'text' then 'extraction_loss'
            when is_cut and format = 'pdf' then 'undecidable'
            when is_cut then 'publisher_error'
            else cause
        end as cause
    from cuts_found
)

select * from final
