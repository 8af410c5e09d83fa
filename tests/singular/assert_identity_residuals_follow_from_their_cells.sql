{{- config(meta={'by_document': true}) -}}
-- The residual a check shows is Σ weight × amount of the cells it shows, and no cell stands apart from a check.
-- Both come from the same terms by the same SQL for every document, so 200 documents tell what ten thousand would.
{%- set looked_at = documents_sampled(200) %}
with checks as (
    select * from {{ ref('fct_identity_checks') }}
    where document_id in ({{ looked_at }})
),

sums_of_cells as (
    select
        document_id,
        identity_code,
        instance_key,
        sum(weight * amount_yuan) as residual_yuan,
        count(*) as cell_count,
        sum(case when cell_kind in ('printed_number', 'printed_zero') then 1 else 0 end) as printed_cell_count
    from {{ ref('fct_identity_check_cells') }}
    where document_id in ({{ looked_at }})
    group by document_id, identity_code, instance_key
),

final as (
    select
        coalesce(checks.document_id, sums_of_cells.document_id) as document_id,
        coalesce(checks.identity_code, sums_of_cells.identity_code) as identity_code,
        coalesce(checks.instance_key, sums_of_cells.instance_key) as instance_key,
        checks.residual_yuan,
        sums_of_cells.residual_yuan as residual_of_cells_yuan
    from checks
    full outer join sums_of_cells
        on
            checks.document_id = sums_of_cells.document_id
            and checks.identity_code = sums_of_cells.identity_code
            and checks.instance_key = sums_of_cells.instance_key
    where
        checks.document_id is null
        or (
            checks.residual_yuan is not null
            and (
                checks.residual_yuan is distinct from sums_of_cells.residual_yuan
                or checks.cell_count is distinct from sums_of_cells.cell_count
                or checks.printed_cell_count is distinct from sums_of_cells.printed_cell_count
            )
        )
)

select * from final
