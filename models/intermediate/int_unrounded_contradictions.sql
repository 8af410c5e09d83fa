-- One row per document whose sums and copies no unrounded amounts satisfy: where two bounds cross, and whose they are.
-- Where a check that is broken shares an amount with one of the two, that break is told and not what follows from it.
with bounds_of_checks as (
    select * from {{ ref('int_unrounded_bounds_of_checks') }}
),

terms as (
    select * from {{ ref('int_unrounded_terms') }}
),

terms_of_breaks as (
    select * from {{ ref('int_break_terms') }}
),

equations as (
    select * from {{ ref('int_break_equations') }}
    where status = 'broken'
),

-- Cells have the same numbers there.
cells_in_broken_checks as (
    select distinct terms_of_breaks.cell_id as place_number
    from terms_of_breaks
    inner join equations
        on terms_of_breaks.check_id = equations.check_id
),

documents_with_a_break_beside as (
    select distinct bounds_of_checks.document_id
    from bounds_of_checks
    inner join terms
        on bounds_of_checks.check_number = terms.check_number
    inner join cells_in_broken_checks
        on terms.place_number = cells_in_broken_checks.place_number
    where bounds_of_checks.place_from_below = 1 or bounds_of_checks.place_from_above = 1
),

final as (
    select
        document_id,
        max(department_id) as department_id,
        max(fiscal_year) as fiscal_year,
        max(statement_code) as statement_code,
        max(side) as side,
        max(line_code) as line_code,
        max(line_label) as line_label,
        max(measure_code) as measure_code,
        max(lowest_yuan) as lowest_yuan,
        max(highest_yuan) as highest_yuan,
        -- A bound that the printed amount itself gives has no check.
        {%- for side, is_met in [('below', 'lowest >= lowest_yuan'), ('above', 'highest <= highest_yuan')] %}
            {%- for column in ['identity_code', 'instance_key'] %}
                max(case when place_from_{{ side }} = 1 and {{ is_met }} then {{ column }} end)
                    as {{ column }}_{{ side }}
                {%- if not (loop.last and side == 'above') %},{% endif %}
            {%- endfor %}
        {%- endfor %}
    from bounds_of_checks
    where document_id not in (select beside.document_id from documents_with_a_break_beside as beside)
    group by document_id
)

select * from final
