-- One row per document and subject of a finding: its broken checks, its witnesses and the gravest.
with checks as (
    select * from {{ ref('int_finding_checks') }}
),

final as (
    select
        document_id,
        subject_key,
        count(distinct case when status_before = 'broken' then check_key end) as broken_check_count,
        coalesce(max(witness_number), 0) as witness_count,
        min(case when relation in ('unexplained', 'offended', 'mended', 'still_broken') then check_key end)
            as first_check_key,
        max(
            case
                when relation not in ('mended', 'still_broken', 'unexplained', 'offended') then null
                when severity = 'critical' then 3
                when severity = 'warning' then 2
                else 1
            end
        ) as severity_rank
    from checks
    group by document_id, subject_key
)

select * from final
