-- One row per document and printed cell of a statement that a check of its amount rests on: how far the amount could be
-- wrong, downward and upward, without one of these checks breaking, and whether its loss would break one.
with terms as (
    select * from {{ ref('int_identity_terms') }}
    where kind in ({{ identity_kinds_of_amounts() }}) and is_printed
),

-- A broken check says nothing more of a further error, and one of severity information is not a rule.
checks as (
    select * from {{ ref('fct_identity_checks') }}
    where status in ('exact', 'within_rounding') and severity <> 'information'
),

statements as (
    select * from {{ ref('statements') }}
),

cells_in_checks as (
    select
        terms.document_id,
        terms.statement_code,
        terms.side,
        terms.line_code,
        terms.measure_code,
        terms.kind = 'ordering' as is_ordering,
        terms.weight,
        checks.residual_yuan,
        checks.tolerance_yuan,
        checks.residual_yuan - terms.weight * terms.amount_yuan as residual_without_it_yuan,
        -- A lost cell takes the half-width of its rounding with it.
        checks.tolerance_yuan - abs(terms.weight) * terms.rounding_half_width_yuan as tolerance_without_it_yuan,
        checks.printed_cell_count > 1
        and (terms.kind <> 'ordering' or terms.role <> 'part' or checks.part_count > 1) as is_checkable_without_it
    from terms
    inner join checks
        on
            terms.document_id = checks.document_id
            and terms.identity_code = checks.identity_code
            and terms.instance_key = checks.instance_key
    inner join statements
        on terms.statement_code = statements.statement_code
),

-- A change d breaks a check when |residual + weight d| > tolerance; an ordering breaks below only.
cells_bounded_by_checks as (
    select
        *,
        case
            when weight > 0 or not is_ordering
                then {{ amount_per_weight(
                    'tolerance_yuan + case when weight > 0 then residual_yuan else -residual_yuan end', 'weight'
                ) }}
        end as unnoticed_decrease_yuan,
        case
            when weight < 0 or not is_ordering
                then {{ amount_per_weight(
                    'tolerance_yuan - case when weight > 0 then residual_yuan else -residual_yuan end', 'weight'
                ) }}
        end as unnoticed_increase_yuan,
        is_checkable_without_it
        and case
            when is_ordering then residual_without_it_yuan < -tolerance_without_it_yuan
            else abs(residual_without_it_yuan) > tolerance_without_it_yuan
        end as is_loss_noticed
    from cells_in_checks
),

final as (
    select
        document_id,
        statement_code,
        side,
        line_code,
        measure_code,
        count(*) as check_count,
        min(unnoticed_decrease_yuan) as unnoticed_decrease_yuan,
        min(unnoticed_increase_yuan) as unnoticed_increase_yuan,
        max(case when is_loss_noticed then 1 else 0 end) = 1 as is_loss_noticed
    from cells_bounded_by_checks
    group by document_id, statement_code, side, line_code, measure_code
)

select * from final
