-- One row per document and hierarchy identity: subjects without a parent or a child, and codes out of order.
with terms as (
    select distinct
        identity_code,
        statement_code,
        side
    from {{ ref('int_identity_selectors') }}
    where kind = 'hierarchy'
),

lines as (
    select * from {{ ref('int_identity_lines') }}
    where line_kind = 'subject'
),

subjects as (
    select
        terms.identity_code,
        lines.*,
        lag(lines.line_code) over (
            partition by terms.identity_code, lines.document_id
            order by lines.row_order, lines.line_code
        ) as preceding_line_code
    from lines
    inner join terms
        on
            lines.statement_code = terms.statement_code
            and lines.side = terms.side
),

children_by_parent as (
    select
        identity_code,
        document_id,
        parent_subject_code,
        count(*) as child_count
    from subjects
    where parent_subject_code is not null
    group by identity_code, document_id, parent_subject_code
),

subjects_with_their_kin as (
    select
        subjects.*,
        subjects.level > 1 and parents.line_code is null as is_orphan,
        -- A blank parent without children says nothing; one that prints an amount must break it down.
        subjects.has_amount
        and subjects.line_class in ('function_1', 'function_2', 'economic_1')
        and children.child_count is null as is_childless,
        -- Economic subjects stand in blocks side by side, so only function codes run down the page in order.
        subjects.classification = 'function'
        and subjects.preceding_line_code is not null
        and subjects.preceding_line_code > subjects.line_code as is_out_of_order
    from subjects
    left join subjects as parents
        on
            subjects.identity_code = parents.identity_code
            and subjects.document_id = parents.document_id
            and subjects.parent_subject_code = parents.line_code
    left join children_by_parent as children
        on
            subjects.identity_code = children.identity_code
            and subjects.document_id = children.document_id
            and subjects.line_code = children.parent_subject_code
),

offences as (
    select
        *,
        case
            when is_orphan then 'orphan:' || line_code
            when is_childless then 'childless:' || line_code
            when is_out_of_order then 'out_of_order:' || line_code
        end as offence
    from subjects_with_their_kin
),

final as (
    select
        document_id,
        identity_code,
        '-/-' as instance_key,
        count(*) as cell_count,
        count(*) as printed_cell_count,
        cast(null as {{ dbt.type_string() }}) as obstacle,
        {{ listed_where_any('offence', "';'", 'order by row_order, line_code') }} as offence
    from offences
    group by document_id, identity_code
)

select * from final
