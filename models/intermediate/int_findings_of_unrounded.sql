-- One row per document whose sums and copies hold one by one and cannot hold together.
with contradictions as (
    select * from {{ ref('int_unrounded_contradictions') }}
),

texts as (
    select * from {{ ref('conformity_findings') }}
    where kind = 'amounts_irreconcilable'
),

identities as (
    select * from {{ ref('identities') }}
),

vocabulary as (
    select * from {{ ref('int_finding_vocabulary') }}
),

contradictions_named as (
    select
        contradictions.*,
        {%- for language, of_its_own in [('zh', '印出的数本身'), ('en', 'its own printing')] %}
            coalesce(statement_words.text_{{ language }}, contradictions.statement_code) as statement_{{ language }},
            coalesce(line_words.text_{{ language }}, contradictions.line_label, contradictions.line_code)
                as line_{{ language }},
            coalesce(measure_words.text_{{ language }}, contradictions.measure_code) as measure_{{ language }},
            coalesce(identities_below.title_{{ language }}, '{{ of_its_own }}') as identity_below_{{ language }},
            coalesce(identities_above.title_{{ language }}, '{{ of_its_own }}') as identity_above_{{ language }},
        {%- endfor %}
        {{ unrounded_in_ten_thousands('contradictions.lowest_yuan') }} as lowest,
        {{ unrounded_in_ten_thousands('contradictions.highest_yuan') }} as highest
    from contradictions
    left join identities as identities_below
        on contradictions.identity_code_below = identities_below.identity_code
    left join identities as identities_above
        on contradictions.identity_code_above = identities_above.identity_code
    left join vocabulary as statement_words
        on contradictions.statement_code = statement_words.word
    left join vocabulary as measure_words
        on contradictions.measure_code = measure_words.word
    left join vocabulary as line_words
        on contradictions.line_label = line_words.word
),

final as (
    select
        left(
            md5(
                found.document_id || '|' || texts.kind || '|' || found.statement_code || '/' || found.side || '/'
                || found.line_code || '/' || found.measure_code
            ), 16
        ) as finding_id,
        found.document_id,
        texts.kind,
        texts.cause,
        texts.severity,
        found.statement_code,
        found.side,
        found.line_code,
        found.measure_code,
        found.statement_code || '/' || found.side || '/' || found.line_code || '/' || found.measure_code as cell,
        {%- for language in ['zh', 'en'] %}
            {%- set ns = namespace(text='texts.message_' ~ language) %}
            {%- for word in ['statement', 'line', 'measure', 'identity_below', 'identity_above'] %}
                {%- set ns.text = "replace(" ~ ns.text ~ ", '{" ~ word ~ "}', found." ~ word ~ "_" ~ language ~ ")" %}
            {%- endfor %}
            {%- for word in ['lowest', 'highest'] %}
                {%- set ns.text = "replace(" ~ ns.text ~ ", '{" ~ word ~ "}', found." ~ word ~ ")" %}
            {%- endfor %}
            {{ ns.text }} as message_{{ language }}
            {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from contradictions_named as found
    cross join texts
)

select * from final
