{#-
    The rounds in which breaks are explained. Each round knows the corrections of the rounds before it, so that what one
    correction frees the next round may solve; the number of rounds is fixed, and the later ones ask for less.
    `witnesses` is how many independent checks must agree, `joint` whether a check that holds may be kept in balance by a
    second correction of the same round. The round of `moves` tries hypotheses about several cells (break_moves.sql) where no
    single cell explains the same checks.
-#}
{% macro break_rounds() -%}
    {{ return([
        {"moves": true},
        {"witnesses": 2, "joint": false},
        {"witnesses": 2, "joint": true},
        {"witnesses": 2, "joint": true},
        {"witnesses": 1, "joint": false},
        {"witnesses": 1, "joint": true},
    ]) }}
{%- endmacro %}

{#- Every correction of the rounds before one, as one relation; the cells of lines lost are known from the start. -#}
{% macro corrections_before(number) -%}
    select distinct
        document_id,
        cell_key,
        correction,
        operand_half_width as filled_half_width
    from {{ ref('int_break_lines_lost') }}
    {%- for earlier in range(1, number) %}
        union all
        select
            document_id,
            cell_key,
            correction,
            filled_half_width
        from {{ ref('int_break_corrections_' ~ earlier) }}
    {%- endfor %}
{%- endmacro %}

{#- The equations after the corrections of the rounds before one: what is left over, what may be, and which are broken. -#}
{% macro equations_at_round(number) -%}
    select
        equations.document_id,
        equations.check_key,
        equations.kind,
        cast(equations.residual + coalesce(moved.correction, 0) as decimal(28, 6)) as residual,
        cast(equations.tolerance + coalesce(moved.half_width, 0) as decimal(28, 6)) as tolerance,
        equations.status = 'not_checkable' and moved.document_id is null as is_waiting,
        case
            when equations.kind in ('ordering', 'counts_within')
                then equations.residual + coalesce(moved.correction, 0)
                    < -(equations.tolerance + coalesce(moved.half_width, 0))
            when moved.document_id is null then equations.status in ('broken', 'unreadable')
            else abs(equations.residual + coalesce(moved.correction, 0))
                > equations.tolerance + coalesce(moved.half_width, 0)
        end
        and not (equations.status = 'not_checkable' and moved.document_id is null) as is_broken
    from equations
    left join (
        select
            terms.document_id,
            terms.check_key,
            sum({{ product_of_decimals('terms.weight', 'corrections.correction') }}) as correction,
            sum(cast(abs(terms.weight) * corrections.filled_half_width as decimal(28, 6))) as half_width
        from terms
        inner join corrections
            on
                terms.document_id = corrections.document_id
                and terms.cell_key = corrections.cell_key
        group by terms.document_id, terms.check_key
    ) as moved
        on
            equations.document_id = moved.document_id
            and equations.check_key = moved.check_key
{%- endmacro %}
