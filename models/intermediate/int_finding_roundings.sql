-- One row per document with differences within the printed precision: how many, the largest, and what causes them.
{%- set causes_told = 6 %}
with checks as (
    select * from {{ ref('fct_identity_checks') }}
    where status = 'within_rounding' and residual_yuan <> 0
),

terms as (
    select * from {{ ref('int_unrounded_terms') }}
    where residual_yuan <> 0
),

amounts as (
    select
        *,
        {{ number_of_texts(['document_id', 'statement_code', 'side', 'line_code', 'measure_code']) }} as place_number,
        {{ matches_pattern('line_code', '^[0-9]+$') }} as is_subject
    from {{ ref('fct_unrounded_amounts') }}
    where is_cause_of_differences
),

lines as (
    select * from {{ ref('lines') }}
    where is_total_row
),

statements as (
    select * from {{ ref('statements') }}
),

vocabulary as (
    select * from {{ ref('int_finding_vocabulary') }}
),

sentences as (
    select * from {{ ref('finding_offences') }}
    where offence_code = 'ends_in_half_a_digit'
),

-- The total of a column is what the column is called.
causes_named as (
    select
        amounts.document_id,
        amounts.lowest_yuan,
        {%- for language in ['zh', 'en'] %}
            case
                when amounts.is_subject then amounts.line_code || ' ' || amounts.line_label
                when lines.line_code is not null then coalesce(measure_words.text_{{ language }}, amounts.measure_code)
                else coalesce(line_words.text_{{ language }}, amounts.line_label, amounts.line_code)
            end as name_{{ language }},
        {%- endfor %}
        row_number() over (
            partition by amounts.document_id, amounts.lowest_yuan
            order by
                amounts.is_subject desc, length(case when amounts.is_subject then amounts.line_code end) desc,
                case when statements.statement_code is null then 1 else 0 end asc, amounts.statement_code asc,
                amounts.side asc, amounts.line_code asc, amounts.measure_code asc
        ) as place
    from amounts
    left join statements
        on amounts.statement_code = statements.statement_code
    left join lines
        on
            amounts.statement_code = lines.statement_code
            and amounts.side = coalesce(lines.side, '')
            and amounts.line_code = lines.line_code
    left join vocabulary as line_words
        on amounts.line_code = line_words.word
    left join vocabulary as measure_words
        on amounts.measure_code = measure_words.word
),

-- An amount stands in several statements: what has one unrounded amount and several names is told by the closest.
causes as (
    select
        *,
        {{ unrounded_in_ten_thousands('lowest_yuan') }} as amount,
        row_number() over (partition by document_id order by lowest_yuan asc) as cause_number,
        count(*) over (partition by document_id) as cause_count
    from causes_named
    where place = 1
),

causes_told as (
    select
        document_id,
        {{ dbt.listagg("name_zh || ' ' || amount", "'、'", 'order by cause_number') }}
        || case when max(cause_count) > {{ causes_told }} then '…' else '' end as causes_zh,
        {{ dbt.listagg("name_en || ' ' || amount", "', '", 'order by cause_number') }}
        || case when max(cause_count) > {{ causes_told }} then ' …' else '' end as causes_en
    from causes
    where cause_number <= {{ causes_told }}
    group by document_id
),

checks_caused as (
    select
        terms.document_id,
        count(distinct terms.check_number) as check_count
    from terms
    inner join amounts
        on terms.place_number = amounts.place_number
    group by terms.document_id
),

differences as (
    select
        document_id,
        count(*) as check_count,
        max(abs(residual_yuan)) as largest_yuan
    from checks
    group by document_id
),

final as (
    select
        differences.document_id,
        differences.check_count,
        differences.largest_yuan,
        {%- for language in ['zh', 'en'] %}
            replace(
                replace(sentences.text_{{ language }}, '{0}', cast(checks_caused.check_count as varchar)),
                '{1}', causes_told.causes_{{ language }}
            ) as causes_{{ language }}
            {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from differences
    left join causes_told
        on differences.document_id = causes_told.document_id
    left join checks_caused
        on differences.document_id = checks_caused.document_id
    left join sentences
        on causes_told.document_id is not null
)

select * from final
