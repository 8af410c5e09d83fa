-- One row per finding and cell: the cells that are lost or suspect, and those that speak about them.
with findings as (
    select * from {{ ref('int_findings') }}
),

hypotheses as (
    select * from {{ ref('int_finding_hypotheses') }}
),

gaps as (
    select * from {{ ref('int_finding_gaps') }}
),

checks as (
    select * from {{ ref('int_finding_checks') }}
    where relation in ('mended', 'still_broken', 'unexplained')
),

cells as (
    select * from {{ ref('int_break_cells') }}
),

cells_unrounded as (
    select
        finding_id,
        document_id,
        cell_role,
        statement_code,
        side,
        line_code,
        measure_code,
        line_label,
        cell_kind,
        amount_yuan,
        value_number,
        proposed_amount_yuan,
        source_page,
        source_line,
        source_row,
        source_column,
        source_text
    from {{ ref('int_finding_cells_unrounded') }}
),

cells_of_checks as (
    select
        findings.finding_id,
        checks.document_id,
        terms.cell_id,
        case
            when bool_or(hypotheses.cell_key is not null and not hypotheses.is_printed) then 'lost'
            when bool_or(hypotheses.cell_key is not null) then 'suspect'
            when bool_or(';' || gaps.suspect_cells || ';' like '%;' || {{ cell_key('terms') }} || ';%') then 'suspect'
            when bool_or(terms.role in ('rate', 'numerator', 'denominator')) then 'operand'
            when bool_or(terms.role = 'total') then 'total'
            else 'addend'
        end as cell_role,
        max(hypotheses.operand + hypotheses.proposed_correction) as proposed_number
    from checks
    inner join findings
        on
            checks.document_id = findings.document_id
            and checks.subject_key = findings.subject_key
    inner join {{ ref('int_break_terms') }} as terms
        on checks.check_id = terms.check_id
    left join hypotheses
        on
            checks.document_id = hypotheses.document_id
            and checks.subject_key = hypotheses.subject_key
            and terms.cell_id = hypotheses.cell_id
    left join gaps
        on
            checks.check_id = gaps.check_id
            and checks.subject_key = gaps.gap_key
    group by findings.finding_id, checks.document_id, terms.cell_id
),

cells_of_breaks as (
    select
        cells_of_checks.finding_id,
        cells_of_checks.document_id,
        cells_of_checks.cell_role,
        cells.statement_code,
        cells.side,
        cells.line_code,
        cells.measure_code,
        cells.line_label,
        cells.cell_kind,
        cast(cells.amount_yuan as decimal(20, 2)) as amount_yuan,
        cast(cells.value_number as decimal(20, 6)) as value_number,
        cast(case when cells.unit_kind = 'money' then cells_of_checks.proposed_number end as decimal(20, 2))
            as proposed_amount_yuan,
        cells.source_page,
        cells.source_line,
        cells.source_row,
        cells.source_column,
        cells.source_text
    from cells_of_checks
    inner join cells
        on cells_of_checks.cell_id = cells.cell_id
),

final as (
    select * from cells_of_breaks
    union all
    select * from cells_unrounded
)

select * from final
