-- One row per self-evaluation form and thing that must agree in it; the form is the line.
with indicators as (
    select * from {{ ref('int_evaluation_indicators_compared') }}
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
        greatest(max(copy_count), max(witness_count)) as copy_count,
        count(*) as cell_count,
        {{ listed_where_any(
            "case when cell_state in ('disputed', 'filled_by_copy')
            then cell_state || ':' || item_kind || '.' || item_key || '.' || field_code end",
            "';'", 'order by item_kind, item_key, field_code'
        ) }} as offence
    from cells
    group by document_id, form_key
),

judged as (
    select
        document_id,
        'group_points' as aspect_code,
        form_key as line_code,
        count(*) as cell_count,
        cast(null as {{ dbt.type_string() }}) as obstacle,
        {{ listed_where_any(
            'case when weight_sum <> group_points then level_1_indicator end', "';'", 'order by level_1_indicator'
        ) }}
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
