-- One row per document and offence: what is wrong in words, without codes. At most twelve pieces are told.
{%- set pieces_told, words_told = 12, 6 %}
-- Documents have most offences in common: each is put into words once.
with offences as (
    select distinct
        {{ number_of_texts(['identity_code', 'offence']) }} as offence_id,
        identity_code,
        offence
    from {{ ref('int_finding_words') }}
    where offence <> ''
),

vocabulary as (
    select * from {{ ref('int_finding_vocabulary') }}
),

sentences as (
    select
        coalesce(identity_code, '') as identity_code,
        offence_code,
        text_zh,
        text_en
    from {{ ref('finding_offences') }}
),

pieces as (
    {%- for number in range(1, pieces_told + 1) %}
        select
            offence_id,
            identity_code,
            {{ number }} as piece_number,
            replace(
                replace(split_part(offence, ';', {{ number }}), 'indicator.indicator_', 'indicator.'), '.form.', '.'
            )
                as piece
        from offences
        where split_part(offence, ';', {{ number }}) <> ''
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
),

-- reception.growth:stray_mark, income+expenditure=a name
halves as (
    select
        offence_id,
        identity_code,
        piece_number,
        split_part(replace(piece, '=', ':'), ':', 1) as head,
        substr(piece, length(split_part(replace(piece, '=', ':'), ':', 1)) + 2) as rest
    from pieces
),

words as (
    {%- for number in range(1, words_told + 1) %}
        {%- for half in ['head', 'rest'] %}
            select
                offence_id,
                piece_number,
                '{{ half }}' as half,
                {{ half }} as whole,
                {{ number }} as word_number,
                split_part(replace({{ half }}, '+', '.'), '.', {{ number }}) as word
            from halves
            where split_part(replace({{ half }}, '+', '.'), '.', {{ number }}) <> ''
            {%- if not loop.last %}
                union all
            {%- endif %}
        {%- endfor %}
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
),

-- What no vocabulary knows is a name or a number and stays as it is.
halves_in_words as (
    select
        words.offence_id,
        words.piece_number,
        {%- for language, comma in [('zh', ' '), ('en', ', ')] %}
            case
                when count(vocabulary.word) = 0 then max(words.whole)
                else {{ dbt.listagg(
                    'coalesce(vocabulary.text_' ~ language ~ ', words.word)', "'" ~ comma ~ "'", 'order by words.word_number'
                ) }}
            end as text_{{ language }},
        {%- endfor %}
        words.half
    from words
    left join vocabulary
        on words.word = vocabulary.word
    group by words.offence_id, words.piece_number, words.half
),

pieces_told as (
    select
        halves.offence_id,
        halves.piece_number,
        {%- for language in ['zh', 'en'] %}
            case
                when sentences.offence_code = '*' and sentences.identity_code = '' and halves.rest = ''
                    then heads.text_{{ language }}
                else replace(
                        replace(sentences.text_{{ language }}, '{0}', heads.text_{{ language }}),
                        '{1}', coalesce(rests.text_{{ language }}, '')
                    )
            end as text_{{ language }},
        {%- endfor %}
        row_number() over (
            partition by halves.offence_id, halves.piece_number
            order by sentences.identity_code desc, sentences.offence_code desc
        ) as sentence_rank
    from halves
    inner join sentences
        on
            (halves.head = sentences.offence_code or sentences.offence_code = '*')
            and (halves.identity_code = sentences.identity_code or sentences.identity_code = '')
    inner join halves_in_words as heads
        on
            halves.offence_id = heads.offence_id
            and halves.piece_number = heads.piece_number
            and heads.half = 'head'
    left join halves_in_words as rests
        on
            halves.offence_id = rests.offence_id
            and halves.piece_number = rests.piece_number
            and rests.half = 'rest'
),

offences_told as (
    select
        offence_id,
        {{ dbt.listagg('text_zh', "'；'", 'order by piece_number') }} as offence_zh,
        {{ dbt.listagg('text_en', "'; '", 'order by piece_number') }} as offence_en
    from pieces_told
    where sentence_rank = 1
    group by offence_id
),

words_with_offences as (
    select
        document_id,
        check_key,
        {{ number_of_texts(['identity_code', 'offence']) }} as offence_id
    from {{ ref('int_finding_words') }}
    where offence <> ''
),

final as (
    select
        words_with_offences.document_id,
        words_with_offences.check_key,
        offences_told.offence_zh,
        offences_told.offence_en
    from words_with_offences
    inner join offences_told
        on words_with_offences.offence_id = offences_told.offence_id
)

select * from final
