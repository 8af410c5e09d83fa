-- One row per finding with witnesses: its proof in words, the shortest witness first.
with proofs as (
    select * from {{ ref('int_finding_proofs') }}
),

hypotheses as (
    select * from {{ ref('int_finding_hypotheses') }}
),

final as (
    select
        proofs.document_id,
        proofs.subject_key,
        {%- for language, semicolon, colon in [('zh', '；', '：'), ('en', '; ', ': ')] %}
            {{ dbt.listagg(
                "proofs.identity_" ~ language ~ " || '" ~ colon ~ "' || trim(trim(proofs.addends_" ~ language
                ~ "), '+ ') || ' = ' || hypotheses.proposed_value",
                "'" ~ semicolon ~ "'",
                'order by proofs.addend_count, proofs.check_key, proofs.cell_key'
            ) }} as proof_{{ language }},
        {%- endfor %}
        {%- for language, colon in [('zh', '：'), ('en', ': ')] %}
            -- Among witnesses of one length the first by name, so that every build says the same.
            min_by(
                proofs.identity_{{ language }} || '{{ colon }}' || trim(trim(proofs.addends_{{ language }}), '+ ')
                || ' = ' || hypotheses.proposed_value,
                lpad(cast(proofs.addend_count as {{ dbt.type_string() }}), 6, '0')
                || proofs.check_key || proofs.cell_key
            ) as first_proof_{{ language }},
        {%- endfor %}
        count(*) as proof_count
    from proofs
    inner join hypotheses
        on
            proofs.document_id = hypotheses.document_id
            and proofs.cell_key = hypotheses.cell_key
    group by proofs.document_id, proofs.subject_key
)

select * from final
