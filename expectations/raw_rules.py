"""The gate on what ingest landed (schema `raw`): well formed, complete, equal to what ingest reported."""

from __future__ import annotations

from expectations.model import Rule, Text
from expectations.rule_makers import REPORT_DOCUMENT, by_document, key_is_unique, not_empty, values_are_known

SUITE = "raw_structure"

CELL_KINDS = ("printed_number", "printed_zero", "blank", "text", "unreadable")
AMOUNT_KINDS = ("printed_number", "printed_zero", "blank", "unreadable")
CELL_ROLES = (
    "amount",
    "code",
    "label",
    "ordinal",
    "column_number",
    "header",
    "note",
    "noise",
    "unplaced",
)
RECOGNITIONS = ("title", "header", "continuation", "unrecognised")
DATA_STATES = ("data", "declared_empty", "empty")

KEYS = {
    "raw.documents": ("document_id",),
    "raw.lines": ("document_id", "source_page", "source_line"),
    "raw.tables": ("document_id", "table_index"),
    "raw.cells": ("document_id", "table_index", "row_index", "column_index", "fragment_index"),
}

LANDED_TABLES = ("raw.documents", "raw.lines", "raw.tables", "raw.cells", "raw.ingest_log")


def rules() -> tuple[Rule, ...]:
    """Every rule of the suite, in reading order."""
    return (
        *(not_empty(SUITE, table) for table in LANDED_TABLES),
        *by_document(
            *(key_is_unique(SUITE, table, columns, REPORT_DOCUMENT) for table, columns in KEYS.items()),
            values_are_known(SUITE, "raw.cells", "cell_kind", CELL_KINDS),
            values_are_known(SUITE, "raw.cells", "cell_role", CELL_ROLES),
            values_are_known(SUITE, "raw.tables", "recognition", RECOGNITIONS),
            values_are_known(SUITE, "raw.tables", "data_state", DATA_STATES, "recognition <> 'unrecognised'"),
            *BELONGING,
            *CELL_RULES,
            *DOCUMENT_RULES,
            COUNTS_AGREE,
        ),
    )


BELONGING = (
    Rule(
        "raw_cells_belong_to_a_table",
        SUITE,
        "raw.cells",
        "gate",
        Text("每个单元格都属于一张表格", "every cell stands in a table"),
        REPORT_DOCUMENT,
        """
        select cells.document_id, cells.table_index, count(*) as cell_count
        from raw.cells as cells
        left join raw.tables as tables
            on cells.document_id = tables.document_id and cells.table_index = tables.table_index
        where tables.document_id is null
        group by cells.document_id, cells.table_index
        """,
    ),
    Rule(
        "raw_rows_belong_to_a_document",
        SUITE,
        "raw.documents",
        "gate",
        Text("每张表格和每一行都属于一份文档", "every table and every line belongs to a document"),
        REPORT_DOCUMENT,
        """
        select part.document_id, part.part_name, count(*) as row_count
        from (
            select document_id, 'raw.tables' as part_name from raw.tables
            union all
            select document_id, 'raw.lines' as part_name from raw.lines
        ) as part
        left join raw.documents as documents on part.document_id = documents.document_id
        where documents.document_id is null
        group by part.document_id, part.part_name
        """,
    ),
)

CELL_PLACE = "document_id, table_index, row_index, column_index, fragment_index, source_line, text"

CELL_RULES = (
    Rule(
        "amount_cells_are_complete",
        SUITE,
        "raw.cells",
        "gate",
        Text("每个金额单元格都有报表、行、列和原文", "every amount cell has a statement, line, measure and text"),
        REPORT_DOCUMENT,
        f"""
        select {CELL_PLACE}, statement_code, line_code, measure_code
        from raw.cells
        where
            cell_role = 'amount'
            and (
                statement_code is null
                or line_code is null
                or measure_code is null
                or text is null
                or (cell_kind in ('printed_number', 'printed_zero') and trim(text) = '')
            )
        """,
    ),
    Rule(
        "amount_cells_have_an_amount_kind",
        SUITE,
        "raw.cells",
        "gate",
        Text("每个金额单元格是数字、空白或无法辨认", "every amount cell is a number, a blank or unreadable"),
        REPORT_DOCUMENT,
        f"""
        select {CELL_PLACE}, cell_kind
        from raw.cells
        where
            cell_role = 'amount'
            and coalesce(cell_kind in ({", ".join(f"'{kind}'" for kind in AMOUNT_KINDS)}), false) is not true
        """,
    ),
    Rule(
        "cells_left_out_have_a_reason",
        SUITE,
        "raw.cells",
        "gate",
        Text("每个未归位或无法辨认的数字都说明了原因", "every number that was left out or not understood has a reason"),
        REPORT_DOCUMENT,
        f"""
        select {CELL_PLACE}, cell_role, cell_kind
        from raw.cells
        where
            coalesce(trim(reason), '') = ''
            and (
                (cell_role in ('unplaced', 'noise') and cell_kind in ('printed_number', 'printed_zero'))
                -- A note stands outside every statement: its text is kept and nothing was to be read from it.
                or (cell_role in ('amount', 'unplaced', 'noise') and cell_kind = 'unreadable')
            )
        """,
    ),
)

DOCUMENT_RULES = (
    Rule(
        "documents_have_a_statement",
        SUITE,
        "raw.documents",
        "gate",
        Text("每份文档至少认出一张决算表", "at least one statement was recognised in every document"),
        REPORT_DOCUMENT,
        """
        select documents.document_id, documents.source_name
        from raw.documents as documents
        left join raw.tables as tables
            on documents.document_id = tables.document_id and tables.statement_code is not null
        where tables.document_id is null
        """,
    ),
    Rule(
        "documents_have_a_department",
        SUITE,
        "raw.documents",
        "gate",
        Text("每份文档都有部门名称", "every document names a department"),
        REPORT_DOCUMENT,
        """
        select document_id, source_name, department_source
        from raw.documents
        where coalesce(trim(department_name), '') = ''
        """,
    ),
    Rule(
        "documents_have_a_fiscal_year",
        SUITE,
        "raw.documents",
        "gate",
        Text("每份文档的决算年度都在合理范围内", "every document has a fiscal year in range"),
        REPORT_DOCUMENT,
        """
        select documents.document_id, documents.source_name, documents.fiscal_year
        from raw.documents as documents
        cross join (
            select value::integer as earliest_year
            from vocabulary.expectation_thresholds
            where threshold_code = 'earliest_fiscal_year'
        ) as limits
        where
            (documents.fiscal_year between limits.earliest_year and extract(year from documents.ingested_at))
            is not true
        """,
    ),
    Rule(
        "statements_have_a_unit",
        SUITE,
        "raw.tables",
        "gate",
        Text("每张有数据的报表都有金额单位", "every statement with data has a unit of money"),
        REPORT_DOCUMENT,
        """
        select document_id, statement_code, min(table_index) as first_table_index, min(first_line) as first_line
        from raw.tables
        where statement_code is not null and data_state = 'data'
        group by document_id, statement_code
        having coalesce(max(yuan_per_unit), 0) <= 0
        """,
    ),
)

COUNTS_AGREE = Rule(
    "raw_counts_equal_the_ingest_log",
    SUITE,
    "raw.ingest_log",
    "gate",
    Text("落库的行数与读取时报告的相同", "the rows landed are as many as ingest reported"),
    REPORT_DOCUMENT,
    """
    with last_reports as (
        select *
        from raw.ingest_log
        where status = 'ingested'
        qualify row_number() over (partition by document_id order by logged_at desc) = 1
    ),
    reported as (
        unpivot last_reports
        on
            table_count::bigint as table_count,
            statement_count::bigint as statement_count,
            cell_count::bigint as cell_count,
            printed_number_count::bigint as printed_number_count,
            placed_number_count::bigint as placed_number_count,
            unplaced_number_count::bigint as unplaced_number_count,
            blank_count::bigint as blank_count,
            unreadable_count::bigint as unreadable_count
        into name count_name value count_reported
    ),
    cells_landed as (
        select
            document_id,
            count(*) as cell_count,
            count(*) filter (where cell_kind in ('printed_number', 'printed_zero')) as printed_number_count,
            count(*) filter (
                where cell_role = 'amount' and cell_kind in ('printed_number', 'printed_zero')
            ) as placed_number_count,
            count(*) filter (
                where cell_role = 'unplaced' and cell_kind in ('printed_number', 'printed_zero')
            ) as unplaced_number_count,
            count(*) filter (where cell_kind = 'blank') as blank_count,
            count(*) filter (where cell_kind = 'unreadable') as unreadable_count,
        from raw.cells
        group by document_id
    ),
    tables_landed as (
        select document_id, count(*) as table_count, count(distinct statement_code) as statement_count
        from raw.tables
        group by document_id
    ),
    landed as (
        unpivot (from cells_landed full join tables_landed using (document_id))
        on columns(* exclude (document_id))
        into name count_name value count_landed
    ),
    documents_counted as (
        select documents.document_id, names.count_name
        from raw.documents as documents
        cross join (select distinct count_name from landed) as names
    )
    select
        documents_counted.document_id,
        documents_counted.count_name,
        reported.count_reported,
        coalesce(landed.count_landed, 0) as count_landed,
    from documents_counted
    left join reported using (document_id, count_name)
    left join landed using (document_id, count_name)
    where reported.count_reported is distinct from coalesce(landed.count_landed, 0)
    """,
)
