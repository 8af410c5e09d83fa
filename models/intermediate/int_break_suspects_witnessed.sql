-- One row per document and cell that could explain a broken check and that something else in the document speaks of.
with all_candidates as (
    select * from {{ ref('int_break_candidates_left') }}
    where refuting_holding_count = 0
),

candidates as (
    select * from all_candidates
    where not is_printed
),

equations as (
    select * from {{ ref('int_break_equations_after') }}
    where status_after = 'not_checkable'
),

items_listed as (
    select * from {{ ref('int_narrative_items_listed') }}
    where not has_amount
),

-- A habit is no rule and breaks nothing, but where a sum lacks just the amount that it expects, both speak of one cell.
habit_terms_found as (
    select
        {{ number_of_texts([
            'identity_terms.document_id', 'identity_terms.statement_code', 'identity_terms.side',
            'identity_terms.line_code', 'identity_terms.measure_code'
        ]) }} as cell_id,
        identity_terms.document_id,
        identity_terms.identity_code,
        identity_terms.instance_key,
        identity_terms.is_printed,
        identity_terms.weight
    from {{ ref('int_identity_terms') }} as identity_terms
    inner join {{ ref('identities') }} as identities
        on identity_terms.identity_code = identities.identity_code
    where identities.severity = 'information' and identities.kind in ('sum', 'copy')
),

habit_terms as (
    select
        found.cell_id,
        found.is_printed,
        found.weight,
        checks.status,
        checks.residual_yuan,
        checks.tolerance_yuan,
        {{ divide_decimals('-checks.residual_yuan', 'found.weight') }} as correction
    from habit_terms_found as found
    inner join {{ ref('fct_identity_checks') }} as checks
        on
            found.document_id = checks.document_id
            and found.identity_code = checks.identity_code
            and found.instance_key = checks.instance_key
    where
        checks.status <> 'not_checkable'
        and found.cell_id in (select all_candidates.cell_id from all_candidates)
),

habits as (
    select * from habit_terms
    where status = 'broken' and not is_printed
),

-- A number that its habit confirms as it stands is the last to suspect, one that its habit wants otherwise the first.
printed_cells_by_habit as (
    select
        candidates.cell_id,
        max(
            case
                when
                    abs(
                        habit_terms.residual_yuan
                        + {{ weighted_amount('habit_terms.weight', 'candidates.correction') }}
                    ) > habit_terms.tolerance_yuan
                    then -1
                when habit_terms.status = 'broken' then 2
                else 0
            end
        ) as habit_rank
    from all_candidates as candidates
    inner join habit_terms
        on candidates.cell_id = habit_terms.cell_id
    where candidates.is_printed
    group by candidates.cell_id
),

-- A part whose check waits for it, and which could be the whole printed there: that amount stands elsewhere.
amounts_elsewhere as (
    select
        candidates.cell_id,
        {{ divide_decimals('-equations.residual_after', 'terms.weight') }} as correction
    from candidates
    inner join {{ ref('int_break_terms') }} as terms
        on candidates.cell_id = terms.cell_id
    inner join equations
        on terms.check_id = equations.check_id
    where
        terms.weight <> 0
        and equations.residual_after <> 0
        and {{ divide_decimals('-equations.residual_after', 'terms.weight') }}
        between candidates.lower_end and candidates.upper_end
    union all
    select
        candidates.cell_id,
        habits.correction
    from candidates
    inner join habits
        on candidates.cell_id = habits.cell_id
    where habits.correction between candidates.lower_end and candidates.upper_end
),

witnesses as (
    select
        cell_id,
        correction as correction_elsewhere,
        false as is_listed,
        0 as habit_rank
    from amounts_elsewhere
    union all
    select
        {{ number_of_texts(['document_id', "'basic_expenditure'", "''", 'line_code', 'measure_code']) }} as cell_id,
        cast(null as decimal(26, 6)) as correction_elsewhere,
        true as is_listed,
        0 as habit_rank
    from items_listed
    union all
    select
        cell_id,
        cast(null as decimal(26, 6)) as correction_elsewhere,
        false as is_listed,
        habit_rank
    from printed_cells_by_habit
),

witnesses_of_cells as (
    select
        cell_id,
        case when min(correction_elsewhere) = max(correction_elsewhere) then min(correction_elsewhere) end
            as correction_elsewhere,
        bool_or(is_listed) as is_listed,
        sum(habit_rank) as habit_rank
    from witnesses
    group by cell_id
),

final as (
    select
        all_candidates.document_id,
        all_candidates.cell_id,
        all_candidates.cell_key,
        witnesses_of_cells.correction_elsewhere,
        witnesses_of_cells.is_listed,
        witnesses_of_cells.habit_rank
    from witnesses_of_cells
    inner join all_candidates
        on witnesses_of_cells.cell_id = all_candidates.cell_id
)

select * from final
