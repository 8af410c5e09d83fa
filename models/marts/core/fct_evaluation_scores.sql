-- One row per self-evaluation form, its copies joined.
with scores as (
    select * from {{ ref('int_evaluation_scores') }}
),

forms as (
    select * from {{ ref('int_evaluation_forms') }}
),

cells as (
    select * from {{ ref('int_evaluation_cells') }}
),

grades as (
    select * from {{ ref('evaluation_grades') }}
),

total_scores_placed as (
    select * from cells
    where
        item_kind = 'total'
        and field_code = 'score'
        and is_elected
),

final as (
    select
        forms.form_id,
        forms.document_id,
        forms.department_id,
        forms.fiscal_year,
        forms.form_kind,
        forms.form_number,
        forms.title_printed,
        forms.project_name,
        forms.project_name_state,
        forms.department_name,
        forms.department_name_state,
        forms.department_code,
        forms.implementing_unit,
        forms.reporting_unit,
        forms.filing_date,
        forms.fiscal_year_printed,
        forms.copy_count,
        cast(scores.indicator_count as integer) as indicator_count,
        cast(scores.total_weight_printed as decimal(9, 4)) as total_weight_printed,
        scores.total_weight_state,
        cast(scores.total_score_printed as decimal(9, 4)) as total_score_printed,
        scores.total_score_state,
        cast(scores.conclusion_score as decimal(9, 4)) as conclusion_score,
        scores.conclusion_score_state,
        scores.grade,
        scores.grade_state,
        grades.grade_zh as grade_by_score,
        cast(scores.execution_weight as decimal(9, 4)) as execution_weight,
        cast(scores.execution_rate as decimal(12, 6)) as execution_rate,
        cast(scores.execution_score as decimal(9, 4)) as execution_score,
        cast(scores.weight_sum as decimal(12, 4)) as weight_sum,
        cast(scores.score_sum as decimal(12, 4)) as score_sum,
        cast(scores.total_score_printed - scores.score_sum as decimal(12, 4)) as score_residual,
        cast(scores.fractional_score_count as integer) as fractional_score_count,
        cast(scores.missing_weight_count as integer) as missing_weight_count,
        cast(scores.missing_score_count as integer) as missing_score_count,
        cast(scores.disputed_cell_count as integer) as disputed_cell_count,
        cast(scores.filled_cell_count as integer) as filled_cell_count,
        cast(scores.unreadable_cell_count as integer) as unreadable_cell_count,
        forms.unread_row_count,
        total_scores_placed.source_page,
        total_scores_placed.source_line,
        total_scores_placed.table_index,
        total_scores_placed.source_row,
        total_scores_placed.source_column,
        total_scores_placed.source_text
    from forms
    inner join scores
        on forms.form_id = scores.form_id
    left join total_scores_placed
        on forms.form_id = total_scores_placed.form_id
    left join grades
        on
            coalesce(scores.total_score_printed, scores.conclusion_score) >= grades.lowest_score
            and (
                grades.below_score is null
                or coalesce(scores.total_score_printed, scores.conclusion_score) < grades.below_score
            )
)

select * from final
