"""A small build file and its seeds, written by hand: two versions of one account, everything in order.

Tests copy it, break one thing and run the checks. Two statements, three lines (total, 206, 208), amounts in 万元;
the older version d0 is superseded by d1. The project expenditure of 208 is blank.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb

MakeBuild = Callable[..., Path]
"""Copies the sound build and runs the statements given on the copy; returns the copy."""

DOCUMENTS = ("d0", "d1")

_IDENTITIES = """\
identity_code,catalogue_group,kind,title_zh,title_en,reason_zh,reason_en,severity,valid_from_year,valid_to_year
row_equals_natures,A,sum,支出等于基本加项目,Expenditure is basic plus project,因为,because,critical,,
total_equals_classes,B,sum,合计等于各类之和,The total is the sum of its classes,因为,because,warning,2020,
codes_agree,C,codes,收支科目一致,Both statements name the same subjects,因为,because,information,,2030
not_yet_valid,C,copy,将来才适用,Applies in the future only,因为,because,critical,2040,
"""

SEEDS = {
    "statements": """statement_code,title_zh,title_en,ordinal,layout,classification
income,收入决算表,Income by function subject,1,subject_rows,function
expenditure,支出决算表,Expenditure by function subject,2,subject_rows,function
""",
    "lines": """statement_code,side,line_code,label_zh,label_en,ordinal,is_total_row
income,,total,合计,Total,1,true
expenditure,,total,合计,Total,1,true
""",
    "measures": """statement_code,side,measure_code,title_zh,title_en,ordinal
income,,total,本年收入合计,Total,1
expenditure,,total,本年支出合计,Total,1
expenditure,,basic,基本支出,Basic,2
expenditure,,project,项目支出,Project,3
""",
    "identities": _IDENTITIES,
    "money_units": "unit_name,yuan_per_unit\n元,1\n万元,10000\n",
    "expectation_thresholds": """threshold_code,value,title_zh,title_en,reason_zh,reason_en
earliest_fiscal_year,2007,,,,
unplaced_number_share,0.25,,,,
unreadable_cell_share,0.25,,,,
not_checkable_share,0.5,,,,
absent_statement_count,1,,,,
quarantined_document_count,0,,,,
disputed_cell_count,0,,,,
unexplained_critical_share,1,,,,
identity_failure_share,0.2,,,,
department_failure_share,0.2,,,,
year_failure_share,0.2,,,,
""",
    "expectation_break_policies": """identity_severity,severity,accepted_explanations,reason_zh,reason_en
critical,warning,rounding;extraction_loss;publisher_error;reviewed,,
warning,warning,rounding;extraction_loss;publisher_error;reviewed,,
information,warning,rounding;undecidable,,
""",
}

TABLES = """
create schema raw; create schema intermediate; create schema marts;

create table raw.documents (
    document_id varchar, content_sha256 varchar, source_name varchar, source_path varchar, byte_size bigint,
    format varchar, encoding varchar, department_name varchar, department_source varchar, department_code varchar,
    fiscal_year integer, fiscal_year_source varchar, page_count integer, parser_version varchar, is_synthetic boolean,
    ingest_sequence bigint, ingested_at timestamp
);
create table raw.lines (
    document_id varchar, source_page integer, source_line integer, text varchar, is_table_row boolean
);
create table raw.tables (
    document_id varchar, table_index integer, source_page integer, first_line integer, last_line integer,
    row_count integer, column_count integer, statement_code varchar, title_printed varchar, recognition varchar,
    continues_table_index integer, part_number integer, unit_printed varchar, unit_name varchar,
    yuan_per_unit bigint, unit_source varchar, department_printed varchar, fiscal_year_printed integer,
    data_state varchar, declared_empty_text varchar, note varchar
);
create table raw.cells (
    document_id varchar, table_index integer, row_index integer, column_index integer, fragment_index integer,
    source_page integer, source_line integer, source_reference varchar, source_box varchar, text varchar,
    cell_role varchar, cell_kind varchar, statement_code varchar, side varchar, line_code varchar,
    line_label varchar, line_evidence varchar, measure_code varchar, measure_evidence varchar, reason varchar
);
create table raw.ingest_log (
    run_id varchar, source_path varchar, source_name varchar, document_id varchar, status varchar,
    reason_code varchar, message varchar, table_count integer, statement_count integer, cell_count integer,
    printed_number_count integer, placed_number_count integer, unplaced_number_count integer,
    blank_count integer, unreadable_count integer, seconds double, logged_at timestamp
);
create table intermediate.int_identity_expected_counts (
    document_id varchar, identity_code varchar, expected_instance_count bigint
);
create table marts.dim_documents (
    document_id varchar, source_name varchar, department_id varchar, department_name varchar,
    fiscal_year integer, account_scope varchar, is_current boolean
);
create table marts.dim_departments (department_id varchar, department_name varchar);
create table marts.dim_statements (statement_code varchar, title_zh varchar);
create table marts.dim_lines (statement_code varchar, side varchar, line_code varchar);
create table marts.dim_measures (statement_code varchar, side varchar, measure_code varchar);
create table marts.dim_subjects (
    subject_code varchar, fiscal_year integer, classification varchar, level integer, subject_name varchar
);
create table marts.dim_identities (identity_code varchar, kind varchar, severity varchar);
create table marts.fct_reported_amounts (
    document_id varchar, department_id varchar, fiscal_year integer, statement_code varchar, side varchar,
    line_code varchar, line_label varchar, subject_code varchar, classification varchar, is_total_row boolean,
    measure_code varchar, amount_yuan decimal(20, 2), amount_printed decimal(20, 6),
    rounding_half_width_yuan decimal(20, 6), unit_name varchar, cell_state varchar, table_index integer,
    source_page integer, source_line integer, source_row integer, source_column integer, source_text varchar
);
create table marts.fct_identity_checks (
    document_id varchar, fiscal_year integer, identity_code varchar, instance_key varchar, severity varchar,
    total_yuan decimal(20, 2), parts_yuan decimal(20, 2), residual_yuan decimal(20, 2),
    tolerance_yuan decimal(20, 6), part_count integer, cell_count integer, printed_cell_count integer,
    status varchar, explanation varchar
);
create table marts.rpt_failure_rates (
    grouping_code varchar, identity_code varchar, department_id varchar, department_name varchar, fiscal_year integer,
    document_count integer, check_count integer, broken_count integer, failure_share decimal(7, 6),
    limit_share decimal(7, 6), is_watched boolean
);
create table marts.fct_findings (
    finding_id varchar, document_id varchar, kind varchar, cause varchar, review_state varchar
);
create table marts.fct_finding_checks (
    finding_id varchar, document_id varchar, identity_code varchar, instance_key varchar
);
create table marts.fct_identity_check_cells (
    document_id varchar, identity_code varchar, instance_key varchar, term_number integer, role varchar,
    weight decimal(9, 4), statement_code varchar, side varchar, line_code varchar, measure_code varchar,
    line_label varchar, cell_kind varchar, amount_yuan decimal(20, 2), source_page integer, source_line integer,
    source_row integer, source_column integer, source_text varchar
);
create table marts.fct_document_readings (
    document_id varchar, statement_code varchar, data_state varchar, printed_number_count integer,
    blank_count integer, unplaced_number_count integer, unreadable_count integer
);
create table marts.rpt_department_year_summary (document_id varchar, income_yuan decimal(20, 2));
"""

# statement, table, row, column, line code, label, measure, text as printed, kind
AMOUNTS = (
    ("income", 0, 1, 1, "total", "合计", "total", "11.00", "printed_number"),
    ("income", 0, 2, 1, "206", "科学技术支出", "total", "11.00", "printed_number"),
    ("expenditure", 1, 1, 1, "total", "合计", "total", "11.00", "printed_number"),
    ("expenditure", 1, 1, 2, "total", "合计", "basic", "5.00", "printed_number"),
    ("expenditure", 1, 1, 3, "total", "合计", "project", "6.00", "printed_number"),
    ("expenditure", 1, 2, 1, "206", "科学技术支出", "total", "10.00", "printed_number"),
    ("expenditure", 1, 2, 2, "206", "科学技术支出", "basic", "4.00", "printed_number"),
    ("expenditure", 1, 2, 3, "206", "科学技术支出", "project", "6.00", "printed_number"),
    ("expenditure", 1, 3, 1, "208", "社会保障和就业支出", "total", "1.00", "printed_number"),
    ("expenditure", 1, 3, 2, "208", "社会保障和就业支出", "basic", "1.00", "printed_number"),
    ("expenditure", 1, 3, 3, "208", "社会保障和就业支出", "project", "", "blank"),
)

# identity, instance, status, printed cells
CHECKS = (
    ("row_equals_natures", "total/-", "exact", 3),
    ("row_equals_natures", "206/-", "exact", 3),
    ("row_equals_natures", "208/-", "within_rounding", 2),
    ("total_equals_classes", "-/total", "exact", 3),
    ("total_equals_classes", "-/project", "not_checkable", 0),
    ("codes_agree", "-/-", "exact", 0),
)


def write_seeds(directory: Path) -> Path:
    """Write the fixture's seeds as CSV files; returns the directory."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in SEEDS.items():
        (directory / f"{name}.csv").write_text(text, encoding="utf-8")
    return directory


def write_build(path: Path) -> Path:
    """Write the fixture's build file; returns its path."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(TABLES)
        _add_vocabulary(connection)
        for document_id in DOCUMENTS:
            _add_raw(connection, document_id)
            _add_marts(connection, document_id)
    return path


def _add_vocabulary(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("""
        insert into marts.dim_departments values ('dep_1', '某市大数据发展管理局');
        insert into marts.dim_statements values ('income', '收入决算表'), ('expenditure', '支出决算表');
        insert into marts.dim_lines values ('income', '', 'total'), ('expenditure', '', 'total');
        insert into marts.dim_measures values
            ('income', '', 'total'), ('expenditure', '', 'total'), ('expenditure', '', 'basic'),
            ('expenditure', '', 'project');
        insert into marts.dim_subjects values
            ('206', 2023, 'function', 1, '科学技术支出'), ('208', 2023, 'function', 1, '社会保障和就业支出');
        insert into marts.dim_identities values
            ('row_equals_natures', 'sum', 'critical'), ('total_equals_classes', 'sum', 'warning'),
            ('codes_agree', 'codes', 'information'), ('not_yet_valid', 'copy', 'critical');
        insert into marts.rpt_failure_rates values
            ('identity', 'row_equals_natures', null, null, null, 1, 3, 0, 0, 0.2, false),
            ('department', null, 'dep_1', '某市大数据发展管理局', null, 1, 4, 0, 0, 0.2, false),
            ('year', null, null, null, 2023, 1, 4, 0, 0, 0.2, false);
    """)


def _add_raw(connection: duckdb.DuckDBPyConnection, document_id: str) -> None:
    sequence = DOCUMENTS.index(document_id) + 1
    source = (document_id, f"sha-{document_id}", "accounts.txt", "/in/accounts.txt", 900, "text", "utf-8")
    known = (
        "某市大数据发展管理局",
        "head",
        None,
        2023,
        "head",
        1,
        "1",
        False,
        sequence,
        f"2024-09-0{sequence} 10:00:00",
    )
    connection.execute(f"insert into raw.documents values ({_marks(17)})", [*source, *known])
    for number in range(1, 9):
        connection.execute("insert into raw.lines values (?, 1, ?, ?, true)", [document_id, number, f"line {number}"])
    for index, statement in enumerate(("income", "expenditure", None)):
        unit = ("万元", "万元", 10000, "printed") if statement else (None, None, None, None)
        state = (
            ("title", None, None, *unit, None, None, "data")
            if statement
            else ("unrecognised", None, None, *unit, None, None, None)
        )
        head = (document_id, index, 1, index * 3 + 1, index * 3 + 3, 3, 4, statement, None)
        connection.execute(f"insert into raw.tables values ({_marks(21)})", [*head, *state, None, None])
    for statement, table, row, column, line, label, measure, text, kind in AMOUNTS:
        place = (document_id, table, row, column, 0, 1, table * 3 + row, None, None, text)
        meaning = ("amount", kind, statement, None, line, label, "code", measure, "header", None)
        connection.execute(f"insert into raw.cells values ({_marks(20)})", [*place, *meaning])
    others = (
        (1, 2, 0, "206", "code", "text", None),
        (1, 2, 4, "2,928", "noise", "printed_number", "a half amount glued to the label"),
        (1, 3, 4, "7.00", "unplaced", "printed_number", "no column is known for it"),
        (2, 1, 0, "1,23", "unplaced", "unreadable", "not a number"),
    )
    for table, row, column, text, role, kind, reason in others:
        connection.execute(
            "insert into raw.cells (document_id, table_index, row_index, column_index, fragment_index, source_page, "
            f"source_line, text, cell_role, cell_kind, reason) values ({_marks(11)})",
            [document_id, table, row, column, 0, 1, table * 3 + row, text, role, kind, reason],
        )
    # By hand: 3 grids, 2 statements; 15 cells, of them 12 printed numbers (10 placed, 1 unplaced, 1 noise),
    # 1 blank and 1 unreadable.
    counts = (3, 2, 15, 12, 10, 1, 1, 1)
    connection.execute(
        f"insert into raw.ingest_log values ({_marks(17)})",
        ["run-1", "/in/accounts.txt", "accounts.txt", document_id, "ingested", None, None, *counts, 0.1,
         f"2024-09-0{sequence} 10:00:01"],
    )  # fmt: skip


def _add_marts(connection: duckdb.DuckDBPyConnection, document_id: str) -> None:
    connection.execute(
        "insert into marts.dim_documents "
        "values (?, 'accounts.txt', 'dep_1', '某市大数据发展管理局', 2023, 'unknown', ?)",
        [document_id, document_id == DOCUMENTS[-1]],
    )
    for statement, table, row, column, line, label, measure, text, kind in AMOUNTS:
        if kind == "blank":
            continue
        is_total = line == "total"
        subject = (None, None) if is_total else (line, "function")
        connection.execute(
            f"insert into marts.fct_reported_amounts values ({_marks(22)})",
            [document_id, "dep_1", 2023, statement, "", line, label, *subject, is_total, measure,
             f"{text.removesuffix('.00')}0000.00", text, "50", "万元", "printed", table, 1, table * 3 + row, row,
             column, text],
        )  # fmt: skip
    for identity, instance, status, printed in CHECKS:
        connection.execute(
            f"insert into marts.fct_identity_checks values ({_marks(14)})",
            [document_id, 2023, identity, instance, "critical", None, None, "0.00", "150", 2, 3, printed, status, None],
        )
    connection.execute(
        "insert into intermediate.int_identity_expected_counts values (?, 'row_equals_natures', 3), "
        "(?, 'total_equals_classes', 2), (?, 'codes_agree', 1)",
        [document_id] * 3,
    )
    for measure, kind, amount, text, number in (
        ("total", "printed_number", "10000.00", "1.00", 1),
        ("basic", "printed_number", "10000.00", "1.00", 2),
        ("project", "blank", None, "", 3),
    ):
        connection.execute(
            f"insert into marts.fct_identity_check_cells values ({_marks(18)})",
            [document_id, "row_equals_natures", "208/-", number, "total" if number == 1 else "part", 1,
             "expenditure", "", "208", measure, "社会保障和就业支出", kind, amount, 1, 6, 3, number, text],
        )  # fmt: skip
    connection.execute(
        "insert into marts.fct_document_readings values "
        "(?, 'income', 'data', 2, 0, 0, 0), (?, 'expenditure', 'data', 8, 1, 1, 0)",
        [document_id] * 2,
    )
    if document_id == DOCUMENTS[-1]:
        connection.execute("insert into marts.rpt_department_year_summary values (?, '110000.00')", [document_id])


def _marks(count: int) -> str:
    return ", ".join("?" * count)
