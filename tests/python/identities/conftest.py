"""Warehouses that the identity tests share, each built once per run."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tests.python.identities.figure_cases import (
    Related,
    figure_vocabulary,
    land_cases,
    related_document,
    related_places,
)
from tests.python.warehouse.warehouse_builder import (
    BUILD_FILE_NAME,
    PROJECT,
    Cell,
    Document,
    build_warehouse,
    run_dbt,
    write_raw,
)

CASES_FILE = PROJECT / "tests" / "fixtures" / "identities" / "cases.csv"
FIGURE_CASES_FILE = CASES_FILE.with_name("figure_cases.csv")
CHECKS = ["+fct_identity_checks", "+fct_identity_check_cells", "+int_identity_expected_counts"]
TWO_SIDED = ("income_expenditure_summary", "fiscal_appropriation_summary")
DOCUMENTS = ("guiyang-bigdata-2023", "putuo-finance-2024", "putuo-planning-2024")


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, header as keys."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def case_cell(row: dict[str, str]) -> Cell:
    """One cell of a case; without a measure it is a printed row number (行次)."""
    return Cell(
        row["statement_code"],
        row["side"],
        row["line_code"],
        row["measure_code"],
        row["printed_text"],
        label=row["line_label"],
        role="amount" if row["measure_code"] else "ordinal",
        kind=None if row["measure_code"] else "text",
    )


def case_documents(name: str, cells: list[Cell]) -> list[Document]:
    """The document of a case, and the one in which the cells of related places stand."""
    places = related_places()
    documents = [related_document(name, [cell for cell in cells if cell.statement_code not in places], None)]
    for relation in sorted({places[cell.statement_code].relation for cell in cells if cell.statement_code in places}):
        theirs = [
            replace(cell, statement_code=places[cell.statement_code].statement_code)
            for cell in cells
            if cell.statement_code in places and places[cell.statement_code].relation == relation
        ]
        documents.append(related_document(name, theirs, Related(relation, "")))
    return documents


@pytest.fixture(scope="session")
def case_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Every case of both files as a document of its own, named identity_code:case, beside what is related to it."""
    cells: dict[str, list[Cell]] = {}
    for row in read_csv(CASES_FILE):
        cells.setdefault(f"{row['identity_code']}:{row['case']}", []).append(case_cell(row))
    figures: dict[str, list[dict[str, str]]] = {}
    for row in read_csv(FIGURE_CASES_FILE):
        figures.setdefault(f"{row['identity_code']}:{row['case']}", []).append(row)
    build_file = tmp_path_factory.mktemp("identity_cases") / BUILD_FILE_NAME
    write_raw(build_file, [document for name, rows in cells.items() for document in case_documents(name, rows)])
    land_cases(build_file, figures.items(), figure_vocabulary())
    run_dbt(build_file, ["build", "--exclude-resource-type", "test", "unit_test", "--select", *CHECKS])
    with duckdb.connect(str(build_file), read_only=True) as warehouse:
        yield warehouse


def expected_document(path: Path) -> Document:
    """A document made of hand-checked cells; the statements it has no cells of are declared empty."""
    cells = [
        Cell(
            row["statement_code"],
            row["side"],
            row["line_code"],
            row["measure_code"],
            row["amount_wan"],
            label=row["label"],
        )
        for row in read_csv(path)
    ]
    # Row numbers are not among the hand-checked cells: the Guiyang document prints 1 to 26, thirteen rows a side.
    if path.stem == "guiyang-bigdata-2023":
        numbers = [(code, number) for code in TWO_SIDED for number in range(1, 27)]
        sides = {True: "income", False: "expenditure"}
        cells += [
            Cell(code, sides[number <= 13], "", "", str(number), role="ordinal", kind="text")
            for code, number in numbers
        ]
    printed = {cell.statement_code for cell in cells}
    empty = [code for code in ("government_fund", "state_capital") if code not in printed]
    return Document(path.stem, cells, department_name=path.stem, declared_empty=empty)


@pytest.fixture(scope="session")
def expected_warehouse(
    tmp_path_factory: pytest.TempPathFactory, shared_file: Callable[[str], Path]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The hand-checked cells of the real documents in the shared folder, judged."""
    documents = [expected_document(shared_file(f"expected/{name}.csv")) for name in DOCUMENTS]
    with build_warehouse(tmp_path_factory.mktemp("identity_documents"), documents, select=CHECKS) as warehouse:
        yield warehouse
