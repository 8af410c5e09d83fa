-- One row per finding: what it is, of which cause, and what it rests on.
with documents as (
    select * from {{ ref('int_documents') }}
),

hypotheses as (
    select * from {{ ref('int_finding_hypotheses') }}
),

gaps as (
    select * from {{ ref('int_finding_gaps') }}
    where not is_told_with_a_cell
),

words as (
    select * from {{ ref('int_finding_words') }}
),

roundings as (
    select * from {{ ref('int_finding_roundings') }}
),

checks_counted as (
    select * from {{ ref('int_finding_check_counts') }}
),

{#- Nothing but one of several blanks explains the gap, and whichever it is, the amount is the same. -#}
{%- set lacks_one_blank = 'count(distinct suspect_cells) = 1 and count(correction_of_one_blank) = count(*)
            and min(correction_of_one_blank) = max(correction_of_one_blank)' %}
{%- set is_repeated = 'max(check_count) > 1 and max(doubt_count) = 0' %}
{%- set no_text = "cast(null as " ~ dbt.type_string() ~ ")" %}

findings_of_cells as (
    select
        document_id,
        subject_key,
        min(cell_key) as cell_key,
        max(finding_kind) as finding_kind,
        max(hypothesis_code) as hypothesis_code,
        -- Of two cells of one finding the weaker cause stands: undecidable sorts last.
        max(cause) as cause,
        {{ dbt.listagg("'\"' || cell_key || '\"'", "', '", 'order by cell_key') }} as cell_list
    from hypotheses
    group by document_id, subject_key
),

findings_of_gaps as (
    select
        document_id,
        gap_key as subject_key,
        {{ no_text }} as cell_key,
        case
            when {{ lacks_one_blank }} then 'lost_among_blanks'
            when {{ is_repeated }} then 'parts_fall_short'
            else 'unexplained_break'
        end as finding_kind,
        case
            when {{ lacks_one_blank }} then 'blank_lost'
            when {{ is_repeated }} then 'gap_repeated'
        end as hypothesis_code,
        -- Figures of running text that are all there: two totals that agree show that the parts fall short.
        case when {{ is_repeated }} then 'publisher_error' else 'undecidable' end as cause,
        replace('"' || max(suspect_cells) || '"', ';', '", "') as cell_list
    from gaps
    group by document_id, gap_key
),

all_findings as (
    select * from findings_of_cells
    union all
    select * from findings_of_gaps
    union all
    select
        document_id,
        check_key as subject_key,
        {{ no_text }} as cell_key,
        finding_kind,
        {{ no_text }} as hypothesis_code,
        cause,
        {{ no_text }} as cell_list
    from words
    union all
    select
        document_id,
        'rounding' as subject_key,
        {{ no_text }} as cell_key,
        'rounding_difference' as finding_kind,
        {{ no_text }} as hypothesis_code,
        'rounding' as cause,
        {{ no_text }} as cell_list
    from roundings
),

final as (
    select
        left(md5(
            all_findings.document_id || '|' || all_findings.finding_kind || '|' || all_findings.subject_key
        ), 16) as finding_id,
        all_findings.*,
        documents.department_id,
        documents.fiscal_year,
        case checks_counted.severity_rank
            when 3 then 'critical'
            when 2 then 'warning'
            else 'information'
        end as severity,
        coalesce(checks_counted.broken_check_count, 0) as broken_check_count,
        coalesce(checks_counted.witness_count, 0) as witness_count,
        checks_counted.first_check_key
    from all_findings
    inner join documents
        on all_findings.document_id = documents.document_id
    left join checks_counted
        on
            all_findings.document_id = checks_counted.document_id
            and all_findings.subject_key = checks_counted.subject_key
)

select * from final
