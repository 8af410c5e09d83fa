-- One row per finding: one thing that a reader of the document should know.
{%- set nothing = "cast(null as " ~ dbt.type_string() ~ ")" %}
with findings as (
    select * from {{ ref('int_findings') }}
),

messages as (
    select * from {{ ref('int_finding_messages') }}
),

cells as (
    select * from {{ ref('int_break_cells') }}
),

proofs as (
    select * from {{ ref('int_finding_proofs_listed') }}
),

reviews as (
    select * from {{ ref('reviewed_findings') }}
),

explained as (
    select
        findings.finding_id,
        findings.document_id,
        findings.department_id,
        cast(findings.fiscal_year as integer) as fiscal_year,
        findings.finding_kind as kind,
        findings.hypothesis_code,
        findings.cause,
        findings.severity,
        cast(findings.witness_count as integer) as witness_count,
        cast(findings.broken_check_count as integer) as broken_check_count,
        cells.statement_code,
        cells.side,
        cells.line_code,
        cells.measure_code,
        '[' || coalesce(findings.cell_list, '') || ']' as cells,
        case when cells.is_printed then {{ figure_text('cells.operand', 'cells') }} end as printed_value,
        messages.proposed_value,
        cast(case when coalesce(cells.unit_kind, 'money') = 'money' then messages.proposed_number end as decimal(20, 2))
            as proposed_amount_yuan,
        messages.message_zh,
        messages.message_en,
        messages.proof_zh,
        messages.proof_en,
        '[' || coalesce(proofs.proof, '') || ']' as proof,
        coalesce(reviews.verdict, 'open') as review_state,
        reviews.reason_zh as review_reason_zh,
        reviews.reason_en as review_reason_en,
        reviews.reviewer_role,
        reviews.reviewed_on
    from findings
    left join messages
        on findings.finding_id = messages.finding_id
    left join cells
        on
            findings.document_id = cells.document_id
            and findings.cell_key = cells.cell_key
    left join proofs
        on findings.finding_id = proofs.finding_id
    left join reviews
        on findings.finding_id = reviews.finding_id
),

-- What rests on no broken check: names, codes, versions of one account, amounts that cannot all hold.
conformity as (
    {%- for source in ['int_findings_of_subjects', 'int_findings_of_documents', 'int_findings_of_unrounded'] %}
        {%- set is_of_a_cell = source == 'int_findings_of_unrounded' %}
        select
            finding_id,
            document_id,
            kind,
            cause,
            severity,
            statement_code,
            {{ 'side' if is_of_a_cell else nothing ~ ' as side' }},
            line_code,
            {{ 'measure_code' if is_of_a_cell else nothing ~ ' as measure_code' }},
            {{ "'[\"' || cell || '\"]'" if is_of_a_cell else "'[]'" }} as cells,
            message_zh,
            message_en
        from {{ ref(source) }}
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
),

documents as (
    select * from {{ ref('int_documents') }}
),

final as (
    select * from explained
    union all
    select
        conformity.finding_id,
        conformity.document_id,
        documents.department_id,
        documents.fiscal_year,
        conformity.kind,
        {{ nothing }} as hypothesis_code,
        conformity.cause,
        conformity.severity,
        0 as witness_count,
        0 as broken_check_count,
        conformity.statement_code,
        conformity.side,
        conformity.line_code,
        conformity.measure_code,
        conformity.cells,
        {{ nothing }} as printed_value,
        {{ nothing }} as proposed_value,
        null as proposed_amount_yuan,
        conformity.message_zh,
        conformity.message_en,
        {{ nothing }} as proof_zh,
        {{ nothing }} as proof_en,
        '[]' as proof,
        coalesce(reviews.verdict, 'open') as review_state,
        reviews.reason_zh as review_reason_zh,
        reviews.reason_en as review_reason_en,
        reviews.reviewer_role,
        reviews.reviewed_on
    from conformity
    inner join documents
        on conformity.document_id = documents.document_id
    left join reviews
        on conformity.finding_id = reviews.finding_id
)

select * from final
