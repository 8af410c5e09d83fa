-- One row per self-evaluation form and thing that must agree in it; the form is the line.
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

forms as (
    select
        scores.*,
        forms.form_key,
        units.unit_printed,
        units.unit_name,
        units.unit_evidence
    from {{ ref('fct_evaluation_scores') }} as scores
    inner join {{ ref('int_evaluation_forms') }} as forms
        on scores.form_id = forms.form_id
    inner join {{ ref('int_evaluation_units') }} as units
        on scores.form_id = units.form_id
),

cells as (
    select * from {{ ref('int_evaluation_cells') }}
    where is_elected
),

{%- for aspect, (applies, offence) in by_indicator.items() %}

{{ aspect }}_judged as (
    select
        document_id,
        '{{ aspect }}' as aspect_code,
        form_key as line_code,
        count(*) as cell_count,
        cast(null as {{ dbt.type_string() }}) as obstacle,
        {{ dbt.listagg(offence, "';'", 'order by indicator_number') }} as offence
    from indicators
    where {{ applies }}
    group by document_id, form_key
),
{%- endfor %}

groups_added as (
    select
        document_id,
        form_key,
        level_1_indicator,
        max(group_points) as group_points,
        sum(weight) as weight_sum,
        count(*) - count(weight) as missing_count
    from indicators
    group by document_id, form_key, level_1_indicator
),

copies_compared as (
    select
        document_id,
        form_key,
        max(copy_count) as copy_count,
        count(*) as cell_count,
        {{ dbt.listagg(
            "case when cell_state in ('disputed', 'filled_by_copy')
            then cell_state || ':' || item_kind || '.' || item_key || '.' || field_code end",
            "';'", 'order by item_kind, item_key, field_code'
        ) }} as offence
    from cells
    group by document_id, form_key
),

judged as (
    {%- for aspect in by_indicator %}
    select * from {{ aspect }}_judged
    union all
    {%- endfor %}
    select
        document_id,
        'group_points' as aspect_code,
        form_key as line_code,
        count(*) as cell_count,
        cast(null as {{ dbt.type_string() }}) as obstacle,
        {{ dbt.listagg("case when weight_sum <> group_points then level_1_indicator end", "';'", 'order by level_1_indicator') }}
            as offence
    from groups_added
    where group_points is not null and missing_count = 0
    group by document_id, form_key
    union all
    select
        document_id,
        'grade' as aspect_code,
        form_key as line_code,
        1 as cell_count,
        case when grade is null or grade_by_score is null then 'no_printed_operand' end as obstacle,
        case when grade <> grade_by_score then grade || ':' || grade_by_score end as offence
    from forms
    union all
    select
        document_id,
        'unit_label' as aspect_code,
        form_key as line_code,
        1 as cell_count,
        case when unit_evidence not in ('statements_refute_printed', 'printed_and_statements') then 'unit_unproven' end
            as obstacle,
        case when unit_evidence = 'statements_refute_printed' then unit_printed || ':' || unit_name end as offence
    from forms
    union all
    select
        document_id,
        'copies' as aspect_code,
        form_key as line_code,
        cell_count,
        case when copy_count < 2 then 'printed_once' end as obstacle,
        offence
    from copies_compared
),

final as (
    select
        document_id,
        'evaluation_form' as statement_code,
        aspect_code,
        line_code,
        cell_count,
        obstacle,
        offence
    from judged
)

select * from final
