-- One row per document and gap that no single cell explains: the checks that show the same gap are one finding.
with leftovers as (
    select * from {{ ref('int_break_leftovers') }}
),

terms as (
    select * from {{ ref('int_break_terms') }}
),

hypotheses as (
    select * from {{ ref('int_finding_hypotheses') }}
),

-- What a corrected or suspected cell stands in is told with that cell.
checks_with_a_suspect as (
    select
        terms.document_id,
        terms.check_key,
        min(hypotheses.subject_key) as subject_key
    from terms
    inner join hypotheses
        on
            terms.document_id = hypotheses.document_id
            and terms.cell_key = hypotheses.cell_key
    group by terms.document_id, terms.check_key
),

blanks_counted as (
    select
        document_id,
        check_key,
        sum(case when is_printed then 0 else 1 end) as blank_count,
        max(case when statement_code like 'narrative_%' or statement_code like 'evaluation_%' then 0 else 1 end)
            as statement_cell_count,
        max(unit_kind) as unit_kind,
        sum(case when is_printed then cast(cell_number as decimal(28, 0)) else 0 end) as witness_set
    from terms
    group by document_id, check_key
),

sums_of_absent_lines as (
    select * from {{ ref('int_break_sums_of_absent_lines') }}
),

unsuspected as (
    select
        leftovers.document_id,
        leftovers.check_key,
        leftovers.identity_code,
        leftovers.instance_key,
        leftovers.kind,
        leftovers.severity,
        leftovers.residual,
        leftovers.tolerance,
        leftovers.suspect_count,
        leftovers.suspect_cells,
        -- A line that is not there could lack the amount as well as a blank.
        case when sums_of_absent_lines.check_key is null then leftovers.correction_of_one_blank end
            as correction_of_one_blank,
        blanks.blank_count,
        blanks.statement_cell_count,
        blanks.unit_kind,
        blanks.witness_set,
        checks_with_a_suspect.subject_key
    from leftovers
    inner join blanks_counted as blanks
        on
            leftovers.document_id = blanks.document_id
            and leftovers.check_key = blanks.check_key
    left join sums_of_absent_lines
        on
            leftovers.document_id = sums_of_absent_lines.document_id
            and leftovers.check_key = sums_of_absent_lines.check_key
    left join checks_with_a_suspect
        on
            leftovers.document_id = checks_with_a_suspect.document_id
            and leftovers.check_key = checks_with_a_suspect.check_key
),

grouped as (
    select
        *,
        coalesce(
            subject_key,
            'gap|' || min(check_key) over (partition by document_id, unit_kind, abs(residual))
        ) as gap_key
    from unsuspected
),

final as (
    select
        document_id,
        check_key,
        identity_code,
        instance_key,
        kind,
        severity,
        residual,
        tolerance,
        suspect_count,
        suspect_cells,
        correction_of_one_blank,
        unit_kind,
        witness_set,
        blank_count,
        statement_cell_count,
        gap_key,
        subject_key is not null as is_told_with_a_cell,
        count(*) over (partition by document_id, gap_key) as check_count,
        sum(blank_count + statement_cell_count) over (partition by document_id, gap_key) as doubt_count
    from grouped
)

select * from final
