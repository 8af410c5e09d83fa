-- One row per finding: its sentence and its proof in words, from the sentences of the seed.
with facts_gathered as (
    select * from {{ ref('int_finding_facts') }}
),

final as (
    select
        document_id,
        coalesce(proposed_value, case when proposed_number < 0 then '-' || gap when proposed_number > 0 then gap end)
            as proposed_value,
        proposed_number,
        {%- for language in ['zh', 'en'] %}
            {% set ns = namespace(text='sentence_' ~ language) %}
            {%- for word, column in [
                ('place_' ~ language, 'place_' ~ language), ('printed', 'printed'), ('proposed', 'proposed_value'),
                ('unit_' ~ language, 'unit_' ~ language), ('proof_' ~ language, 'first_proof_' ~ language),
                ('hypothesis_' ~ language, 'hypothesis_' ~ language), ('identity_' ~ language, 'identity_' ~ language),
                ('offence', 'offence_' ~ language), ('gap', 'gap'), ('witnesses', 'cast(witness_count as varchar)'),
                ('checks', 'cast(check_count as varchar)'),
            ] %}
                {%- set ns.text = "replace(" ~ ns.text ~ ", '{" ~ word ~ "}', coalesce(" ~ column ~ ", ''))" %}
            {%- endfor %}
            {{ ns.text }} as message_{{ language }},
            coalesce(
                proof_{{ language }},
                -- What follows a semicolon in the sentence stands alone in the proof.
                case when identity_{{ language }} = '' then nullif(ltrim(offence_{{ language }}, '；; '), '') end,
                identity_{{ language }}
                || case
                    when offence_{{ language }} <> ''
                        then '{{ {'zh': '：', 'en': ': '}[language] }}' || offence_{{ language }}
                    else ''
                end
            ) as proof_{{ language }},
        {%- endfor %}
        finding_id
    from facts_gathered
)

select * from final
