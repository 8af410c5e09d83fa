"""What a whole document does to its checks: statements declared empty or absent, units, unreadable cells, years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import duckdb
import pytest

from tests.python.identities.conftest import CHECKS
from tests.python.warehouse.warehouse_builder import Cell, Document, build_warehouse

SUMMARY = "income_expenditure_summary"
APPROPRIATION = "fiscal_appropriation_summary"
DOCUMENTS = [
    Document(
        "fund declared empty",
        [
            Cell(APPROPRIATION, "expenditure", "212", "government_fund", "5.00"),
            Cell(APPROPRIATION, "expenditure", "208", "government_fund", ""),
        ],
        declared_empty=["government_fund"],
    ),
    Document(
        "two units",
        [
            Cell(SUMMARY, "income", "current_income", "amount", "100.00"),
            Cell("income", "", "total", "total", "1,000,050.00"),
        ],
        unit_names={"income": "元"},
    ),
    Document(
        "two units apart",
        [
            Cell(SUMMARY, "income", "current_income", "amount", "100.00"),
            Cell("income", "", "total", "total", "1,000,050.01"),
        ],
        unit_names={"income": "元"},
    ),
    Document(
        "unreadable",
        [
            Cell("expenditure", "", "205", "total", "10.00"),
            Cell("expenditure", "", "205", "basic", "4.00"),
            Cell("expenditure", "", "205", "project", "6,0O", kind="unreadable"),
            Cell("expenditure", "", "206", "total", "10.00"),
            Cell("expenditure", "", "206", "basic", "10.00"),
        ],
    ),
    Document("no unit", [Cell("expenditure", "", "205", "total", "10.00")], unit_name=None),
    Document(
        "before the reform",
        [
            Cell("basic_expenditure", "", "public", "amount", "9.00"),
            Cell("basic_expenditure", "", "302", "amount", "5.00"),
            Cell("basic_expenditure", "", "304", "amount", "4.00"),
        ],
        fiscal_year=2017,
    ),
    Document("nothing", []),
]
Check = tuple[str, str | None, Decimal | None, Decimal | None]


@pytest.fixture(scope="module")
def checks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, str, str], Check]]:
    """(document, identity_code, instance_key) → status, explanation, residual and tolerance in yuan."""
    folder = tmp_path_factory.mktemp("identity_documents")
    documents = [replace(document, department_name=document.name) for document in DOCUMENTS]
    with build_warehouse(folder, documents, select=CHECKS) as warehouse:
        yield _checks(warehouse)


def _checks(warehouse: duckdb.DuckDBPyConnection) -> dict[tuple[str, str, str], Check]:
    rows = warehouse.execute(
        """
        select
            replace(source_name, '.txt', ''), identity_code, instance_key,
            status, explanation, residual_yuan, tolerance_yuan
        from marts.fct_identity_checks as checks
        inner join intermediate.int_documents as documents
            on checks.document_id = documents.document_id
        """
    ).fetchall()
    return {(row[0], row[1], row[2]): (row[3], row[4], row[5], row[6]) for row in rows}


def test_a_statement_declared_empty_is_all_blank(checks: dict[tuple[str, str, str], Check]) -> None:
    classes = "appropriation_classes_agree_with_government_fund"
    assert checks["fund declared empty", classes, "212/-"][0] == "broken"
    assert checks["fund declared empty", classes, "208/-"][:2] == ("not_checkable", "no_printed_cell")
    rows = [key for key in checks if key[:2] == ("fund declared empty", "government_fund_row_balances")]
    assert rows == [("fund declared empty", "government_fund_row_balances", "-/-")]
    assert checks[rows[0]][:2] == ("not_checkable", "no_printed_cell")


def test_the_tolerance_follows_the_unit_each_statement_is_printed_in(
    checks: dict[tuple[str, str, str], Check],
) -> None:
    # 100.00 万元 is known to 50 yuan, an amount in 元 to half a fen: 50.005 yuan together, and the bound is closed.
    code = "summary_income_agrees_with_income"
    assert checks["two units", code, "-/-"] == (
        "within_rounding",
        None,
        Decimal("-50.00"),
        Decimal("50.005000"),
    )
    assert checks["two units apart", code, "-/-"][0] == "broken"


def test_a_sum_with_an_unreadable_cell_is_not_judged(checks: dict[tuple[str, str, str], Check]) -> None:
    code = "expenditure_row_equals_natures"
    assert checks["unreadable", code, "205/-"] == ("not_checkable", "unreadable_cell", None, None)
    assert checks["unreadable", code, "206/-"][0] == "exact"


def test_an_amount_without_a_unit_is_not_judged(checks: dict[tuple[str, str, str], Check]) -> None:
    assert checks["no unit", "expenditure_row_equals_natures", "205/-"][:2] == ("not_checkable", "unreadable_cell")


def test_a_rule_is_not_applied_before_its_first_year(checks: dict[tuple[str, str, str], Check]) -> None:
    check = checks["before the reform", "basic_public_equals_classes", "-/-"]
    assert check[:2] == ("not_checkable", "outside_valid_years")


def test_a_document_without_statements_has_one_unchecked_row_for_each_identity(
    checks: dict[tuple[str, str, str], Check],
) -> None:
    rows = {key[1:]: check for key, check in checks.items() if key[0] == "nothing"}
    assert len(rows) == len({code for code, _ in rows}) > 100
    assert {instance for _, instance in rows} == {"-/-"}
    assert {check[0] for check in rows.values()} == {"not_checkable"}
