-- One row per document and cell that could explain a broken check and that something else in the document speaks of.
with all_candidates as (
    select * from {{ ref('int_break_candidates_left') }}
    where refuting_holding_count = 0
),

candidates as (
    select * from all_candidates
    where not is_printed
),

terms as (
    select * from {{ ref('int_break_terms') }}
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
habit_terms as (
    select
        identity_terms.document_id,
        identity_terms.statement_code || '/' || identity_terms.side || '/' || identity_terms.line_code || '/'
        || identity_terms.measure_code as cell_key,
        identity_terms.is_printed,
        identity_terms.weight,
        checks.status,
        checks.residual_yuan,
        checks.tolerance_yuan,
        {{ divide_decimals('-checks.residual_yuan', 'identity_terms.weight') }} as correction
    from {{ ref('int_identity_terms') }} as identity_terms
    inner join {{ ref('identities') }} as identities
        on identity_terms.identity_code = identities.identity_code
    inner join {{ ref('fct_identity_checks') }} as checks
        on
            identity_terms.document_id = checks.document_id
            and identity_terms.identity_code = checks.identity_code
            and identity_terms.instance_key = checks.instance_key
    where
        identities.severity = 'information'
        and identities.kind in ('sum', 'copy')
        and checks.status <> 'not_checkable'
),

habits as (
    select * from habit_terms
    where status = 'broken' and not is_printed
),

-- A number that its habit confirms as it stands is the last to suspect, one that its habit wants otherwise the first.
printed_cells_by_habit as (
    select
        candidates.document_id,
        candidates.cell_key,
        max(
            case
                when
                    abs(
                        habit_terms.residual_yuan
                        + {{ product_of_decimals('habit_terms.weight', 'candidates.correction') }}
                    ) > habit_terms.tolerance_yuan
                    then -1
                when habit_terms.status = 'broken' then 2
                else 0
            end
        ) as habit_rank
    from all_candidates as candidates
    inner join habit_terms
        on
            candidates.document_id = habit_terms.document_id
            and candidates.cell_key = habit_terms.cell_key
    where candidates.is_printed
    group by candidates.document_id, candidates.cell_key
),

-- A part whose check waits for it, and which could be the whole printed there: that amount stands elsewhere.
amounts_elsewhere as (
    select
        candidates.document_id,
        candidates.cell_key,
        {{ divide_decimals('-equations.residual_after', 'terms.weight') }} as correction
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
        terms.weight <> 0
        and equations.residual_after <> 0
        and {{ divide_decimals('-equations.residual_after', 'terms.weight') }}
        between candidates.lower_end and candidates.upper_end
    union all
    select
        candidates.document_id,
        candidates.cell_key,
        habits.correction
    from candidates
    inner join habits
        on
            candidates.document_id = habits.document_id
            and candidates.cell_key = habits.cell_key
    where habits.correction between candidates.lower_end and candidates.upper_end
),

witnesses as (
    select
        document_id,
        cell_key,
        correction as correction_elsewhere,
        false as is_listed,
        0 as habit_rank
    from amounts_elsewhere
    union all
    select
        document_id,
        'basic_expenditure//' || line_code || '/' || measure_code as cell_key,
        cast(null as decimal(26, 6)) as correction_elsewhere,
        true as is_listed,
        0 as habit_rank
    from items_listed
    union all
    select
        document_id,
        cell_key,
        cast(null as decimal(26, 6)) as correction_elsewhere,
        false as is_listed,
        habit_rank
    from printed_cells_by_habit
),

final as (
    select
        document_id,
        cell_key,
        case when min(correction_elsewhere) = max(correction_elsewhere) then min(correction_elsewhere) end
            as correction_elsewhere,
        bool_or(is_listed) as is_listed,
        sum(habit_rank) as habit_rank
    from witnesses
    group by document_id, cell_key
)

select * from final
