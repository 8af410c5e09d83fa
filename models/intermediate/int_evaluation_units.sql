-- One row per form: the unit its amounts are in, the unit it prints, and what tells the two apart.
with forms as (
    select * from {{ ref('int_evaluation_forms') }}
),

unit_witnesses as (
    select * from {{ ref('int_evaluation_unit_witnesses') }}
),

money_units as (
    select * from {{ ref('money_units') }}
),

units_confirmed as (
    select
        form_id,
        count(distinct case when is_confirmed then unit_name end) as confirmed_unit_count,
        max(case when is_confirmed then unit_name end) as confirmed_unit_name
    from unit_witnesses
    group by form_id
),

evidence_weighed as (
    select
        forms.document_id,
        forms.form_id,
        forms.unit_printed,
        case when units_confirmed.confirmed_unit_count = 1 then units_confirmed.confirmed_unit_name end as proven_unit,
        units_confirmed.form_id is not null as has_witness
    from forms
    left join units_confirmed
        on forms.form_id = units_confirmed.form_id
),

units_decided as (
    select
        document_id,
        form_id,
        unit_printed,
        coalesce(proven_unit, unit_printed) as unit_name,
        case
            when proven_unit = unit_printed then 'printed_and_statements'
            when proven_unit is not null and unit_printed is not null then 'statements_refute_printed'
            when proven_unit is not null then 'statements'
            when unit_printed is not null and has_witness then 'printed_unconfirmed'
            when unit_printed is not null then 'printed'
            when unit_printed is null then 'none'
        end as unit_evidence
    from evidence_weighed
),

final as (
    select
        units_decided.document_id,
        units_decided.form_id,
        units_decided.unit_printed,
        units_decided.unit_name,
        units_decided.unit_evidence,
        money_units.yuan_per_unit
    from units_decided
    left join money_units
        on units_decided.unit_name = money_units.unit_name
)

select * from final
