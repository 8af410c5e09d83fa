-- One row per document and codes identity: subjects with an amount in the part that the whole does not list.
with terms as (
    select distinct
        identity_code,
        role,
        statement_code,
        side,
        line_selector
    from {{ ref('int_identity_selectors') }}
    where kind = 'codes'
),

line_classes_by_selector as (
    {{ identity_line_classes_by_selector() }}
),

lines as (
    select * from {{ ref('int_identity_lines') }}
    where line_kind = 'subject'
),

lines_of_each_role as (
    select
        terms.identity_code,
        terms.role,
        lines.document_id,
        lines.line_code,
        max(case when lines.has_amount then 1 else 0 end) as has_amount
    from lines
    inner join line_classes_by_selector as reached
        on lines.line_class = reached.line_class
    inner join terms
        on
            reached.line_selector = terms.line_selector
            and lines.statement_code = terms.statement_code
            and lines.side = terms.side
    group by terms.identity_code, terms.role, lines.document_id, lines.line_code
),

part_lines_beside_the_whole as (
    select
        parts.*,
        case when wholes.line_code is null then 'missing:' || parts.line_code end as offence
    from lines_of_each_role as parts
    left join lines_of_each_role as wholes
        on
            parts.identity_code = wholes.identity_code
            and parts.document_id = wholes.document_id
            and parts.line_code = wholes.line_code
            and wholes.role = 'total'
    where parts.role = 'part' and parts.has_amount = 1
),

final as (
    select
        document_id,
        identity_code,
        '-/-' as instance_key,
        count(*) as cell_count,
        count(*) as printed_cell_count,
        cast(null as {{ dbt.type_string() }}) as obstacle,
        {{ listed_where_any('offence', "';'", 'order by line_code') }} as offence
    from part_lines_beside_the_whole
    group by document_id, identity_code
)

select * from final
