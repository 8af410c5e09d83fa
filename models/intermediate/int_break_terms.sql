-- One row per document with breaks, check that touches a cell of a broken check, and cell: the cell's weight there.
{%- set weight %}cast(
            case
                when not equations.is_rate then terms.weight
                when terms.role = 'numerator' then 100 * terms.weight
                when terms.role = 'denominator'
                    then -{{ product_of_decimals('equations.rate_value', 'terms.weight') }}
                when terms.role = 'rate' then -equations.denominator_value
            end as decimal(20, 6)
        ){% endset %}
with equations as (
    select
        check_id,
        is_rate,
        rate_value,
        denominator_value,
        status in ('broken', 'unreadable') as is_open
    from {{ ref('int_break_equations') }}
),

cells_in_open_checks as (
    select
        terms.cell_id,
        terms.check_id
    from {{ ref('int_break_terms_valued') }} as terms
    inner join equations
        on terms.check_id = equations.check_id
    where equations.is_open
    group by terms.cell_id, terms.check_id
    having sum({{ weight }}) <> 0
),

checks_touched as (
    select distinct check_id from {{ ref('int_break_terms_valued') }}
    where cell_id in (select cells.cell_id from cells_in_open_checks as cells)
),

-- The same figure of the narrative may stand in a rate twice, as the change does in a growth. Only these are summed.
cells_standing_twice as (
    select
        check_id,
        cell_id
    from {{ ref('int_break_terms_valued') }}
    group by check_id, cell_id
    having count(*) > 1
),

{%- set place = ['document_id', 'check_id', 'cell_id', 'statement_code', 'side', 'line_code', 'measure_code'] %}

terms_standing_once as (
    select
        terms.{{ place | join(', terms.') }},
        terms.unit_kind,
        terms.is_printed,
        terms.cell_number,
        terms.role,
        terms.operand,
        terms.operand_half_width,
        {{ weight }} as weight
    from {{ ref('int_break_terms_valued') }} as terms
    inner join equations
        on terms.check_id = equations.check_id
    left join cells_standing_twice as twice
        on
            terms.check_id = twice.check_id
            and terms.cell_id = twice.cell_id
    where
        twice.check_id is null
        and terms.check_id in (select checks_touched.check_id from checks_touched)
),

terms_summed as (
    select
        terms.{{ place | join(', terms.') }},
        max(terms.unit_kind) as unit_kind,
        bool_or(terms.is_printed) as is_printed,
        max(terms.cell_number) as cell_number,
        max(terms.role) as role,
        max(terms.operand) as operand,
        max(terms.operand_half_width) as operand_half_width,
        sum({{ weight }}) as weight
    from {{ ref('int_break_terms_valued') }} as terms
    inner join equations
        on terms.check_id = equations.check_id
    inner join cells_standing_twice as twice
        on
            terms.check_id = twice.check_id
            and terms.cell_id = twice.cell_id
    where terms.check_id in (select checks_touched.check_id from checks_touched)
    group by terms.{{ place | join(', terms.') }}
),

-- A line that the statement lacks has no term of its own: it stands in its sums as a blank.
terms_of_lines_lost as (
    select
        {{ place | join(', ') }},
        'money' as unit_kind,
        false as is_printed,
        0 as cell_number,
        'part' as role,
        cast(0 as decimal(20, 6)) as operand,
        operand_half_width,
        weight
    from {{ ref('int_break_lines_lost') }}
),

all_terms as (
    select * from terms_standing_once
    union all
    select * from terms_summed
    union all
    select * from terms_of_lines_lost
),

related_places as (
    select distinct statement_code from {{ ref('related_places') }}
),

final as (
    select
        all_terms.document_id,
        all_terms.check_id,
        all_terms.cell_id,
        {{ number_of_texts([
            'all_terms.document_id', 'all_terms.statement_code', 'all_terms.side', 'all_terms.line_code'
        ]) }} as line_id,
        all_terms.statement_code,
        all_terms.side,
        all_terms.line_code,
        all_terms.measure_code,
        all_terms.unit_kind,
        all_terms.role,
        all_terms.is_printed,
        all_terms.cell_number,
        all_terms.operand,
        all_terms.operand_half_width,
        cast(all_terms.weight as decimal(20, 6)) as weight,
        related_places.statement_code is not null as is_of_another_document
    from all_terms
    left join related_places
        on all_terms.statement_code = related_places.statement_code
)

select * from final
