{{- config(meta={'by_document': true}) -}}
-- An identity that silently stops being evaluated, in one document or for one instance, shows here.
with expected_counts as (
    select * from {{ ref('int_identity_expected_counts') }}
),

found_counts as (
    select
        document_id,
        identity_code,
        count(*) as instance_count
    from {{ ref('fct_identity_checks') }}
    group by document_id, identity_code
),

final as (
    select
        expected_counts.document_id,
        expected_counts.identity_code,
        expected_counts.expected_instance_count,
        found_counts.instance_count
    from expected_counts
    full outer join found_counts
        on
            expected_counts.document_id = found_counts.document_id
            and expected_counts.identity_code = found_counts.identity_code
    where expected_counts.expected_instance_count is distinct from found_counts.instance_count
)

select * from final
