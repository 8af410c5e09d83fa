"""A small published warehouse written by hand: an invented bureau, its own unit, and a superseded version.

The tables have the columns and types of the contract (docs/architecture.md, docs/data_dictionary.md). Amounts are what
the invented document prints, in 万元; nothing here is produced by the code under test.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb

from tests.python.app.fixture_facts import FACT_ROWS, NARRATIVE_LINES
from tests.python.app.fixture_findings import FINDING_ROWS, FINDING_TABLES
from tests.python.app.fixture_rows import (
    AMOUNTS,
    CHECK_CELLS,
    CHECKS,
    DOCUMENTS,
    EXPECTATION_RESULTS,
    IDENTITIES,
    INGEST_LOG,
    LINES,
    MEASURES,
    READINGS,
    STATEMENTS,
    SUBJECT_NAMES,
    SUMMARIES,
    TEXT_LINES,
)
from tests.python.app.fixture_tables import FACT_TABLES
from tests.python.app.fixture_years import YEAR_TABLES

MAIN = "d1a2b3c4d5e6f708"

TABLES = {
    "marts.dim_documents": """document_id varchar, source_name varchar, source_path varchar, content_sha256 varchar,
        format varchar, byte_size bigint, department_id varchar, department_name varchar, region varchar,
        fiscal_year integer, fiscal_year_source varchar, is_current boolean, version_number integer,
        superseded_by_document_id varchar, page_count integer, statement_count integer, printed_number_count integer,
        parser_version varchar, ingested_at timestamp, is_synthetic boolean,
        account_scope varchar""",
    "marts.dim_departments": """department_id varchar, department_name varchar, region varchar,
        parent_department_id varchar, department_code varchar, is_own_unit boolean, document_count integer""",
    "marts.dim_statements": """statement_code varchar, title_zh varchar, title_en varchar, ordinal integer,
        layout varchar, classification varchar""",
    "marts.dim_lines": """statement_code varchar, side varchar, line_code varchar, title_zh varchar, title_en varchar,
        ordinal integer, is_total_row boolean, line_kind varchar""",
    "marts.dim_measures": """statement_code varchar, side varchar, measure_code varchar, title_zh varchar,
        title_en varchar, ordinal integer""",
    "marts.dim_subjects": """subject_code varchar, fiscal_year integer, classification varchar, level integer,
        subject_name varchar, parent_subject_code varchar, class_code varchar, section_code varchar,
        name_source varchar, is_total_row boolean, document_count integer, name_vote_count integer,
        name_variant_count integer, conformed_subject_key varchar, conformed_subject_name varchar""",
    "marts.dim_identities": """identity_code varchar, catalogue_group varchar, kind varchar, title_zh varchar,
        title_en varchar, reason_zh varchar, reason_en varchar, citation varchar, severity varchar,
        condition_code varchar, valid_from_year integer, valid_to_year integer""",
    "marts.fct_reported_amounts": """document_id varchar, department_id varchar, fiscal_year integer,
        statement_code varchar, side varchar, line_code varchar, line_label varchar, subject_code varchar,
        classification varchar, level integer, parent_subject_code varchar, is_total_row boolean, measure_code varchar,
        amount_yuan decimal(20,2), amount_printed decimal(20,6), printed_decimals integer,
        rounding_half_width_yuan decimal(20,6), unit_name varchar, unit_source varchar, cell_state varchar,
        table_index integer, source_page integer, source_line integer, source_row integer, source_column integer,
        source_reference varchar, source_box varchar, source_text varchar, line_evidence varchar,
        measure_evidence varchar, finding_id varchar""",
    "marts.fct_identity_checks": """document_id varchar, department_id varchar, fiscal_year integer,
        identity_code varchar, instance_key varchar, severity varchar, total_yuan decimal(20,2),
        parts_yuan decimal(20,2), residual_yuan decimal(20,2), tolerance_yuan decimal(20,6), part_count integer,
        cell_count integer, printed_cell_count integer, status varchar, explanation varchar""",
    "marts.fct_identity_check_cells": """document_id varchar, identity_code varchar, instance_key varchar,
        term_number integer, role varchar, weight decimal(9,4), statement_code varchar, side varchar,
        line_code varchar, measure_code varchar, line_label varchar, cell_kind varchar, amount_yuan decimal(20,2),
        source_page integer, source_line integer, source_row integer, source_column integer, source_text varchar""",
    "marts.fct_document_readings": """document_id varchar, statement_code varchar, data_state varchar,
        title_printed varchar, unit_name varchar, unit_source varchar, first_page integer, first_line integer,
        last_line integer, table_count integer, row_count integer, printed_number_count integer, blank_count integer,
        unplaced_number_count integer, unreadable_count integer, declared_empty_text varchar,
        department_printed varchar""",
    "marts.rpt_statement_as_printed": """document_id varchar, department_name varchar, fiscal_year integer,
        is_current boolean, statement_code varchar, side varchar, line_code varchar, line_label varchar, level integer,
        is_total_row boolean, measure_code varchar, measure_ordinal integer, row_order integer,
        amount_yuan decimal(20,2), amount_wan decimal(20,6), cell_kind varchar, cell_state varchar,
        source_page integer, source_line integer, source_row integer, source_column integer, source_text varchar,
        table_index integer""",
    "marts.rpt_department_year_summary": """department_id varchar, department_name varchar, region varchar,
        account_scope varchar, fiscal_year integer, document_id varchar, income_yuan decimal(20,2),
        expenditure_yuan decimal(20,2), fiscal_appropriation_yuan decimal(20,2), basic_expenditure_yuan decimal(20,2),
        project_expenditure_yuan decimal(20,2), personnel_yuan decimal(20,2), public_yuan decimal(20,2),
        three_public_budget_yuan decimal(20,2), three_public_actual_yuan decimal(20,2),
        opening_balance_yuan decimal(20,2), closing_balance_yuan decimal(20,2), printed_cell_count integer,
        check_count integer, exact_count integer, within_rounding_count integer, broken_count integer,
        not_checkable_count integer""",
    "marts.rpt_document_lines": """document_id varchar, source_page integer, source_line integer, text varchar,
        is_table_row boolean""",
    "quality.refresh_runs": """run_id varchar, command varchar, started_at timestamp, finished_at timestamp,
        outcome varchar, exit_code integer, failed_stage varchar, message varchar, version varchar""",
    "quality.expectation_runs": """run_id varchar, started_at timestamp, finished_at timestamp,
        expectation_count integer, pass_count integer, warn_count integer, fail_count integer, gate varchar""",
    "quality.expectation_results": """run_id varchar, suite varchar, expectation_id varchar, expectation_type varchar,
        subject varchar, severity varchar, outcome varchar, observed varchar, expected varchar, message_zh varchar,
        message_en varchar, failing_rows varchar""",
    "quality.ingest_log": """run_id varchar, source_path varchar, source_name varchar, document_id varchar,
        status varchar, reason_code varchar, message varchar, table_count integer, statement_count integer,
        cell_count integer, printed_number_count integer, placed_number_count integer, unplaced_number_count integer,
        blank_count integer, unreadable_count integer, seconds double, logged_at timestamp""",
    **FACT_TABLES,
    **FINDING_TABLES,
    **YEAR_TABLES,
}

YUAN_PER_WAN = 10_000
HALF_WIDTH_YUAN = Decimal("50.000000")
DEPARTMENTS = [
    ("dep_0000000001", "云州市数据资源局", "云州市", None, None, False, 2),
    ("dep_0000000002", "云州市数据资源局（本级）", "云州市", "dep_0000000001", None, True, 1),
]


def build_fixture_warehouse(path: Path, *, documents: bool = True, income_wan: str | None = None) -> Path:
    """Write the warehouse to `path`; without documents it is empty; `income_wan` replaces the main income figure."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        connection.execute("create schema quality")
        for table, columns in TABLES.items():
            connection.execute(f"create table {table} ({columns})")
        _insert_vocabulary(connection)
        if documents:
            _insert_documents(connection, income_wan)
            _insert_quality(connection)
            _insert_facts(connection)
    return path


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[object, ...]]) -> None:
    """Insert rows whose values stand in the order of the table's columns."""
    marks = ", ".join("?" for _ in rows[0])
    connection.executemany(f"insert into {table} values ({marks})", rows)


def insert_named(connection: duckdb.DuckDBPyConnection, table: str, row: dict[str, object]) -> None:
    """Insert one row by the names of its columns; the others are null."""
    marks = ", ".join("?" for _ in row)
    connection.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values()))


def _insert_facts(connection: duckdb.DuckDBPyConnection) -> None:
    lines = [(MAIN, 1, number, text, False) for number, text in NARRATIVE_LINES.items()]
    insert(connection, "marts.rpt_document_lines", lines)
    for table, rows in (*FACT_ROWS.items(), *FINDING_ROWS.items()):
        for row in rows:
            insert_named(connection, table, row)


def _insert_vocabulary(connection: duckdb.DuckDBPyConnection) -> None:
    insert(connection, "marts.dim_statements", STATEMENTS)
    insert(connection, "marts.dim_lines", LINES)
    insert(connection, "marts.dim_measures", MEASURES)
    insert(connection, "marts.dim_identities", IDENTITIES)


def _insert_documents(connection: duckdb.DuckDBPyConnection, income_wan: str | None) -> None:
    insert(connection, "marts.dim_documents", DOCUMENTS)
    insert(connection, "marts.dim_departments", DEPARTMENTS)
    for number, cell in enumerate(AMOUNTS):
        _insert_cell(connection, number, cell)
    insert(connection, "marts.dim_subjects", [_subject(code, name) for code, name in SUBJECT_NAMES.items()])
    insert(connection, "marts.fct_document_readings", READINGS)
    insert(connection, "marts.rpt_document_lines", TEXT_LINES)
    insert(connection, "marts.fct_identity_checks", CHECKS)
    insert(connection, "marts.fct_identity_check_cells", CHECK_CELLS)
    insert(connection, "marts.rpt_department_year_summary", SUMMARIES)
    if income_wan is not None:
        connection.execute(
            "update marts.rpt_department_year_summary set income_yuan = ? where document_id = ?",
            [Decimal(income_wan) * YUAN_PER_WAN, MAIN],
        )


def _insert_cell(connection: duckdb.DuckDBPyConnection, number: int, cell: tuple[object, ...]) -> None:
    document_id, statement, side, line, label, measure, text, source_line, source_column, row_order = cell
    department = next(row[6:8] for row in DOCUMENTS if row[0] == document_id)
    year, is_current = next((row[9], row[11]) for row in DOCUMENTS if row[0] == document_id)
    printed = Decimal(str(text).replace(",", "").replace(" ", "")) if text else None
    amount = None if printed is None else printed * YUAN_PER_WAN
    code = str(line)
    level = {3: 1, 5: 2, 7: 3}[len(code)] if code.isdigit() else None
    parent = code[: len(code) - 2] if level in (2, 3) else None
    is_total = code in ("total", "grand_total", "current_income", "current_expenditure", "personnel", "public")
    ordinal = next(m[5] for m in MEASURES if m[:3] == (statement, side, measure))
    kind = "blank" if printed is None else "printed_zero" if printed == 0 else "printed_number"
    place = (1, source_line, row_order, source_column)
    table_index = next(row[3] for row in STATEMENTS if row[0] == statement)
    insert(
        connection,
        "marts.rpt_statement_as_printed",
        [
            (document_id, department[1], year, is_current, statement, side, line, label, level, is_total, measure,
             ordinal, row_order, amount, printed, kind, "printed", *place, text, table_index)
        ],
    )  # fmt: skip
    if printed is None:
        return
    kind_of_subject = None if level is None else "economic" if statement == "basic_expenditure" else "function"
    insert(
        connection,
        "marts.fct_reported_amounts",
        [
            (document_id, department[0], year, statement, side, line, label, code if level else None, kind_of_subject,
             level, parent, is_total, measure, amount, printed, 2, HALF_WIDTH_YUAN, "万元", "printed", "printed",
             table_index, *place, None, None, text, "code_and_label", "column_number+header",
             None)
        ],
    )  # fmt: skip


def _subject(code: str, name: str) -> tuple[object, ...]:
    classification = "economic" if code.startswith("3") else "function"
    level = {3: 1, 5: 2, 7: 3}[len(code)]
    parent = None if level == 1 else code[:-2]
    section = code[:5] if level > 1 else None
    has_children = any(other != code and other.startswith(code) for other in SUBJECT_NAMES)
    return (code, 2023, classification, level, name, parent, code[:3], section, "voted", has_children, 1, 1, 1,
            f"{classification}:{code}", name)  # fmt: skip


def _insert_quality(connection: duckdb.DuckDBPyConnection) -> None:
    run = "20240901T080000-aaaaaa"
    insert(
        connection,
        "quality.refresh_runs",
        [(run, "refresh", "2024-09-01 08:00:00", "2024-09-01 08:00:07", "published", 0, None, None, "0.1.0")],
    )
    insert(
        connection,
        "quality.expectation_runs",
        [(run, "2024-09-01 08:00:05", "2024-09-01 08:00:06", 4, 3, 1, 0, "open")],
    )
    insert(connection, "quality.expectation_results", [(run, *row) for row in EXPECTATION_RESULTS])
    insert(connection, "quality.ingest_log", [(run, *row) for row in INGEST_LOG])
