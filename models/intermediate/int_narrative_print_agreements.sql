-- One row per document, section or subject and oddity of the print: whether the narrative is printed as it should be.
{%- set residues = ['template_residue'] %}
{%- set disorders = ['unit_before_number', 'initial_word_cut', 'stray_mark', 'missing_number', 'missing_unit',
    'unit_incomplete'] %}
with figures as (
    select
        figures.*,
        operand_statements.statement_code
    from {{ ref('int_narrative_figures_measured') }} as figures
    inner join {{ ref('operand_statements') }} as operand_statements
        on figures.section_code = operand_statements.section_code
    where figures.topic_code is not null
),

-- Evidence of a code says which of the three names agree with the statements.
names_by_subject as (
    select
        document_id,
        statement_code,
        subject_code,
        substring(subject_code, 1, 3) as class_code,
        min(subject_evidence) as subject_evidence,
        min(subject_class_name) as class_name,
        min(subject_section_name) as section_name,
        min(subject_item_name) as item_name
    from figures
    where
        statement_code = 'narrative_general_public_items'
        and subject_evidence in ('path', 'section_and_item', 'item_in_class', 'section_and_amount')
    group by document_id, statement_code, subject_code
),

class_labels as (
    select
        document_id,
        line_code,
        line_label
    from {{ ref('int_identity_lines') }}
    where statement_code = 'general_public_budget_expenditure' and level = 1
),

-- A class may be named as in other years: its code is known by any of its names, yet the statements have one.
names_judged as (
    select
        names_by_subject.*,
        case
            when names_by_subject.subject_evidence = 'item_in_class' then 'section:' || names_by_subject.section_name
            when names_by_subject.subject_evidence = 'section_and_amount' then 'item:' || names_by_subject.item_name
            when
                names_by_subject.subject_evidence = 'section_and_item'
                or {{ fold_text('names_by_subject.class_name') }} <> class_labels.line_label
                then 'class:' || names_by_subject.class_name
        end as offence
    from names_by_subject
    left join class_labels
        on
            names_by_subject.document_id = class_labels.document_id
            and names_by_subject.class_code = class_labels.line_code
),

{%- for aspect, anomalies in [('template_residue', residues), ('print_order', disorders)] %}

    {{ aspect }}_judged as (
        select
            document_id,
            statement_code,
            '{{ aspect }}' as aspect_code,
            statement_code as line_code,
            count(*) as cell_count,
            cast(null as {{ dbt.type_string() }}) as obstacle,
        {{ listed_where_any(
            "case when " ~ anomaly_is_one_of(anomalies) ~ " then coalesce(subject_code, topic_code) || '.' || metric_code
            || ':' || anomaly end", "';'", 'order by figure_index'
        ) }} as offence
        from figures
        where value_text is not null or anomaly is not null
        group by document_id, statement_code
    ),
{%- endfor %}

final as (
    select
        document_id,
        statement_code,
        'subject_name' as aspect_code,
        subject_code as line_code,
        1 as cell_count,
        cast(null as {{ dbt.type_string() }}) as obstacle,
        offence
    from names_judged
    union all
    select * from template_residue_judged
    union all
    select * from print_order_judged
)

select * from final
