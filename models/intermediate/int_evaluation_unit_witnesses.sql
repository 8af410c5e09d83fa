-- One row per amount of a form that a statement of the same document prints too, and unit of money tried on it.
with forms as (
    select * from {{ ref('int_evaluation_forms') }}
),

amounts as (
    select * from {{ ref('int_evaluation_amounts') }}
),

-- Cells as printed: what is deduced from identities may in turn rest on the forms.
statement_cells as (
    select * from {{ ref('int_statement_cells') }}
),

unit_witnesses as (
    select * from {{ ref('evaluation_unit_witnesses') }}
),

money_units as (
    select * from {{ ref('money_units') }}
),

-- Zero is the same in every unit and tells nothing.
amounts_beside_statements as (
    select
        amounts.document_id,
        amounts.form_id,
        amounts.source_code,
        amounts.amount_printed,
        amounts.precision_decimals,
        statement_cells.amount_yuan as statement_amount_yuan,
        statement_cells.rounding_half_width_yuan as statement_half_width_yuan
    from amounts
    inner join forms
        on amounts.form_id = forms.form_id
    inner join unit_witnesses
        on
            forms.form_kind = unit_witnesses.form_kind
            and amounts.source_code = unit_witnesses.source_code
            and amounts.phase = unit_witnesses.phase
    inner join statement_cells
        on
            amounts.document_id = statement_cells.document_id
            and unit_witnesses.statement_code = statement_cells.statement_code
            and coalesce(unit_witnesses.side, '') = statement_cells.side
            and unit_witnesses.line_code = statement_cells.line_code
            and unit_witnesses.measure_code = statement_cells.measure_code
    where
        amounts.amount_printed <> 0
        and statement_cells.amount_yuan <> 0
),

final as (
    select
        amounts_beside_statements.document_id,
        amounts_beside_statements.form_id,
        amounts_beside_statements.source_code,
        money_units.unit_name,
        amounts_beside_statements.amount_printed,
        amounts_beside_statements.statement_amount_yuan,
        abs(
            amounts_beside_statements.amount_printed * money_units.yuan_per_unit
            - amounts_beside_statements.statement_amount_yuan
        )
        <= amounts_beside_statements.statement_half_width_yuan
        + {{ rounding_half_width_yuan('money_units.yuan_per_unit', 'amounts_beside_statements.precision_decimals') }}
            as is_confirmed
    from amounts_beside_statements
    cross join money_units
)

select * from final
