-- One row per amount of a form's funds (source of money by phase), in the printed unit, its copies joined.
with cells as (
    select * from {{ ref('int_evaluation_cells') }}
),

form_fields as (
    select * from {{ ref('evaluation_fields') }}
),

phases as (
    select field_code from form_fields
    where
        item_kind = 'fund'
        and value_kind = 'amount'
),

amounts as (
    select
        cells.document_id,
        cells.form_id,
        cells.item_key as source_code,
        cells.field_code as phase,
        cells.value_number as amount_printed,
        cells.printed_decimals,
        cells.value_evidence,
        cells.cell_state,
        cells.copy_number,
        cells.source_page,
        cells.source_line,
        cells.table_index,
        cells.source_row,
        cells.source_column,
        cells.source_text
    from cells
    inner join phases
        on cells.field_code = phases.field_code
    where
        cells.item_kind = 'fund'
        and cells.is_elected
        and cells.value_number is not null
),

-- As in the statements: sheets drop trailing zeros, so the precision is what most amounts of the form show.
decimals_counted as (
    select
        form_id,
        printed_decimals,
        count(*) as amount_count
    from amounts
    where amount_printed <> 0
    group by form_id, printed_decimals
),

decimals_ranked as (
    select
        *,
        row_number() over (
            partition by form_id
            order by amount_count desc, printed_decimals desc
        ) as decimals_rank
    from decimals_counted
),

final as (
    select
        amounts.*,
        greatest(amounts.printed_decimals, coalesce(decimals_ranked.printed_decimals, 0)) as precision_decimals
    from amounts
    left join decimals_ranked
        on
            amounts.form_id = decimals_ranked.form_id
            and decimals_ranked.decimals_rank = 1
)

select * from final
