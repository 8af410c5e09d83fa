-- One row per document and check of numbers that is broken still: the one cell to suspect, or how many there are.
with equations_after as (
    select * from {{ ref('int_break_equations_after') }}
    where status_after = 'broken' and status_before <> 'unreadable'
),

equations as (
    select
        judged.document_id,
        judged.check_id,
        judged.identity_code || '|' || judged.instance_key as check_key,
        judged.identity_code,
        judged.instance_key,
        judged.kind,
        judged.severity,
        equations_after.residual_after,
        equations_after.tolerance_after
    from equations_after
    inner join {{ ref('int_break_equations') }} as judged
        on equations_after.check_id = judged.check_id
),

-- Of the checks that are broken still, few.
terms as (
    select
        check_id,
        cell_id,
        weight
    from {{ ref('int_break_terms') }}
    where check_id in (select equations.check_id from equations)
),

corrections as (
    select * from {{ ref('int_break_corrections') }}
),

candidates as (
    select * from {{ ref('int_break_suspects') }}
),

corrections_in_checks as (
    select
        terms.check_id,
        min(corrections.cell_key) as corrected_cell_key
    from terms
    inner join corrections
        on terms.cell_id = corrections.cell_id
    group by terms.check_id
),

suspects_ranked as (
    select
        terms.check_id,
        candidates.*,
        rank() over (
            partition by terms.check_id
            order by
                candidates.witness_count desc,
                case when candidates.slip_code is null then 1 else 0 end asc,
                candidates.side_witness_rank desc,
                -- A gap of one digit is what a digit misread leaves, and seldom what is lost with a whole amount.
                case
                    when
                        candidates.slip_code = 'digit_misread'
                        and length(replace(replace(
                            cast(abs(equations.residual_after) as {{ dbt.type_string() }}), '0', ''
                        ), '.', '')) = 1
                        then 0
                    else 1
                end asc
        ) as suspect_rank
    from candidates
    inner join terms
        on candidates.cell_id = terms.cell_id
    inner join equations
        on terms.check_id = equations.check_id
    where
        abs(equations.residual_after + {{ weighted_amount('terms.weight', 'candidates.correction') }})
        <= equations.tolerance_after + abs(terms.weight) * candidates.filled_half_width
),

suspects as (
    select
        check_id,
        count(*) as suspect_count,
        min(cell_key) as suspect_cell_key,
        min(cell_id) as suspect_cell_id,
        max(witness_count) as witness_count,
        max(copy_count) as copy_count,
        max(slip_code) as slip_code,
        max(correction) as correction,
        case when not bool_or(is_printed) and min(correction) = max(correction) then max(correction) end
            as correction_of_one_blank,
        bool_or(is_printed) as is_printed,
        {{ dbt.listagg('cell_key', "';'", 'order by cell_key') }} as suspect_cells
    from suspects_ranked
    where suspect_rank = 1
    group by check_id
),

final as (
    select
        equations.document_id,
        equations.check_id,
        equations.check_key,
        equations.identity_code,
        equations.instance_key,
        equations.kind,
        equations.severity,
        equations.residual_after as residual,
        equations.tolerance_after as tolerance,
        corrections_in_checks.corrected_cell_key,
        coalesce(suspects.suspect_count, 0) as suspect_count,
        suspects.suspect_cells,
        case when suspects.suspect_count = 1 then suspects.suspect_cell_key end as suspect_cell_key,
        case when suspects.suspect_count = 1 then suspects.suspect_cell_id end as suspect_cell_id,
        case when suspects.suspect_count = 1 then suspects.correction end as correction,
        case when suspects.suspect_count > 1 then suspects.correction_of_one_blank end as correction_of_one_blank,
        suspects.slip_code,
        suspects.witness_count,
        suspects.copy_count,
        suspects.is_printed
    from equations
    left join corrections_in_checks
        on equations.check_id = corrections_in_checks.check_id
    left join suspects
        on equations.check_id = suspects.check_id
)

select * from final
