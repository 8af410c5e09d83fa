-- One row per document and condition: met when every cell it names is blank or zero.
with identity_conditions as (
    select
        condition_code,
        statement_code,
        coalesce(side, '') as side,
        line_code,
        measure_code
    from {{ ref('identity_conditions') }}
),

document_statements as (
    select * from {{ ref('int_identity_statements') }}
),

cells as (
    select * from {{ ref('int_identity_operands') }}
),

cells_named_by_conditions as (
    select
        document_statements.document_id,
        identity_conditions.condition_code,
        document_statements.data_state,
        cells.cell_kind,
        cells.amount_yuan
    from document_statements
    inner join identity_conditions
        on document_statements.statement_code = identity_conditions.statement_code
    left join cells
        on
            document_statements.document_id = cells.document_id
            and identity_conditions.statement_code = cells.statement_code
            and identity_conditions.side = cells.side
            and identity_conditions.line_code = cells.line_code
            and identity_conditions.measure_code = cells.measure_code
),

evidence_counted as (
    select
        document_id,
        condition_code,
        sum(case when amount_yuan <> 0 then 1 else 0 end) as contrary_count,
        sum(
            case
                when data_state = 'absent' or cell_kind = 'unreadable' then 1
                when cell_kind = 'printed_number' and amount_yuan is null then 1
                else 0
            end
        ) as unknown_count
    from cells_named_by_conditions
    group by document_id, condition_code
),

final as (
    select
        document_id,
        condition_code,
        case
            when contrary_count > 0 then 'not_met'
            when unknown_count > 0 then 'unknown'
            when contrary_count = 0 and unknown_count = 0 then 'met'
        end as outcome
    from evidence_counted
)

select * from final
