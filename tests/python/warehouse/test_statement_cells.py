"""Which cell stands at a place of a statement, what it is worth in yuan and how well it is known."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.python.warehouse.warehouse_builder import Cell, Document, build_warehouse

ONE_STATEMENT = [
    ("expenditure", "", "total", "total", "22, 070. 55"),
    ("expenditure", "", "total", "basic", "477.8"),
    ("expenditure", "", "total", "project", "0"),
    ("expenditure", "", "205", "total", "133.58"),
    ("expenditure", "", "205", "basic", ""),
    ("expenditure", "", "20508", "total", "133.58"),
    ("expenditure", "", "2050899", "total", "133.58"),
]
DISPUTED = [
    ("income", "", "total", "total", "10.00"),
    ("income", "", "201", "total", "10.00"),
    ("income", "", "201", "total", "11.00"),
    ("income", "", "205", "total", "1.00"),
    ("income", "", "205", "total", "1.00"),
]
UNITS = [
    ("income", "", "total", "total", "12,345.6"),
    ("income", "", "201", "total", "12,345.65"),
    ("expenditure", "", "total", "total", "1.00"),
]
FIRST = Document("first", ONE_STATEMENT)
SECOND = Document("disputed", DISPUTED, department_name="贵阳市争议局")
THIRD = Document("units", UNITS, department_name="贵阳市单位局", unit_name="元", unit_names={"expenditure": "亿元"})
FOURTH = Document(
    "no unit", [("income", "", "total", "total", "1.00")], department_name="贵阳市无单位局", unit_name=None
)
ORDINALS = Document(
    "ordinals",
    [
        Cell("income_expenditure_summary", "income", "general_public_budget", "", " 1 ", role="ordinal", kind="text"),
        ("income_expenditure_summary", "income", "general_public_budget", "amount", "5.00"),
    ],
    department_name="贵阳市行次局",
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    folder: Path = tmp_path_factory.mktemp("statement_cells")
    return build_warehouse(
        folder, [FIRST, SECOND, THIRD, FOURTH, ORDINALS], select=["+int_statement_cells", "+int_document_statements"]
    )


def cell(warehouse: duckdb.DuckDBPyConnection, document: Document, columns: str, *place: str) -> tuple[object, ...]:
    rows = warehouse.execute(
        f"select {columns} from intermediate.int_statement_cells where document_id = ? "
        "and statement_code = ? and line_code = ? and measure_code = ?",
        [document.document_id, *place],
    ).fetchall()
    assert len(rows) == 1, f"{place}: {len(rows)} rows"
    return rows[0]


@pytest.mark.parametrize(
    ("line", "measure", "kind", "amount"),
    [
        ("total", "total", "printed_number", Decimal("220705500.00")),
        ("total", "project", "printed_zero", Decimal("0.00")),
        ("205", "basic", "blank", None),
    ],
)
def test_amount_in_yuan(
    warehouse: duckdb.DuckDBPyConnection, line: str, measure: str, kind: str, amount: Decimal | None
) -> None:
    assert cell(warehouse, FIRST, "cell_kind, amount_yuan", "expenditure", line, measure) == (kind, amount)


@pytest.mark.parametrize("measure", ["total", "basic", "project"])
def test_half_width_follows_the_usual_decimals_of_the_statement(
    warehouse: duckdb.DuckDBPyConnection, measure: str
) -> None:
    # 477.8 and 0 stand among numbers of two decimals: a sheet dropped their trailing zeros.
    assert cell(warehouse, FIRST, "rounding_half_width_yuan", "expenditure", "total", measure) == (Decimal("50"),)


def test_half_width_uses_the_unit_of_the_statement(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert cell(warehouse, THIRD, "amount_yuan, rounding_half_width_yuan", "income", "201", "total") == (
        Decimal("12345.65"),
        Decimal("0.005"),
    )
    assert cell(warehouse, THIRD, "amount_yuan, rounding_half_width_yuan", "expenditure", "total", "total") == (
        Decimal("100000000.00"),
        Decimal("500000"),
    )


def test_number_without_a_unit_is_unreadable_and_counted(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert cell(warehouse, FOURTH, "cell_kind, amount_yuan", "income", "total", "total") == ("unreadable", None)
    counts = warehouse.execute(
        "select printed_number_count, unreadable_count from intermediate.int_document_statements "
        "where document_id = ? and statement_code = 'income'",
        [FOURTH.document_id],
    ).fetchone()
    assert counts == (0, 1)


def test_different_amounts_at_one_place_are_disputed_and_the_first_stands(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    assert cell(warehouse, SECOND, "cell_state, amount_yuan", "income", "201", "total") == (
        "disputed",
        Decimal("100000.00"),
    )


def test_equal_amounts_at_one_place_are_not_disputed(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert cell(warehouse, SECOND, "cell_state", "income", "205", "total") == ("printed",)


def test_subject_hierarchy_of_a_cell(warehouse: duckdb.DuckDBPyConnection) -> None:
    columns = "line_kind, level, parent_subject_code, class_code, classification, is_total_row"
    assert cell(warehouse, FIRST, columns, "expenditure", "2050899", "total") == (
        "subject", 3, "20508", "205", "function", False,
    )  # fmt: skip
    assert cell(warehouse, FIRST, columns, "expenditure", "205", "total") == (
        "subject", 1, None, "205", "function", True,
    )  # fmt: skip
    assert cell(warehouse, FIRST, columns, "expenditure", "total", "total") == (
        "named", None, None, None, None, True,
    )  # fmt: skip


def test_printed_ordinal_belongs_to_its_line(warehouse: duckdb.DuckDBPyConnection) -> None:
    place = ("income_expenditure_summary", "general_public_budget", "amount")
    assert cell(warehouse, ORDINALS, "line_ordinal_printed", *place) == (1,)


def test_every_statement_of_the_vocabulary_has_a_reading(warehouse: duckdb.DuckDBPyConnection) -> None:
    states = warehouse.execute(
        "select data_state, count(*) from intermediate.int_document_statements "
        "where document_id = ? group by all order by all",
        [FIRST.document_id],
    ).fetchall()
    assert states == [("absent", 9), ("data", 1)]
