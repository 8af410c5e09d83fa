-- One row per document and statement of the vocabulary: how the statement was found and what was counted in it.
with documents as (
    select * from {{ ref('stg_raw__documents') }}
),

statements as (
    select * from {{ ref('statements') }}
),

tables as (
    select * from {{ ref('stg_raw__tables') }}
),

cells as (
    select * from {{ ref('stg_raw__cells') }}
),

amounts as (
    select * from {{ ref('int_amounts_claimed') }}
),

tables_gathered as (
    select
        document_id,
        statement_code,
        count(*) as table_count,
        sum(row_count) as row_count,
        min(source_page) as first_page,
        min_by(first_line, table_index) as first_line,
        max_by(last_line, table_index) as last_line,
        min_by(title_printed, table_index) filter (where title_printed is not null) as title_printed,
        min_by(unit_name, table_index) filter (where unit_name is not null) as unit_name,
        min_by(unit_source, table_index) filter (where unit_name is not null) as unit_source,
        min_by(department_printed, table_index) filter (where department_printed is not null) as department_printed,
        min_by(declared_empty_text, table_index) filter (
            where declared_empty_text is not null
        ) as declared_empty_text,
        count(*) filter (where data_state = 'data') as data_table_count,
        count(*) filter (where data_state = 'declared_empty') as declared_empty_table_count
    from tables
    where statement_code is not null
    group by document_id, statement_code
),

amounts_counted as (
    select
        document_id,
        statement_code,
        count(*) filter (where cell_kind in ('printed_number', 'printed_zero')) as printed_number_count,
        count(*) filter (where cell_kind = 'blank') as blank_count,
        count(*) filter (where cell_kind = 'unreadable') as unreadable_count
    from amounts
    group by document_id, statement_code
),

unplaced_counted as (
    select
        document_id,
        statement_code,
        count(*) as unplaced_number_count
    from cells
    where
        cell_role = 'unplaced'
        and ingest_cell_kind in ('printed_number', 'printed_zero')
    group by document_id, statement_code
),

final as (
    select
        documents.document_id,
        statements.statement_code,
        case
            when tables_gathered.document_id is null then 'absent'
            when tables_gathered.data_table_count > 0 then 'data'
            when tables_gathered.declared_empty_table_count > 0 then 'declared_empty'
            else 'empty'
        end as data_state,
        tables_gathered.title_printed,
        tables_gathered.unit_name,
        tables_gathered.unit_source,
        tables_gathered.first_page,
        tables_gathered.first_line,
        tables_gathered.last_line,
        cast(coalesce(tables_gathered.table_count, 0) as integer) as table_count,
        cast(coalesce(tables_gathered.row_count, 0) as integer) as row_count,
        cast(coalesce(amounts_counted.printed_number_count, 0) as integer) as printed_number_count,
        cast(coalesce(amounts_counted.blank_count, 0) as integer) as blank_count,
        cast(coalesce(unplaced_counted.unplaced_number_count, 0) as integer) as unplaced_number_count,
        cast(coalesce(amounts_counted.unreadable_count, 0) as integer) as unreadable_count,
        tables_gathered.declared_empty_text,
        tables_gathered.department_printed
    from documents
    cross join statements
    left join tables_gathered
        on
            documents.document_id = tables_gathered.document_id
            and statements.statement_code = tables_gathered.statement_code
    left join amounts_counted
        on
            documents.document_id = amounts_counted.document_id
            and statements.statement_code = amounts_counted.statement_code
    left join unplaced_counted
        on
            documents.document_id = unplaced_counted.document_id
            and statements.statement_code = unplaced_counted.statement_code
)

select * from final
