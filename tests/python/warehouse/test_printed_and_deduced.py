"""Printed only, or printed and deduced: a deduced amount never stands among printed ones unless it is asked for.

The bundled sample leaves three blanks where 6381.83万元 belongs (project expenditure of 215, 21505, 2150517).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from app import queries_accounts, queries_comparisons
from app.warehouse import Warehouse, inspect_warehouse
from tests.python.conftest import PROJECT

LOST = Decimal("63818300.00")
LINES = ["215", "21505", "2150517"]
AT_THE_BLANKS = "statement_code = 'expenditure' and measure_code = 'project' and {} in ('215', '21505', '2150517')"

# Models that read deduced rows; each other reads what is printed. Add one here only with a test of what it shows.
READ_DEDUCED = {
    "fct_reported_amounts",
    "int_summary_figures",
    "rpt_class_shares",
    "rpt_statement_as_printed",
    "rpt_subject_years",
}
DEDUCED_SOURCES = re.compile(r"ref\('(?:fct_reported_amounts|int_reported_amounts_deduced)'\)")
COOKBOOK = (PROJECT / "docs" / "cookbook.md").read_text(encoding="utf-8")
README = (PROJECT / "README.md").read_text(encoding="utf-8")
QUERIES = [
    *re.findall(r"```sql\n(select.*?)```", COOKBOOK, re.S),
    *re.findall(r'warehouse\.sql\("""\s*(select.*?)"""', README, re.S),
]
OF_AMOUNTS = [query for query in QUERIES if "fct_reported_amounts" in query]


@pytest.fixture(scope="module")
def warehouse(sample_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{sample_warehouse}' as juesuan (read_only); use juesuan")
        yield connection


@pytest.fixture(scope="module")
def opened(sample_warehouse: Path) -> Warehouse:
    found = inspect_warehouse(sample_warehouse).warehouse
    assert found is not None
    return found


@pytest.fixture(scope="module")
def document_id(warehouse: duckdb.DuckDBPyConnection) -> str:
    found = warehouse.execute("select document_id from marts.dim_documents where is_current").fetchall()
    assert len(found) == 1
    return str(found[0][0])


def columns_at_the_blanks(
    warehouse: duckdb.DuckDBPyConnection, table: str, line_column: str, columns: str
) -> list[tuple[object, ...]]:
    where = AT_THE_BLANKS.format(line_column)
    return warehouse.execute(f"select {columns} from marts.{table} where {where} order by {line_column}").fetchall()


def test_the_sample_has_three_deduced_amounts(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = columns_at_the_blanks(warehouse, "fct_reported_amounts", "line_code", "line_code, amount_yuan, cell_state")
    assert found == [(line, LOST, "deduced") for line in LINES]


def test_subject_years_show_a_deduced_amount_in_its_own_column(warehouse: duckdb.DuckDBPyConnection) -> None:
    columns = "subject_code, amount_yuan, amount_with_deduced_yuan"
    assert columns_at_the_blanks(warehouse, "rpt_subject_years", "subject_code", columns) == [
        (line, None, LOST) for line in LINES
    ]
    query = "select count(*) from marts.rpt_subject_years where amount_yuan <> amount_with_deduced_yuan"
    assert warehouse.execute(query).fetchall() == [(0,)]


def test_the_statement_as_printed_shows_a_deduced_amount_in_its_own_column(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    columns = "line_code, amount_yuan, amount_wan, cell_state, amount_with_deduced_yuan"
    assert columns_at_the_blanks(warehouse, "rpt_statement_as_printed", "line_code", columns) == [
        (line, None, None, None, LOST) for line in LINES
    ]


def test_class_shares_have_no_deduced_amount(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = "select count(*) from marts.rpt_class_shares where amount_yuan is null or total_yuan is null"
    assert warehouse.execute(query).fetchall() == [(0,)]


def test_the_summary_counts_printed_cells_and_keeps_printed_figures(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select printed_cell_count, project_expenditure_yuan, project_expenditure_with_deduced_yuan,
            (select count(*) from marts.fct_reported_amounts where finding_id is null)
        from marts.rpt_department_year_summary
    """
    counted, printed, with_deduced, in_fact = warehouse.execute(query).fetchall()[0]
    assert counted == in_fact
    assert printed == with_deduced is not None


def test_only_the_models_that_say_so_read_deduced_amounts() -> None:
    models = PROJECT.glob("models/**/*.sql")
    assert {path.stem for path in models if DEDUCED_SOURCES.search(path.read_text(encoding="utf-8"))} == READ_DEDUCED


@pytest.mark.parametrize("query", OF_AMOUNTS, ids=lambda query: query.split("from")[0][:40])
def test_published_queries_of_amounts_show_printed_ones(query: str, warehouse: duckdb.DuckDBPyConnection) -> None:
    about_projects = query.replace("measure_code = 'total'", "measure_code = 'project'").replace(
        "juesuan.marts", "marts"
    )
    printed_only = warehouse.execute(about_projects).fetchall()
    without_deduced = re.sub(
        r"marts\.fct_reported_amounts as (\w+)",
        r"(select * from marts.fct_reported_amounts where finding_id is null) as \1",
        re.sub(r"(marts\.fct_reported_amounts)(?! as)", r"\1 as amounts", about_projects),
    )
    assert without_deduced != about_projects
    assert printed_only == warehouse.execute(without_deduced).fetchall()
    assert LOST not in {value for row in printed_only for value in row}


def test_the_cookbook_offers_both() -> None:
    assert [query for query in QUERIES if "amount_with_deduced_yuan" in query and "amount_yuan" in query]


def amounts_of(frame: pd.DataFrame) -> set[float]:
    return {float(amount) for amount in frame["amount_yuan"].dropna()}


def test_explorer_subjects_and_totals_are_printed_ones(opened: Warehouse, document_id: str) -> None:
    subjects = queries_accounts.load_subject_amounts(opened, document_id, "expenditure", "project")
    totals = queries_accounts.load_named_totals(opened, document_id, "expenditure", "project")
    assert not subjects.empty and not totals.empty
    assert float(LOST) not in amounts_of(subjects) | amounts_of(totals)


def test_explorer_places_of_a_blank_show_no_amount(opened: Warehouse, document_id: str) -> None:
    place = queries_accounts.load_cell(opened, document_id, "expenditure", "", "215", "project")
    assert len(place) == 1 and place["amount_yuan"].isna().all() and place["amount_printed"].isna().all()


def test_the_explorer_marks_a_deduced_amount_of_a_series(
    opened: Warehouse, warehouse: duckdb.DuckDBPyConnection
) -> None:
    department, series = warehouse.execute(
        "select department_id, conformed_subject_key from marts.rpt_subject_years"
        " where statement_code = 'expenditure' and measure_code = 'project' and subject_code = '2150517'"
    ).fetchall()[0]
    shown = queries_comparisons.load_series(opened, department, "expenditure", "project", series)
    assert [(float(row.amount_yuan), row.cell_state) for row in shown.itertuples()] == [(float(LOST), "deduced")]
