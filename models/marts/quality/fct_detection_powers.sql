-- One row per document: the share of single wrong digits and of single lost amounts that its checks would notice.
with documents as (
    select * from {{ ref('int_documents') }}
),

cell_powers as (
    select * from {{ ref('fct_cell_detection_powers') }}
),

cells_counted as (
    select
        document_id,
        count(*) as amount_count,
        sum(case when check_count > 0 then 1 else 0 end) as checked_amount_count,
        sum(digit_change_count) as digit_change_count,
        sum(noticed_digit_change_count) as noticed_digit_change_count,
        -- A lost zero changes no sum: it is no loss that a sum could notice.
        sum(case when amount_yuan <> 0 then 1 else 0 end) as loss_count,
        sum(case when is_loss_noticed then 1 else 0 end) as noticed_loss_count
    from cell_powers
    group by document_id
),

final as (
    select
        documents.document_id,
        documents.department_id,
        cast(documents.fiscal_year as integer) as fiscal_year,
        cast(coalesce(cells_counted.amount_count, 0) as integer) as amount_count,
        cast(coalesce(cells_counted.checked_amount_count, 0) as integer) as checked_amount_count,
        cast(coalesce(cells_counted.digit_change_count, 0) as bigint) as digit_change_count,
        cast(coalesce(cells_counted.noticed_digit_change_count, 0) as bigint) as noticed_digit_change_count,
        cast(
            {{ divide_decimals('cells_counted.noticed_digit_change_count', 'cells_counted.digit_change_count') }}
            as decimal(7, 6)
        ) as noticed_digit_change_share,
        cast(coalesce(cells_counted.loss_count, 0) as integer) as loss_count,
        cast(coalesce(cells_counted.noticed_loss_count, 0) as integer) as noticed_loss_count,
        cast(
            {{ divide_decimals('cells_counted.noticed_loss_count', 'cells_counted.loss_count') }} as decimal(7, 6)
        ) as noticed_loss_share
    from documents
    left join cells_counted
        on documents.document_id = cells_counted.document_id
)

select * from final
