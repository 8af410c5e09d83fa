-- One row per document, identity, instance, term and cell: the cells that a check adds up, with their provenance.
with terms as (
    select * from {{ ref('int_identity_terms') }}
),

final as (
    select
        document_id,
        identity_code,
        instance_key,
        cast(term_number as integer) as term_number,
        role,
        cast(weight as decimal(9, 4)) as weight,
        statement_code,
        side,
        line_code,
        measure_code,
        line_label,
        cell_kind,
        cast(amount_yuan as decimal(20, 2)) as amount_yuan,
        unit_kind,
        cast(value_number as decimal(20, 6)) as value_number,
        source_page,
        source_line,
        source_row,
        source_column,
        source_text
    from terms
)

select * from final
