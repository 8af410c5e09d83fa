-- One row per document and function subject whose budget the narrative compares with its final account, and the total.
with budget_items as (
    select * from {{ ref('int_narrative_budget_items') }}
),

documents as (
    select * from {{ ref('int_documents') }}
),

-- The rate's label says which budget it means; the budget printed beside it is what it can be divided by.
denominators_chosen as (
    select
        *,
        case when initial_budget_yuan is not null then 'initial' when adjusted_budget_yuan is not null then 'annual' end
            as denominator_kind,
        coalesce(initial_budget_yuan, adjusted_budget_yuan) as denominator_yuan,
        case
            when initial_budget_yuan is not null then initial_budget_half_width_yuan
            else adjusted_budget_half_width_yuan
        end as denominator_half_width_yuan
    from budget_items
),

-- Agreement is asked without a division: (a - h) * 100 <= (p + d) * (b + h) and (a + h) * 100 >= (p - d) * (b - h).
rates_judged as (
    select
        *,
        case
            when denominator_yuan is null or denominator_yuan = 0 or final_account_yuan is null then 'not_computable'
            when stated_rate is null then 'not_stated'
            when
                (final_account_yuan - final_account_half_width_yuan) * 100
                <= cast(stated_rate + stated_rate_half_width as decimal(14, 6))
                * cast(denominator_yuan + denominator_half_width_yuan as decimal(20, 4))
                and (final_account_yuan + final_account_half_width_yuan) * 100
                >= cast(stated_rate - stated_rate_half_width as decimal(14, 6))
                * cast(denominator_yuan - denominator_half_width_yuan as decimal(20, 4))
                then 'agrees'
            when stated_rate is not null then 'disagrees'
        end as rate_status
    from denominators_chosen
),

final as (
    select
        rates_judged.document_id,
        documents.department_id,
        documents.fiscal_year,
        rates_judged.first_figure_index,
        rates_judged.is_total_row,
        rates_judged.item_number,
        rates_judged.subject_code,
        rates_judged.subject_evidence,
        rates_judged.subject_class_name,
        rates_judged.subject_section_name,
        rates_judged.subject_item_name,
        rates_judged.initial_budget_yuan,
        rates_judged.adjusted_budget_yuan,
        rates_judged.final_account_yuan,
        rates_judged.table_final_account_yuan,
        rates_judged.stated_rate,
        rates_judged.rate_label,
        rates_judged.denominator_kind,
        {{ divide_decimals('rates_judged.final_account_yuan', 'rates_judged.denominator_yuan', 100) }}
            as recomputed_rate,
        {{ divide_decimals(
            'rates_judged.final_account_yuan - rates_judged.final_account_half_width_yuan',
            'case when rates_judged.denominator_yuan > 0
                then rates_judged.denominator_yuan + rates_judged.denominator_half_width_yuan end',
            100
        ) }} as recomputed_rate_lower,
        {{ divide_decimals(
            'rates_judged.final_account_yuan + rates_judged.final_account_half_width_yuan',
            'case when rates_judged.denominator_yuan > rates_judged.denominator_half_width_yuan
                then rates_judged.denominator_yuan - rates_judged.denominator_half_width_yuan end',
            100
        ) }} as recomputed_rate_upper,
        rates_judged.rate_status,
        rates_judged.direction,
        rates_judged.reason_text,
        rates_judged.initial_budget_figure_index,
        rates_judged.final_account_figure_index,
        rates_judged.rate_figure_index,
        rates_judged.source_page,
        rates_judged.source_line
    from rates_judged
    inner join documents
        on rates_judged.document_id = documents.document_id
)

select * from final
