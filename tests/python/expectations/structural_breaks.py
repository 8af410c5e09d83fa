"""One way to break each structural expectation: its id → the statement, and what else must fail with it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Break:
    """A statement that breaks a sound build. `others`: expectations that cannot but fail too."""

    statement: str
    named: str
    others: frozenset[str] = frozenset()


COUNTS = "raw_counts_equal_the_ingest_log"
ONCE = "printed_amounts_are_in_the_fact_once"
CHECKS_KEY = "fct_identity_checks_key_is_unique"


def _again(table: str, condition: str = "document_id = 'd1'") -> str:
    return f"insert into {table} select * from {table} where {condition} limit 1"


GATES: dict[str, Break] = {
    # Raw: keys
    "raw_documents_key_is_unique": Break(_again("raw.documents"), "d1"),
    "raw_lines_key_is_unique": Break(_again("raw.lines", "source_line = 4"), "source_line 4"),
    "raw_tables_key_is_unique": Break(_again("raw.tables"), "table_index 0", frozenset({COUNTS})),
    "raw_cells_key_is_unique": Break(_again("raw.cells", "cell_role = 'code'"), "row_index 2", frozenset({COUNTS})),
    # Raw: vocabulary
    "raw_cells_cell_kind_is_known": Break(
        "update raw.cells set cell_kind = 'number' where cell_role = 'code'", "unknown_value number"
    ),
    "raw_cells_cell_role_is_known": Break(
        "update raw.cells set cell_role = null where cell_role = 'code'", "row_count 2"
    ),
    "raw_tables_recognition_is_known": Break(
        "update raw.tables set recognition = 'guessed' where table_index = 0", "unknown_value guessed"
    ),
    "raw_tables_data_state_is_known": Break(
        "update raw.tables set data_state = 'full' where table_index = 0", "unknown_value full"
    ),
    # Raw: belonging
    "raw_cells_belong_to_a_table": Break(
        "update raw.cells set table_index = 9 where cell_role = 'code' and document_id = 'd1'", "table_index 9"
    ),
    "raw_rows_belong_to_a_document": Break(
        "update raw.lines set document_id = 'd9' where document_id = 'd1' and source_line = 1", "part_name raw.lines"
    ),
    # Raw: cells
    "amount_cells_are_complete": Break(
        "update raw.cells set line_code = null where document_id = 'd1' and cell_kind = 'blank'",
        "measure_code project",
    ),
    "amount_cells_have_an_amount_kind": Break(
        "update raw.cells set cell_kind = 'text' where document_id = 'd1' and cell_kind = 'blank'",
        "cell_kind text",
        frozenset({COUNTS}),
    ),
    "cells_left_out_have_a_reason": Break(
        "update raw.cells set reason = ' ' where document_id = 'd1' and cell_role = 'noise'", "text 2,928"
    ),
    # Raw: documents
    "documents_have_a_statement": Break(
        "update raw.tables set statement_code = null where document_id = 'd1'", "accounts.txt", frozenset({COUNTS})
    ),
    "documents_have_a_department": Break(
        "update raw.documents set department_name = null where document_id = 'd1'", "document_id d1"
    ),
    "documents_have_a_fiscal_year": Break(
        "update raw.documents set fiscal_year = 2025 where document_id = 'd1'", "fiscal_year 2025"
    ),
    "statements_have_a_unit": Break(
        "update raw.tables set yuan_per_unit = null where document_id = 'd1' and statement_code = 'expenditure'",
        "statement_code expenditure",
    ),
    COUNTS: Break(
        "delete from raw.cells where document_id = 'd1' and cell_role = 'unplaced' and cell_kind = 'unreadable'",
        "count_name unreadable_count, count_reported 1, count_landed 0",
    ),
    # Marts: keys
    "dim_documents_key_is_unique": Break(
        "insert into marts.dim_documents select * replace (false as is_current) from marts.dim_documents "
        "where document_id = 'd1'",
        "row_count 2",
    ),
    "dim_departments_key_is_unique": Break(_again("marts.dim_departments", "true"), "dep_1"),
    "dim_statements_key_is_unique": Break(_again("marts.dim_statements", "true"), "income"),
    "dim_lines_key_is_unique": Break("update marts.dim_lines set side = null", "line_code total"),
    "dim_measures_key_is_unique": Break(_again("marts.dim_measures", "measure_code = 'basic'"), "basic"),
    "dim_subjects_key_is_unique": Break(_again("marts.dim_subjects", "subject_code = '208'"), "208"),
    "dim_identities_key_is_unique": Break(
        _again("marts.dim_identities", "identity_code = 'codes_agree'"), "codes_agree"
    ),
    "fct_reported_amounts_key_is_unique": Break(
        _again("marts.fct_reported_amounts", "document_id = 'd1' and line_code = '208'"),
        "line_code 208",
        frozenset({ONCE}),
    ),
    CHECKS_KEY: Break(
        _again("marts.fct_identity_checks", "document_id = 'd1' and identity_code = 'codes_agree'"),
        "codes_agree",
        frozenset({"codes_agree_is_fully_judged"}),
    ),
    "fct_document_readings_key_is_unique": Break(_again("marts.fct_document_readings"), "row_count 2"),
    "rpt_department_year_summary_key_is_unique": Break(
        "update marts.rpt_department_year_summary set document_id = null", "row_count 1"
    ),
    # Marts: vocabulary
    "fct_reported_amounts_cell_state_is_known": Break(
        "update marts.fct_reported_amounts set cell_state = 'guessed' where document_id = 'd1' and line_code = '208'",
        "unknown_value guessed",
    ),
    "fct_document_readings_data_state_is_known": Break(
        "update marts.fct_document_readings set data_state = null where document_id = 'd0'", "d0"
    ),
    "fact_statements_are_in_the_vocabulary": Break(
        "insert into marts.fct_reported_amounts select * replace ('budget' as statement_code, 'deduced' as cell_state) "
        "from marts.fct_reported_amounts where document_id = 'd1' and line_code = '208' and measure_code = 'total'",
        "statement_code budget",
        frozenset({"fact_measures_are_in_the_vocabulary"}),
    ),
    "fact_lines_are_in_the_vocabulary": Break(
        "delete from marts.dim_subjects where subject_code = '208'", "line_code 208"
    ),
    "fact_measures_are_in_the_vocabulary": Break(
        "insert into marts.fct_reported_amounts select * replace ('share' as measure_code, 'deduced' as cell_state) "
        "from marts.fct_reported_amounts where document_id = 'd1' and line_code = '208' and measure_code = 'total'",
        "measure_code share",
    ),
    "identities_of_the_dimension_are_those_of_the_seed": Break(
        "delete from marts.dim_identities where identity_code = 'codes_agree'", "codes_agree"
    ),
    # Marts: completeness
    ONCE: Break(
        "delete from marts.fct_reported_amounts where document_id = 'd1' and line_code = '208' "
        "and measure_code = 'basic'",
        "measure_code basic",
    ),
    "documents_landed_are_in_the_dimension": Break(
        "delete from marts.dim_documents where document_id = 'd0'", "document_id d0"
    ),
    "every_statement_has_a_reading": Break(
        "delete from marts.fct_document_readings where document_id = 'd1' and statement_code = 'income'",
        "statement_code income",
    ),
    # Marts: amounts
    "amounts_have_a_value_and_a_source": Break(
        "update marts.fct_reported_amounts set source_text = '' where document_id = 'd1' and line_code = '208'",
        "line_code 208",
    ),
    "amounts_follow_the_unit_printed": Break(
        "update marts.fct_reported_amounts set unit_name = '元' where document_id = 'd1' and line_code = '208'",
        "amount_printed 1.000000, amount_yuan 10000.00",
    ),
    "half_widths_are_positive": Break(
        "update marts.fct_reported_amounts set rounding_half_width_yuan = 0 where line_code = '208'", "line_code 208"
    ),
    "money_is_decimal": Break(
        "alter table marts.fct_reported_amounts alter amount_yuan type double", "column_name amount_yuan"
    ),
    # Marts: documents
    "one_current_document_a_department_year": Break(
        "update marts.dim_documents set is_current = true where document_id = 'd0'", "current_count 2"
    ),
    "some_document_is_current": Break(
        "update marts.dim_documents set is_current = false",
        "document_count 2",
        # A share of nothing cannot be measured, and that is an error.
        frozenset({"most_identities_are_checkable", "critical_breaks_are_explained_or_few"}),
    ),
    "totals_are_not_disputed": Break(
        "update marts.fct_reported_amounts set cell_state = 'disputed' where document_id = 'd1' and line_code = "
        "'total' and measure_code = 'project'",
        "measure_code project, source_page 1, source_line 4, source_text 6.00",
    ),
    # Identities as a whole
    "fct_identity_checks_status_is_known": Break(
        "update marts.fct_identity_checks set status = null where document_id = 'd1' and instance_key = '206/-'",
        "row_count 1",
    ),
    "checks_are_of_known_identities": Break(
        "update marts.fct_identity_checks set identity_code = 'invented' where document_id = 'd0' "
        "and identity_code = 'codes_agree'",
        "invented",
    ),
    "no_check_passes_without_a_printed_cell": Break(
        "update marts.fct_identity_checks set status = 'exact' where document_id = 'd1' and status = 'not_checkable'",
        "instance_key -/project",
    ),
}

EMPTIED = (
    "raw.documents",
    "raw.lines",
    "raw.tables",
    "raw.cells",
    "raw.ingest_log",
    "marts.dim_documents",
    "marts.dim_departments",
    "marts.dim_statements",
    "marts.dim_lines",
    "marts.dim_measures",
    "marts.dim_subjects",
    "marts.dim_identities",
    "marts.fct_reported_amounts",
    "marts.fct_identity_checks",
    "marts.fct_document_readings",
    "marts.rpt_department_year_summary",
)

WARNINGS: dict[str, Break] = {
    "printed_numbers_are_placed": Break(
        "update marts.fct_document_readings set unplaced_number_count = 4 where document_id = 'd1' "
        "and statement_code = 'expenditure'",
        "share 0.2857",
    ),
    "amount_cells_are_readable": Break(
        "update marts.fct_document_readings set unreadable_count = 5 where document_id = 'd1' "
        "and statement_code = 'expenditure'",
        "unreadable_count 5",
    ),
    "most_identities_are_checkable": Break(
        "update marts.fct_identity_checks set status = 'not_checkable' where document_id = 'd1' "
        "and identity_code <> 'row_equals_natures' or instance_key = '206/-'",
        "not_checkable_count 4",
    ),
    "statements_are_present": Break(
        "update marts.fct_document_readings set data_state = 'absent' where document_id = 'd1'",
        "absent_statement_count 2",
    ),
    "details_are_not_disputed": Break(
        "update marts.fct_reported_amounts set cell_state = 'disputed' where document_id = 'd1' "
        "and line_code = '208' and measure_code = 'basic'",
        "measure_code basic, source_page 1, source_line 6, source_text 1.00",
    ),
    "no_document_is_quarantined": Break(
        "insert into raw.ingest_log (source_path, status, reason_code, message, logged_at) "
        "values ('/in/scan.pdf', 'quarantined', 'needs_ocr', 'page 1', timestamp '2024-09-03')",
        "source_path /in/scan.pdf, reason_code needs_ocr",
    ),
}
