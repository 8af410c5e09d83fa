-- One row per document, place, aspect and line: everything whose words, names, counts or sets are compared.
{%- set by_line = ['int_narrative_agreements', 'int_narrative_print_agreements', 'int_narrative_set_agreements',
    'int_narrative_count_agreements', 'int_glossary_agreements', 'int_evaluation_agreements',
    'int_evaluation_indicator_agreements', 'int_evaluation_goal_agreements'] %}
{%- set by_document = ['int_document_agreements', 'int_contents_agreements',
    'int_announced_statements', 'int_list_agreements', 'int_subject_agreements'] %}
with final as (
    {%- for source in by_line + by_document %}
        select
            document_id,
            {{ 'statement_code' if source in by_line else "'whole_document' as statement_code" }},
            aspect_code,
            {{ 'line_code' if source in by_line else "'-' as line_code" }},
            cast(cell_count as bigint) as cell_count,
            obstacle,
            nullif(offence, '') as offence
        from {{ ref(source) }}
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
)

select * from final
