-- One row per printed amount of a form's funds: source of money by phase, its copies joined.
with amounts as (
    select * from {{ ref('int_evaluation_amounts') }}
),

forms as (
    select * from {{ ref('int_evaluation_forms') }}
),

units as (
    select * from {{ ref('int_evaluation_units') }}
),

fund_sources as (
    select * from {{ ref('evaluation_fund_sources') }}
),

sources_with_parts as (
    select distinct
        form_kind,
        parent_source_code
    from fund_sources
    where parent_source_code is not null
),

final as (
    select
        amounts.form_id,
        amounts.document_id,
        forms.department_id,
        forms.fiscal_year,
        forms.form_kind,
        forms.project_name,
        amounts.source_code,
        fund_sources.title_zh as source_title_zh,
        fund_sources.title_en as source_title_en,
        fund_sources.parent_source_code,
        sources_with_parts.parent_source_code is not null as is_total_row,
        amounts.phase,
        amounts.amount_printed,
        amounts.printed_decimals,
        units.unit_printed,
        units.unit_name,
        units.unit_evidence,
        try_cast(amounts.amount_printed * units.yuan_per_unit as decimal(20, 2)) as amount_yuan,
        case
            when units.yuan_per_unit is not null
                then {{ rounding_half_width_yuan('units.yuan_per_unit', 'amounts.precision_decimals') }}
        end as rounding_half_width_yuan,
        amounts.cell_state,
        amounts.value_evidence,
        amounts.copy_number,
        amounts.source_page,
        amounts.source_line,
        amounts.table_index,
        amounts.source_row,
        amounts.source_column,
        amounts.source_text
    from amounts
    inner join forms
        on amounts.form_id = forms.form_id
    inner join units
        on amounts.form_id = units.form_id
    left join fund_sources
        on
            forms.form_kind = fund_sources.form_kind
            and amounts.source_code = fund_sources.source_code
    left join sources_with_parts
        on
            forms.form_kind = sources_with_parts.form_kind
            and amounts.source_code = sources_with_parts.parent_source_code
)

select * from final
