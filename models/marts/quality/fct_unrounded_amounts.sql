-- One row per document and printed amount that sums and copies tell more of than its printing: what it was unrounded.
with bounds as (
    select * from {{ ref('int_unrounded_bounds') }}
),

documents as (
    select * from {{ ref('int_documents') }}
),

operands as (
    select
        *,
        {{ number_of_texts(['document_id', 'statement_code', 'side', 'line_code', 'measure_code']) }} as place_number
    from {{ ref('int_identity_operands') }}
    where amount_yuan is not null
),

final as (
    select
        bounds.document_id,
        documents.department_id,
        cast(documents.fiscal_year as integer) as fiscal_year,
        operands.statement_code,
        operands.side,
        operands.line_code,
        operands.line_label,
        operands.measure_code,
        cast(operands.amount_yuan as decimal(20, 2)) as amount_yuan,
        cast(operands.rounding_half_width_yuan as decimal(20, 6)) as rounding_half_width_yuan,
        bounds.lowest_yuan,
        bounds.highest_yuan,
        bounds.lowest_yuan = bounds.highest_yuan as is_determined,
        bounds.lowest_yuan = bounds.highest_yuan
        and operands.rounding_half_width_yuan > 0
        and abs(bounds.lowest_yuan - operands.amount_yuan) = operands.rounding_half_width_yuan
            as is_cause_of_differences,
        bounds.lowest_yuan > bounds.highest_yuan as is_contradicted
    from bounds
    inner join operands
        on bounds.place_number = operands.place_number
    inner join documents
        on bounds.document_id = documents.document_id
)

select * from final
order by document_id
