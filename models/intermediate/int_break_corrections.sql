-- One row per document and cell that some round corrected.
with final as (
    {%- for number in range(1, (break_rounds() | length) + 1) %}
        select
            document_id,
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
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
)

select * from final
