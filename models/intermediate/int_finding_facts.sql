-- One row per finding: what the places of its sentence are filled with.
with findings as (
    select * from {{ ref('int_findings') }}
),

hypotheses as (
    select * from {{ ref('int_finding_hypotheses') }}
),

proofs_in_words as (
    select * from {{ ref('int_finding_proofs_in_words') }}
),

words as (
    select * from {{ ref('int_finding_words') }}
),

offences as (
    select * from {{ ref('int_finding_offences') }}
),

roundings as (
    select
        *,
        'rounding' as subject_key
    from {{ ref('int_finding_roundings') }}
),

gaps as (
    select
        document_id,
        gap_key,
        max(gap) as gap,
        max(unit_kind) as unit_kind,
        max(check_count) as check_count,
        max(correction_of_one_blank) as lost_number
    from {{ ref('int_finding_gaps') }}
    group by document_id, gap_key
),

sentences as (
    select * from {{ ref('finding_messages') }}
),

identities as (
    select * from {{ ref('identities') }}
),

titles as (
    select * from {{ ref('break_hypotheses') }}
),

final as (
    select
        findings.finding_id,
        findings.document_id,
        findings.subject_key,
        sentences.message_zh as sentence_zh,
        sentences.message_en as sentence_en,
        proofs_in_words.proof_zh,
        proofs_in_words.proof_en,
        hypotheses.proposed_value,
        coalesce(
            hypotheses.operand + hypotheses.proposed_correction,
            case when findings.finding_kind = 'lost_among_blanks' then gaps.lost_number end
        ) as proposed_number,
        {%- for language, points in [('zh', '个百分点'), ('en', 'percentage points')] %}
            {%- set opening, closing = {'zh': ('“', '”'), 'en': (' “', '” ')}[language] %}
            hypotheses.statement_{{ language }} || '{{ opening }}' || hypotheses.line_{{ language }} || '{{ closing }}'
            || hypotheses.measure_{{ language }} as place_{{ language }},
            coalesce(
                hypotheses.unit_{{ language }},
                case coalesce(gaps.unit_kind, 'money')
                    when 'money' then '{{ ten_thousand_yuan(language) }}'
                    when 'percent' then '{{ points }}'
                end,
                ''
            ) as unit_{{ language }},
            coalesce(proofs_in_words.first_proof_{{ language }}, '') as first_proof_{{ language }},
            coalesce(titles.title_{{ language }}, '') as hypothesis_{{ language }},
            coalesce(identities.title_{{ language }}, '') as identity_{{ language }},
        {%- endfor %}
        hypotheses.printed_value as printed,
        coalesce(offences.offence_zh, roundings.causes_zh, '') as offence_zh,
        coalesce(offences.offence_en, roundings.causes_en, '') as offence_en,
        findings.witness_count,
        coalesce(gaps.check_count, roundings.check_count, findings.broken_check_count) as check_count,
        cast(cast(
            coalesce(gaps.gap, roundings.largest_yuan, abs(words.residual_yuan))
            * case when coalesce(gaps.unit_kind, 'money') = 'money' then cast('0.0001' as decimal(5, 4)) else 1 end
            as decimal(24, 2)
        ) as {{ dbt.type_string() }}) as gap
    from findings
    left join sentences
        on
            findings.finding_kind = sentences.finding_kind
            and findings.cause = sentences.cause
    left join hypotheses
        on
            findings.document_id = hypotheses.document_id
            and findings.cell_key = hypotheses.cell_key
    left join proofs_in_words
        on
            findings.document_id = proofs_in_words.document_id
            and findings.subject_key = proofs_in_words.subject_key
    left join titles
        on findings.hypothesis_code = titles.hypothesis_code
    left join identities
        on split_part(findings.first_check_key, '|', 1) = identities.identity_code
    left join words
        on
            findings.document_id = words.document_id
            and findings.subject_key = words.check_key
    left join offences
        on
            findings.document_id = offences.document_id
            and findings.subject_key = offences.check_key
    left join gaps
        on
            findings.document_id = gaps.document_id
            and findings.subject_key = gaps.gap_key
    left join roundings
        on
            findings.document_id = roundings.document_id
            and findings.subject_key = roundings.subject_key
)

select * from final
