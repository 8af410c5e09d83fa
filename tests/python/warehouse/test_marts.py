"""What the marts make of hand-written documents: versions, subjects, departments, printed cells and summaries."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import duckdb
import pytest

from tests.python.warehouse.warehouse_builder import Cell, Document, Row, build_warehouse


def label(statement: str, code: str, text: str, amount: str = "1.00") -> Cell:
    return Cell(statement, "", code, "total", amount, label=text)


SUMMARY: list[Row] = [
    ("income_expenditure_summary", "income", "current_income", "amount", "10.00"),
    ("income_expenditure_summary", "income", "opening_balance", "amount", ""),
    ("income_expenditure_summary", "expenditure", "current_expenditure", "amount", "10.00"),
    ("income_expenditure_summary", "expenditure", "closing_balance", "amount", "0"),
    ("expenditure", "", "total", "total", "10.00"),
    ("expenditure", "", "total", "basic", "4.00"),
    ("expenditure", "", "total", "project", ""),
]
OLD = Document("old", [("expenditure", "", "total", "total", "9.00")], source_path="/a/accounts.txt")
NEW = Document("new", SUMMARY, source_path="/b/corrected.txt")
OWN_UNIT = Document("own", [("expenditure", "", "total", "total", "3.00")], department_name="贵阳市样例局（本级）")
DISPUTED = Document(
    "disputed",
    [
        ("expenditure", "", "total", "total", "5.00"),
        ("expenditure", "", "total", "total", "6.00"),
        ("expenditure", "", "201", "total", "5.00"),
        ("expenditure", "", "201", "total", "5.00"),
        ("expenditure", "", "201", "basic", ""),
    ],
    department_name="上海市普陀区争议局",
    fiscal_year=2024,
)
NAMES = Document(
    "names",
    [
        label("income", "2080505", "机关事业单位基本养老保险缴费支出"),
        label("expenditure", "2080505", "机关事业单位基本养老保险缴费 支出"),
        label("general_public_budget_expenditure", "2080505", "机关事业单位基本养老保险"),
        label("general_public_budget_expenditure", "215", "资源勘探信息等支出"),
        label("general_public_budget_expenditure", "206", "科技"),
        label("expenditure", "2087777", "某项支出"),
    ],
    department_name="某大学",
    fiscal_year=2018,
)
LATER_NAMES = Document(
    "later names", [label("income", "20805", "行政事业单位养老支出")], department_name="某大学", fiscal_year=2023
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    documents = [OLD, NEW, OWN_UNIT, DISPUTED, NAMES, LATER_NAMES]
    return build_warehouse(tmp_path_factory.mktemp("marts"), documents, with_data_tests=True)


def rows(warehouse: duckdb.DuckDBPyConnection, query: str, *values: object) -> list[tuple[Any, ...]]:
    return warehouse.execute(query, list(values)).fetchall()


def test_a_later_document_of_the_same_account_supersedes(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = (
        "select is_current, version_number, superseded_by_document_id from marts.dim_documents where document_id = ?"
    )
    assert rows(warehouse, query, OLD.document_id) == [(False, 1, NEW.document_id)]
    assert rows(warehouse, query, NEW.document_id) == [(True, 2, None)]


def test_superseded_amounts_stay_in_the_fact(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = "select amount_yuan from marts.fct_reported_amounts where document_id = ?"
    assert rows(warehouse, query, OLD.document_id) == [(Decimal("90000.00"),)]


def test_own_unit_has_the_consolidated_department_as_parent(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select unit.is_own_unit, parent.department_name
        from marts.dim_departments as unit
        left join marts.dim_departments as parent on unit.parent_department_id = parent.department_id
        where unit.department_name = ?
    """
    assert rows(warehouse, query, "贵阳市样例局（本级）") == [(True, "贵阳市样例局")]
    assert rows(warehouse, query, "贵阳市样例局") == [(False, None)]


def test_disputed_amounts_are_all_kept_and_repeated_ones_once(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select line_code, amount_yuan, cell_state from marts.fct_reported_amounts
        where document_id = ? order by source_row
    """
    assert rows(warehouse, query, DISPUTED.document_id) == [
        ("total", Decimal("50000.00"), "disputed"),
        ("total", Decimal("60000.00"), "disputed"),
        ("201", Decimal("50000.00"), "printed"),
    ]


def test_statement_as_printed_keeps_blanks_and_shows_ten_thousands(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select line_code, measure_code, measure_ordinal, amount_wan, cell_kind, cell_state
        from marts.rpt_statement_as_printed where document_id = ? order by row_order
    """
    assert rows(warehouse, query, DISPUTED.document_id) == [
        ("total", "total", 2, Decimal("5.000000"), "printed_number", "disputed"),
        ("201", "total", 2, Decimal("5.000000"), "printed_number", "printed"),
        ("201", "basic", 1, None, "blank", None),
    ]


def test_summary_shows_null_for_what_is_not_printed_and_zero_for_a_printed_zero(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    query = """
        select income_yuan, expenditure_yuan, basic_expenditure_yuan, project_expenditure_yuan,
            opening_balance_yuan, closing_balance_yuan, personnel_yuan, printed_cell_count
        from marts.rpt_department_year_summary where document_id = ?
    """
    ten = Decimal("100000.00")
    assert rows(warehouse, query, NEW.document_id) == [
        (ten, ten, Decimal("40000.00"), None, None, Decimal("0.00"), None, 5)
    ]


def test_summary_holds_current_documents_and_no_disputed_figure(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = "select expenditure_yuan from marts.rpt_department_year_summary where document_id = ?"
    assert rows(warehouse, query, OLD.document_id) == []
    assert rows(warehouse, query, DISPUTED.document_id) == [(None,)]


@pytest.mark.parametrize(
    ("code", "year", "name", "source", "votes", "variants", "documents"),
    [
        # Votes: the prints of 2018 that the list counts (10, 10 and 10), and one for each statement here.
        ("2080505", 2018, "机关事业单位基本养老保险缴费支出", "listed", 10 + 3, 2, 1),
        ("20805", 2018, "行政事业单位离退休", "listed", 10, 1, 0),
        ("208", 2018, "社会保障和就业支出", "curated", 10, 1, 0),
        ("215", 2018, "资源勘探信息等支出", "curated", 1, 1, 1),
        ("206", 2018, "科学技术支出", "curated", 1, 1, 1),
        ("20805", 2023, "行政事业单位养老支出", "listed", 12 + 1, 1, 1),
        ("2087777", 2018, "某项支出", "observed", 1, 1, 1),
        ("20877", 2018, "20877", "implied", 0, 0, 0),
    ],
)
def test_subject_edition(
    warehouse: duckdb.DuckDBPyConnection,
    code: str,
    year: int,
    name: str,
    source: str,
    votes: int,
    variants: int,
    documents: int,
) -> None:
    query = """
        select subject_name, name_source, name_vote_count, name_variant_count, document_count
        from marts.dim_subjects where subject_code = ? and fiscal_year = ?
    """
    assert rows(warehouse, query, code, year) == [(name, source, votes, variants, documents)]


def test_subject_parents_and_totals(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select subject_code, level, parent_subject_code, class_code, section_code, is_total_row
        from marts.dim_subjects
        where fiscal_year = 2018 and subject_code in ('208', '20805', '2080505') order by subject_code
    """
    assert rows(warehouse, query) == [
        ("208", 1, None, "208", None, True),
        ("20805", 2, "208", "208", "20805", True),
        ("2080505", 3, "20805", "208", "20805", False),
    ]


def test_lines_of_two_sided_statements_hold_the_classes_before_the_totals(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    query = """
        select line_code, line_kind from marts.dim_lines
        where statement_code = 'income_expenditure_summary' and side = 'expenditure' order by ordinal
    """
    lines = rows(warehouse, query)
    assert lines[0] == ("201", "class")
    assert lines[-1] == ("grand_total", "named")
    assert len(lines) == 30 + 4


def test_readings_tell_declared_empty_from_absent(tmp_path_factory: pytest.TempPathFactory) -> None:
    document = Document("empty", SUMMARY, declared_empty=["government_fund"])
    folder = tmp_path_factory.mktemp("readings")
    with build_warehouse(folder, [document], select="+fct_document_readings") as warehouse:
        query = "select data_state, declared_empty_text from marts.fct_document_readings where statement_code = ?"
        assert rows(warehouse, query, "government_fund") == [("declared_empty", "本表无数据")]
        assert rows(warehouse, query, "state_capital") == [("absent", None)]
        assert rows(warehouse, query, "expenditure") == [("data", None)]


def test_no_amount_is_a_floating_point_number(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select table_schema, table_name, column_name from information_schema.columns
        where data_type in ('DOUBLE', 'FLOAT', 'REAL') and table_schema in ('staging', 'intermediate', 'marts', 'seeds')
    """
    assert rows(warehouse, query) == []


def test_a_document_without_department_and_year_is_kept_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    unknown = [Document(name, SUMMARY, department_name=None, fiscal_year=None) for name in ("one", "another")]
    with build_warehouse(tmp_path_factory.mktemp("unknown"), unknown, with_data_tests=True) as warehouse:
        query = "select is_current, department_id, fiscal_year, printed_number_count from marts.dim_documents"
        assert rows(warehouse, query) == [(True, None, None, 5)] * 2
        assert rows(warehouse, "select count(*) from marts.dim_departments") == [(0,)]
        assert rows(warehouse, "select count(*) from marts.fct_reported_amounts where fiscal_year is null") == [(10,)]
