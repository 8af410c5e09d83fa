-- One row per document, identity and instance; an identity without an instance in a document keeps one row there.
with applicability as (
    select
        *,
        case when has_instances then identity_code end as identity_code_with_instances
    from {{ ref('int_identity_applicability') }}
),

results as (
    select * from {{ ref('int_identity_results') }}
),

results_with_what_keeps_them_from_judgement as (
    select
        applicability.document_id,
        applicability.department_id,
        applicability.fiscal_year,
        applicability.identity_code,
        coalesce(results.instance_key, '-/-') as instance_key,
        applicability.kind,
        applicability.severity,
        results.total_yuan,
        results.parts_yuan,
        results.residual_yuan,
        results.tolerance_yuan,
        results.total_number,
        results.parts_number,
        results.residual_number,
        results.tolerance_number,
        results.verdict,
        coalesce(results.printed_part_count, 0) as part_count,
        coalesce(results.cell_count, 0) as cell_count,
        coalesce(results.printed_cell_count, 0) as printed_cell_count,
        results.offence,
        case
            when applicability.obstacle is not null then applicability.obstacle
            when coalesce(results.required_term_count, 0) < applicability.required_term_count then 'line_absent'
            when results.unreadable_cell_count > 0 then 'unreadable_cell'
            when coalesce(results.printed_cell_count, 0) = 0 then 'no_printed_cell'
            when results.unvalued_cell_count > 0 then 'amount_unknown'
            -- A part that is not printed is within any whole: nothing was compared.
            when applicability.kind = 'ordering' and results.printed_part_count = 0 then 'no_printed_part'
            else results.obstacle
        end as reason_not_checkable
    from applicability
    left join results
        on
            applicability.document_id = results.document_id
            and applicability.identity_code_with_instances = results.identity_code
),

results_judged as (
    select
        *,
        case
            when reason_not_checkable is not null then 'not_checkable'
            when offence is not null then 'broken'
            when kind in ({{ identity_kinds_of_offences() }}) and offence is null then 'exact'
            when kind in ({{ identity_kinds_of_numbers() }}) then verdict
            when kind = 'ordering' and residual_yuan >= 0 then 'exact'
            when residual_yuan = 0 then 'exact'
            when abs(residual_yuan) <= tolerance_yuan then 'within_rounding'
            when abs(residual_yuan) > tolerance_yuan then 'broken'
        end as status
    from results_with_what_keeps_them_from_judgement
),

final as (
    select
        document_id,
        department_id,
        cast(fiscal_year as integer) as fiscal_year,
        identity_code,
        instance_key,
        severity,
        cast(total_yuan as decimal(20, 2)) as total_yuan,
        cast(parts_yuan as decimal(20, 2)) as parts_yuan,
        -- What was not judged has no residual, so that nobody averages it as a zero.
        cast(case when status <> 'not_checkable' then residual_yuan end as decimal(20, 2)) as residual_yuan,
        cast(case when status <> 'not_checkable' then tolerance_yuan end as decimal(20, 6)) as tolerance_yuan,
        cast(total_number as decimal(20, 6)) as total_number,
        cast(parts_number as decimal(26, 6)) as parts_number,
        cast(case when status <> 'not_checkable' then residual_number end as decimal(27, 6)) as residual_number,
        cast(case when status <> 'not_checkable' then tolerance_number end as decimal(27, 6)) as tolerance_number,
        cast(part_count as integer) as part_count,
        cast(cell_count as integer) as cell_count,
        cast(printed_cell_count as integer) as printed_cell_count,
        status,
        coalesce(reason_not_checkable, offence) as explanation
    from results_judged
)

-- Rows of a document side by side, so that reading one document reads few parts of the table.
select * from final
order by document_id
