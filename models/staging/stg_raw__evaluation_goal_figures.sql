-- One row per figure that the text of 年度总体目标 says in a printed copy of a form.
{%- set columns = {
    'document_id': 'varchar', 'form_key': 'varchar', 'copy_number': 'integer', 'figure_number': 'integer',
    'clause_number': 'integer', 'part': 'varchar', 'value': 'varchar', 'unit_name': 'varchar',
    'year_printed': 'varchar', 'clause': 'varchar', 'source_page': 'integer', 'source_line': 'integer',
    'table_index': 'integer', 'source_row': 'integer', 'source_column': 'integer', 'source_text': 'varchar'
} %}
with goal_figures as (
    {{ landed_rows(source('raw', 'evaluation_goal_figures'), columns) }}
),

final as (
    select
        document_id,
        document_id || '/' || form_key as form_id,
        form_key,
        cast(copy_number as integer) as copy_number,
        cast(figure_number as integer) as figure_number,
        cast(clause_number as integer) as clause_number,
        part as goal_part,
        {{ printed_amount('value') }} as value_number,
        unit_name,
        cast(year_printed as integer) as year_printed,
        clause,
        cast(source_page as integer) as source_page,
        cast(source_line as integer) as source_line,
        cast(table_index as integer) as table_index,
        cast(source_row as integer) as source_row,
        cast(source_column as integer) as source_column,
        source_text
    from goal_figures
)

select * from final
