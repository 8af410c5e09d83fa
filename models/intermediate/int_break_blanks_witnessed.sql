-- One row per document and blank that could explain a broken check and that something else in the document speaks of.
with candidates as (
    select * from {{ ref('int_break_candidates_left') }}
    where not is_printed and refuting_holding_count = 0
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
habits as (
    select
        identity_terms.document_id,
        identity_terms.statement_code || '/' || identity_terms.side || '/' || identity_terms.line_code || '/'
        || identity_terms.measure_code as cell_key,
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
        and checks.status = 'broken'
        and not identity_terms.is_printed
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
        false as is_listed
    from amounts_elsewhere
    union all
    select
        document_id,
        'basic_expenditure//' || line_code || '/' || measure_code as cell_key,
        cast(null as decimal(26, 6)) as correction_elsewhere,
        true as is_listed
    from items_listed
),

final as (
    select
        document_id,
        cell_key,
        case when min(correction_elsewhere) = max(correction_elsewhere) then min(correction_elsewhere) end
            as correction_elsewhere,
        bool_or(is_listed) as is_listed
    from witnesses
    group by document_id, cell_key
)

select * from final
