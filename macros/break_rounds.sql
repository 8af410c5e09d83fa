{#-
    The rounds in which breaks are explained. Each round knows the corrections of the rounds before it, so that what one
    correction frees the next round may solve; the number of rounds is fixed, and the later ones ask for less.
    `witnesses` is how many independent checks must agree, `joint` whether a check that holds may be kept in balance by a
    second correction of the same round; `again` says that a round asks just what the one before it asked: only documents in which
    that one corrected something can give more. The round of `moves` tries hypotheses about several cells (break_moves.sql) where no
    single cell explains the same checks.
-#}
{% macro break_rounds() -%}
    {{ return([
        {"moves": true},
        {"witnesses": 2, "joint": false},
        {"witnesses": 2, "joint": true},
        {"witnesses": 2, "joint": true, "again": true},
        {"witnesses": 1, "joint": false},
        {"witnesses": 1, "joint": true},
    ]) }}
{%- endmacro %}

{#-
    What a round starts from, as the first parts of its query: `corrections`, every one of the rounds before it (the cells of lines
    lost are known from the start), and `equations_now`, the equations after them: what is left over, what may be, which are broken.
-#}
{% macro break_state(number) -%}
corrections as (
    select distinct
        cell_id,
        correction,
        operand_half_width as filled_half_width
    from {{ ref('int_break_lines_lost') }}
    {%- for earlier in range(1, number) %}
        union all
        select
            cell_id,
            correction,
            filled_half_width
        from {{ ref('int_break_corrections_' ~ earlier) }}
    {%- endfor %}
),

checks_moved as (
    {{ checks_moved_by('corrections') }}
),

equations_now as (
    select
        equations.check_id,
        equations.is_copy,
        equations.is_one_sided,
        equations.printed_set,
        cast(equations.residual + coalesce(moved.correction, 0) as decimal(28, 6)) as residual,
        cast(equations.tolerance + coalesce(moved.half_width, 0) as decimal(28, 6)) as tolerance,
        equations.status = 'not_checkable' and moved.check_id is null as is_waiting,
        case
            when equations.is_one_sided
                then equations.residual + coalesce(moved.correction, 0)
                    < -(equations.tolerance + coalesce(moved.half_width, 0))
            when moved.check_id is null then equations.status in ('broken', 'unreadable')
            else abs(equations.residual + coalesce(moved.correction, 0))
                > equations.tolerance + coalesce(moved.half_width, 0)
        end
        and not (equations.status = 'not_checkable' and moved.check_id is null) as is_broken
    from {{ ref('int_break_equations') }} as equations
    left join checks_moved as moved
        on equations.check_id = moved.check_id
    {%- if number <= (break_rounds() | length) and break_rounds()[number - 1].again %}
    where equations.document_id in (select document_id from {{ ref('int_break_corrections_' ~ (number - 1)) }})
    {%- endif %}
)
{%- endmacro %}

{#- What corrections of cells change in each check that the cells stand in. -#}
{% macro checks_moved_by(corrections) -%}
    select
        terms.check_id,
        sum({{ weighted_amount('terms.weight', 'corrected.correction') }}) as correction,
        sum({{ weighted_amount('abs(terms.weight)', 'corrected.filled_half_width') }}) as half_width
    from {{ ref('int_break_terms') }} as terms
    inner join {{ corrections }} as corrected
        on terms.cell_id = corrected.cell_id
    group by terms.check_id
{%- endmacro %}
