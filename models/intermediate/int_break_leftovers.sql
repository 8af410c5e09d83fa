-- One row per document and check of numbers that is broken still: the one cell to suspect, or how many there are.
with equations as (
    select * from {{ ref('int_break_equations_after') }}
    where status_after = 'broken' and status_before <> 'unreadable'
),

terms as (
    select * from {{ ref('int_break_terms') }}
),

corrections as (
    select * from {{ ref('int_break_corrections') }}
),

candidates as (
    select * from {{ ref('int_break_suspects') }}
),

corrections_in_checks as (
    select
        terms.document_id,
        terms.check_key,
        min(terms.cell_key) as corrected_cell_key
    from terms
    inner join corrections
        on
            terms.document_id = corrections.document_id
            and terms.cell_key = corrections.cell_key
    group by terms.document_id, terms.check_key
),

suspects_ranked as (
    select
        terms.check_key,
        candidates.*,
        rank() over (
            partition by candidates.document_id, terms.check_key
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
        on
            candidates.document_id = terms.document_id
            and candidates.cell_key = terms.cell_key
    inner join equations
        on
            terms.document_id = equations.document_id
            and terms.check_key = equations.check_key
    where
        abs(equations.residual_after + {{ product_of_decimals('terms.weight', 'candidates.correction') }})
        <= equations.tolerance_after + abs(terms.weight) * candidates.filled_half_width
),

suspects as (
    select
        document_id,
        check_key,
        count(*) as suspect_count,
        min(cell_key) as suspect_cell_key,
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
    group by document_id, check_key
),

final as (
    select
        equations.document_id,
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
        case when suspects.suspect_count = 1 then suspects.correction end as correction,
        case when suspects.suspect_count > 1 then suspects.correction_of_one_blank end as correction_of_one_blank,
        suspects.slip_code,
        suspects.witness_count,
        suspects.copy_count,
        suspects.is_printed
    from equations
    left join corrections_in_checks
        on
            equations.document_id = corrections_in_checks.document_id
            and equations.check_key = corrections_in_checks.check_key
    left join suspects
        on
            equations.document_id = suspects.document_id
            and equations.check_key = suspects.check_key
)

select * from final
