-- One row per document with breaks, check of numbers and term: what the term adds to the check's equation.
-- A percentage p of a over b is the equation 100 a - p b = 0, so that rates and sums are solved alike.
with documents as (
    select * from {{ ref('int_break_documents') }}
),

identities as (
    select * from {{ ref('identities') }}
    where severity <> 'information'
),

operands as (
    select * from {{ ref('int_identity_operands') }}
    where measure_code = 'initial_budget'
),

terms as (
    select terms.*
    from {{ ref('int_identity_terms') }} as terms
    inner join documents
        on terms.document_id = documents.document_id
    inner join identities
        on terms.identity_code = identities.identity_code
),

-- A quantity that stands under a second name is the cell it was taken from.
terms_with_the_measure_printed as (
    select
        terms.*,
        case
            when terms.measure_code like 'initial_budget_of_%' then 'initial_budget'
            when terms.measure_code = 'implied_prior' then 'final_account'
            when operands.document_id is not null then 'initial_budget'
            else terms.measure_code
        end as printed_measure_code,
        coalesce(terms.amount_yuan, terms.value_number) as operand,
        coalesce(terms.rounding_half_width_yuan, terms.value_half_width) as operand_half_width
    from terms
    -- A condition on one side of an outer join would make it a nested loop: it is part of a key instead.
    left join operands
        on
            terms.document_id = operands.document_id
            and case when terms.measure_code = 'compared_budget' then terms.statement_code end
            = operands.statement_code
            and terms.line_code = operands.line_code
            and terms.amount_yuan = operands.amount_yuan
),

final as (
    select
        document_id,
        identity_code || '|' || instance_key as check_key,
        identity_code,
        instance_key,
        kind,
        role,
        cast(weight as decimal(9, 4)) as weight,
        statement_code,
        side,
        line_code,
        printed_measure_code as measure_code,
        statement_code || '/' || side || '/' || line_code || '/' || printed_measure_code as cell_key,
        cell_kind,
        is_printed,
        unit_kind,
        cast(coalesce(operand, 0) as decimal(20, 6)) as operand,
        -- What a blank would be known to, were it printed: the precision of its statement.
        cast(
            coalesce(
                operand_half_width,
                max(operand_half_width) over (partition by document_id, statement_code, unit_kind),
                0
            ) as decimal(20, 6)
        ) as operand_half_width
    from terms_with_the_measure_printed
)

select * from final
