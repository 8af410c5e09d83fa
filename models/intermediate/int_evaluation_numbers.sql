-- One row per elected weight, score or rate of a self-evaluation form; no unit of money, a rate is a percentage.
with cells as (
    select * from {{ ref('int_evaluation_cells') }}
    where
        is_elected
        and field_code in ('weight', 'score', 'rate')
        and (item_kind in ('indicator', 'total', 'conclusion') or (item_kind = 'fund' and item_key = 'total'))
),

scores as (
    select * from {{ ref('int_evaluation_scores') }}
),

final as (
    select
        cells.document_id,
        cells.form_id,
        cells.form_key,
        cells.item_kind,
        cells.item_key,
        cells.field_code,
        cells.value_number,
        cells.printed_decimals,
        cells.cell_kind,
        cells.table_index,
        cells.source_page,
        cells.source_line,
        cells.source_row,
        cells.source_column,
        cells.source_text,
        case
            when cells.item_kind = 'indicator' then cells.field_code
            when cells.item_kind = 'fund' then 'execution_' || cells.field_code
            else cells.item_kind || '_' || cells.field_code
        end as measure_code,
        case when cells.field_code = 'rate' then 'percent' else 'score' end as unit_kind,
        cast(null as decimal(20, 2)) as amount_yuan,
        cast(null as decimal(20, 6)) as rounding_half_width_yuan,
        scores.is_total_of_indicators_only,
        scores.is_execution_weight_unprinted
    from cells
    inner join scores
        on cells.form_id = scores.form_id
)

select * from final
