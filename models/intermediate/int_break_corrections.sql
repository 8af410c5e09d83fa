-- One row per document and cell that some round corrected.
with final as (
    select
        document_id,
        cell_id,
        cell_key,
        false as is_printed,
        cast(0 as decimal(20, 6)) as operand,
        operand_half_width,
        max(witness_count) as witness_count,
        count(*) as mended_check_count,
        max(witness_count) - 1 as copy_count,
        0 as refuting_holding_count,
        0 as refuting_broken_count,
        correction as lower_end,
        correction as upper_end,
        operand_half_width as filled_half_width,
        'line_lost' as slip_code,
        correction,
        0 as rival_count,
        move_key,
        0 as round_number
    from {{ ref('int_break_lines_lost') }}
    group by document_id, cell_id, cell_key, operand_half_width, correction, move_key
    {%- for number in range(1, (break_rounds() | length) + 1) %}
        union all
        select
            document_id,
            cell_id,
            cell_key,
            is_printed,
            operand,
            operand_half_width,
            witness_count,
            mended_check_count,
            copy_count,
            refuting_holding_count,
            refuting_broken_count,
            lower_end,
            upper_end,
            filled_half_width,
            slip_code,
            correction,
            rival_count,
            move_key,
            round_number
        from {{ ref('int_break_corrections_' ~ number) }}
    {%- endfor %}
)

select * from final
