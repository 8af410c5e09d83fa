-- One row per figure that the narrative gives for a project or the whole department with a self-evaluation form.
with figures as (
    select * from {{ ref('int_narrative_figures_measured') }}
    where topic_code in ('evaluated_project', 'evaluated_department') and value_printed is not null
),

forms as (
    select
        *,
        {{ fold_text('project_name') }} as folded_project_name,
        count(*) over (partition by document_id, form_kind) as form_count
    from {{ ref('int_evaluation_forms') }}
),

-- The narrative adds words to a project's name (…经费, 专项资金——…); a name that fits two forms proves neither.
figures_beside_forms as (
    select
        figures.*,
        forms.form_key,
        count(*) over (partition by figures.document_id, figures.figure_index) as fitting_form_count
    from figures
    inner join forms
        on
            figures.document_id = forms.document_id
            and case
                when figures.topic_code = 'evaluated_department'
                    then forms.form_kind = 'department' and forms.form_count = 1
                when forms.form_kind = 'project'
                    then
                        {{ fold_text('figures.entity_name') }} like '%' || forms.folded_project_name || '%'
                        or forms.folded_project_name like '%' || {{ fold_text('figures.entity_name') }} || '%'
            end
),

final as (
    select
        document_id,
        figure_index,
        'narrative_project' as statement_code,
        case metric_code
            when 'score' then form_key
            when 'final_account' then form_key || '.executed'
            when 'adjusted_budget' then form_key || '.adjusted'
            when 'initial_budget' then form_key || '.initial'
        end as line_code,
        coalesce(entity_name, topic_code) as line_label,
        case when metric_code = 'score' then 'form' else 'named' end as line_kind,
        case when metric_code = 'score' then 'score' else 'total' end as measure_code,
        case when metric_code = 'score' then 'score' else unit_kind end as unit_kind,
        value_printed,
        printed_decimals,
        amount_yuan,
        rounding_half_width_yuan,
        source_page,
        source_line,
        sentence as source_text
    from figures_beside_forms
    where
        fitting_form_count = 1
        and metric_code in ('score', 'final_account', 'adjusted_budget', 'initial_budget')
)

select * from final
