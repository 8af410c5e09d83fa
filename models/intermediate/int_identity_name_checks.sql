-- One row per document, names identity and subject code: the differing names its statements print for it.
with terms as (
    select distinct
        identity_code,
        statement_code,
        side,
        line_selector
    from {{ ref('int_identity_selectors') }}
    where kind = 'names'
),

line_classes_by_selector as (
    {{ identity_line_classes_by_selector() }}
),

lines as (
    select * from {{ ref('int_identity_lines') }}
    where line_kind = 'subject' and line_label <> ''
),

names_by_statement as (
    select
        terms.identity_code,
        lines.document_id,
        lines.line_code,
        lines.statement_code,
        lines.line_label
    from lines
    inner join line_classes_by_selector as reached
        on lines.line_class = reached.line_class
    inner join terms
        on
            reached.line_selector = terms.line_selector
            and lines.statement_code = terms.statement_code
            and lines.side = terms.side
),

statements_by_name as (
    select
        identity_code,
        document_id,
        line_code,
        line_label,
        count(*) as statement_count,
        {{ dbt.listagg('statement_code', "'+'", 'order by statement_code') }} as statement_codes
    from names_by_statement
    group by identity_code, document_id, line_code, line_label
),

names_by_code as (
    select
        identity_code,
        document_id,
        line_code,
        count(*) as name_count,
        sum(statement_count) as statement_count,
        {{ dbt.listagg("statement_codes || '=' || line_label", "';'", 'order by line_label') }} as names_printed
    from statements_by_name
    group by identity_code, document_id, line_code
),

final as (
    select
        document_id,
        identity_code,
        line_code || '/-' as instance_key,
        statement_count as cell_count,
        statement_count as printed_cell_count,
        case when statement_count < 2 then 'printed_once' end as obstacle,
        case when name_count > 1 then names_printed end as offence
    from names_by_code
)

select * from final
