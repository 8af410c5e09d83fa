-- One row per document and cell that some round corrected, or that alone is to suspect in a check that is left.
with corrections as (
    select * from {{ ref('int_break_corrections') }}
),

leftovers as (
    select * from {{ ref('int_break_leftovers') }}
    where suspect_cell_key is not null and corrected_cell_key is null
),

-- The narrative contradicts a table that other checks confirm, and something else is wrong there besides.
suspects as (
    select
        document_id,
        suspect_cell_id as cell_id,
        suspect_cell_key as cell_key,
        max(correction) as correction,
        max(witness_count) as witness_count,
        max(copy_count) as copy_count,
        max(slip_code) as slip_code
    from leftovers
    group by document_id, suspect_cell_id, suspect_cell_key
),

final as (
    select
        document_id,
        cell_id,
        cell_key,
        correction,
        lower_end,
        upper_end,
        witness_count,
        copy_count,
        slip_code,
        rival_count,
        move_key,
        round_number,
        true as is_verified
    from corrections
    union all
    select
        document_id,
        cell_id,
        cell_key,
        correction,
        correction as lower_end,
        correction as upper_end,
        witness_count,
        copy_count,
        slip_code,
        0 as rival_count,
        cast(null as {{ dbt.type_string() }}) as move_key,
        {{ break_rounds() | length + 1 }} as round_number,
        false as is_verified
    from suspects
)

select * from final
