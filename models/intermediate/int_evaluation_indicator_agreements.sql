-- One row per self-evaluation form and thing that its indicators must agree in; the form is the line.
{%- set by_indicator = {
    'indicator_score': ['is_met is not null and weight is not null and score is not null', "case
            when score > weight then 'above_weight:' || indicator
            when is_met and score < weight and reason is null then 'not_full:' || indicator
            when not is_met and abs(score - score_by_proportion) > score_half_width
                and (score > score_by_proportion or reason is null) then 'not_in_proportion:' || indicator
        end"],
    'partial_mark': ['is_partly_met and score is not null',
        "case when score >= weight then 'full_mark:' || indicator end"],
    'possible_rate': ['actual_percent is not null and counted > 0', "case
            when abs(100 * round(actual_percent * counted / 100, 0) - actual_percent * counted)
                > actual_percent_half_width * counted then indicator || ':' || cast(counted as varchar(6))
        end"],
    'cost': ['is_cost and actual_yuan is not null and executed_yuan is not null', "case
            when actual_yuan > executed_yuan + executed_half_width_yuan then 'above_execution:' || indicator
            when not is_met then 'above_target:' || indicator
        end"],
} %}
with indicators as (
    select
        compared.*,
        cast(compared.indicator_number as {{ dbt.type_string() }}) as indicator,
        funds.amount_yuan as executed_yuan,
        funds.rounding_half_width_yuan as executed_half_width_yuan
    from {{ ref('int_evaluation_indicators_compared') }} as compared
    left join {{ ref('fct_evaluation_funds') }} as funds
        on
            compared.form_id = funds.form_id
            and funds.source_code = 'total'
            and funds.phase = 'executed'
),

{%- for aspect, (applies, offence) in by_indicator.items() %}

    {{ aspect }}_judged as (
        select
            document_id,
            '{{ aspect }}' as aspect_code,
            form_key as line_code,
            count(*) as cell_count,
            cast(null as {{ dbt.type_string() }}) as obstacle,
            {{ listed_where_any(offence, "';'", 'order by indicator_number') }} as offence
        from indicators
        where {{ applies }}
        group by document_id, form_key
    ),
{%- endfor %}

final as (
    {%- for aspect in by_indicator %}
        select
            document_id,
            'evaluation_form' as statement_code,
            aspect_code,
            line_code,
            cell_count,
            obstacle,
            offence
        from {{ aspect }}_judged
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
)

select * from final
