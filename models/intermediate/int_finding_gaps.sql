-- One row per document and gap that no single cell explains: the checks that show the same gap are one finding.
with leftovers as (
    select * from {{ ref('int_break_leftovers') }}
),

-- Of the checks that are broken still, few.
terms as (
    select
        check_id,
        cell_id,
        statement_code,
        unit_kind,
        is_printed,
        cell_number,
        weight
    from {{ ref('int_break_terms') }}
    where check_id in (select leftovers.check_id from leftovers)
),

hypotheses as (
    select * from {{ ref('int_finding_hypotheses') }}
),

-- What a corrected or suspected cell stands in is told with that cell.
checks_with_a_suspect as (
    select
        terms.check_id,
        min(hypotheses.subject_key) as subject_key
    from terms
    inner join hypotheses
        on terms.cell_id = hypotheses.cell_id
    group by terms.check_id
),

blanks_counted as (
    select
        check_id,
        sum(case when is_printed then 0 else 1 end) as blank_count,
        max(case when statement_code like 'narrative_%' or statement_code like 'evaluation_%' then 0 else 1 end)
            as statement_cell_count,
        max(unit_kind) as unit_kind,
        max(case when unit_kind = 'percent' then abs(weight) end) as rate_weight,
        sum(cast(cell_number as decimal(28, 0))) as witness_set
    from terms
    group by check_id
),

sums_of_absent_lines as (
    select * from {{ ref('int_break_sums_of_absent_lines') }}
),

unsuspected as (
    select
        leftovers.document_id,
        leftovers.check_id,
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
        case when sums_of_absent_lines.check_id is null then leftovers.correction_of_one_blank end
            as correction_of_one_blank,
        blanks.blank_count,
        blanks.statement_cell_count,
        blanks.unit_kind,
        blanks.rate_weight,
        blanks.witness_set,
        checks_with_a_suspect.subject_key
    from leftovers
    inner join blanks_counted as blanks
        on leftovers.check_id = blanks.check_id
    left join sums_of_absent_lines
        on leftovers.check_id = sums_of_absent_lines.check_id
    left join checks_with_a_suspect
        on leftovers.check_id = checks_with_a_suspect.check_id
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
        check_id,
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
        -- The equation of a rate is in percent of its whole: by its weight it is in percentage points.
        case
            when rate_weight is null then cast(abs(residual) as decimal(26, 6))
            else {{ divide_decimals('abs(residual)', 'rate_weight') }}
        end as gap,
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
