-- One row per document and identity: how many rows fct_identity_checks owes.
-- Counted from the cells' levels, not through the evaluator's joins, so that an instance it drops is missed here.
with selectors as (
    select * from {{ ref('int_identity_selectors') }}
),

identities as (
    select * from {{ ref('identities') }}
),

document_statements as (
    select * from {{ ref('int_document_statements') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

cells as (
    select * from {{ ref('int_statement_cells') }}
),

keys_of_linear_identities as (
    select
        cells.document_id,
        selectors.identity_code,
        case
            when selectors.line_selector = 'children'
                then substring(cells.line_code, 1, length(cells.line_code) - 2)
            when selectors.line_selector in ('line', 'level_1', 'level_3') then ''
            else cells.line_code
        end as line_part,
        selectors.instance_measure as measure_part
    from cells
    inner join selectors
        on
            cells.statement_code = selectors.statement_code
            and cells.side = selectors.side
            and cells.measure_code = selectors.measure_code
    where
        selectors.kind in ('sum', 'copy', 'ordering')
        and (
            selectors.line_selector = 'each_line'
            or (selectors.line_selector = 'line' and cells.line_code = selectors.line_code)
            or (selectors.line_selector in ('each_class', 'level_1') and cells.level = 1)
            or (selectors.line_selector = 'level_3' and cells.level = 3)
            or (selectors.line_selector = 'children' and cells.level > 1)
            or (
                selectors.line_selector = 'each_parent'
                and cells.level in (1, 2)
                and length(cells.line_code) < case when cells.classification = 'economic' then 5 else 7 end
            )
        )
),

keys_of_names_identities as (
    select distinct
        cells.document_id,
        selectors.identity_code,
        cells.line_code as line_part,
        '-' as measure_part
    from cells
    inner join selectors
        on
            cells.statement_code = selectors.statement_code
            and cells.side = selectors.side
    where selectors.kind = 'names' and cells.level is not null and cells.line_label <> ''
),

instances_counted as (
    select
        document_id,
        identity_code,
        count(distinct line_part || '/' || measure_part) as instance_count
    from (
        select * from keys_of_linear_identities
        union all
        select * from keys_of_names_identities
    ) as all_keys
    group by document_id, identity_code
),

identities_without_a_statement as (
    select distinct
        document_statements.document_id,
        selectors.identity_code
    from document_statements
    inner join selectors
        on document_statements.statement_code = selectors.statement_code
    where document_statements.data_state = 'absent' and selectors.kind <> 'names'
),

final as (
    select
        documents.document_id,
        identities.identity_code,
        -- An identity that found nothing still owes the one row that says so.
        case
            when identities_without_a_statement.identity_code is not null then 1
            when documents.fiscal_year < identities.valid_from_year then 1
            when documents.fiscal_year > identities.valid_to_year then 1
            else coalesce(instances_counted.instance_count, 1)
        end as expected_instance_count
    from documents
    cross join identities
    left join identities_without_a_statement
        on
            documents.document_id = identities_without_a_statement.document_id
            and identities.identity_code = identities_without_a_statement.identity_code
    left join instances_counted
        on
            documents.document_id = instances_counted.document_id
            and identities.identity_code = instances_counted.identity_code
)

select * from final
