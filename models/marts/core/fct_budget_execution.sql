-- One row per document and function subject whose budget the narrative compares with its final account, and the total.
with budget_items as (
    select * from {{ ref('int_narrative_budget_items') }}
),

documents as (
    select * from {{ ref('int_documents') }}
),

-- The budget that the rate's label names, else the initial one, else what is printed; where only the difference from a
-- budget is stated, that budget is the final account less it.
budgets_chosen as (
    select
        *,
        cast(final_account_yuan - stated_difference_yuan as decimal(20, 2)) as implied_budget_yuan,
        case
            when rate_label = 'annual' and adjusted_budget_yuan is not null then 'annual'
            when initial_budget_yuan is not null then 'initial'
            when adjusted_budget_yuan is not null then 'annual'
            when unnamed_budget_yuan is not null then 'budget'
        end as printed_kind
    from budget_items
),

denominators_chosen as (
    select
        *,
        printed_kind is null and implied_budget_yuan is not null as is_budget_implied,
        coalesce(printed_kind, case when implied_budget_yuan is not null then difference_label end) as denominator_kind,
        case printed_kind
            when 'initial' then initial_budget_yuan
            when 'annual' then adjusted_budget_yuan
            when 'budget' then unnamed_budget_yuan
            else implied_budget_yuan
        end as denominator_yuan,
        case printed_kind
            when 'initial' then initial_budget_half_width_yuan
            when 'annual' then adjusted_budget_half_width_yuan
            when 'budget' then unnamed_budget_half_width_yuan
            else final_account_half_width_yuan + stated_difference_half_width_yuan
        end as denominator_half_width_yuan
    from budgets_chosen
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
        rates_judged.unnamed_budget_yuan,
        rates_judged.stated_difference_yuan,
        rates_judged.implied_budget_yuan,
        rates_judged.denominator_yuan,
        rates_judged.is_budget_implied,
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
