"""How long the explorer's queries take: every page opened on a published warehouse, each query timed where it is run.

    python benchmarks/explorer_queries.py WAREHOUSE [--slowest 15]

Pages are opened as a link opens them, without a browser; each on the document with the most amounts where it takes
one. A query is timed when a page asks for it first, its rows fetched; Streamlit remembers it then. `page s` is the
whole page, the drawing included.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))  # the packages of the project, from wherever this is started


@dataclass(frozen=True, slots=True)
class Query:
    """One query of one page."""

    page: str
    seconds: float
    processor_seconds: float
    row_count: int
    sql: str


@dataclass(frozen=True, slots=True)
class PageTime:
    """One page: the seconds until all of it is there, and its queries."""

    page: str
    seconds: float
    queries: tuple[Query, ...]


VIEWS = (("data_quality", "rates"), ("data_quality", "expectations"), ("data_quality", "ingest"))
"""Parts of a page that are asked for apart; the page itself opens on another."""

Noted = tuple[float, float, int, str]
"""Seconds, seconds of processor, rows and SQL of a query."""


class WatchedConnection:
    """A connection that notes how long each query with parameters takes, its rows fetched."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, noted: list[Noted]) -> None:
        self._connection = connection
        self._noted = noted
        self._rows: list[tuple[Any, ...]] = []
        self.description: list[Any] = []

    def cursor(self) -> WatchedConnection:
        return WatchedConnection(self._connection.cursor(), self._noted)

    def execute(self, sql: str, parameters: Sequence[Any] | None = None) -> WatchedConnection:
        began, before = time.perf_counter(), time.process_time()
        result = self._connection.execute(sql, parameters)
        self.description = list(result.description)
        self._rows = result.fetchall()
        if parameters is not None:
            used = time.process_time() - before
            self._noted.append((time.perf_counter() - began, used, len(self._rows), sql))
        return self

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self._rows


def measure(published: Path) -> list[PageTime]:
    """Open every page once on this warehouse.

    Raises:
        RuntimeError: a page showed an exception; the message holds it.
    """
    os.environ["JUESUAN_WAREHOUSE"] = str(published.absolute())
    os.chdir(PROJECT)  # Streamlit reads .streamlit/config.toml from the working directory
    from streamlit.testing.v1 import AppTest

    from app import warehouse
    from app.sections import SECTIONS

    noted: list[Noted] = []
    attached = warehouse._attached
    parameters = _parameters(published)
    found = []
    with patch.object(warehouse, "_attached", lambda of: WatchedConnection(attached(of), noted)):
        for page, view in [*((name, "") for names in SECTIONS.values() for name in names), *VIEWS]:
            app = AppTest.from_file(str(PROJECT / "app" / "streamlit_app.py"), default_timeout=600)
            app.run()
            app.switch_page(f"app_pages/{page}.py")
            for name, value in (parameters.get(page, {}) | ({"view": view} if view else {})).items():
                app.query_params[name] = value
            warehouse.fetch_rows.clear()
            noted.clear()
            began = time.perf_counter()
            app.run()
            seconds = time.perf_counter() - began
            title = f"{page} {view}".strip()
            if app.exception:
                raise RuntimeError(f"{title}: {[error.message for error in app.exception]}")
            found.append(PageTime(title, seconds, tuple(Query(title, *query) for query in noted)))
    return found


def _parameters(published: Path) -> dict[str, dict[str, str]]:
    """What a link to each page says: the document with the most amounts, and a department's name to search for."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{published}' as published (read_only)")
        document, name = connection.execute(
            "select document_id, any_value(department_name) from published.marts.fct_reported_amounts "
            "inner join published.marts.dim_documents using (document_id) where is_current "
            "group by document_id order by count(*) desc, document_id limit 1"
        ).fetchall()[0]
    pages = "department_year budget_execution three_public statement subjects narrative performance certificate"
    return {page: {"document": document} for page in pages.split()} | {"search": {"q": name[-4:]}}


def table(pages: Sequence[PageTime], slowest: int) -> str:
    """The pages, then the slowest queries, as Markdown."""
    lines = ["| page | queries | slowest ms | all ms | page s |", "|---|--:|--:|--:|--:|"]
    lines += [
        f"| {page.page} | {len(page.queries)} | {1000 * max((q.seconds for q in page.queries), default=0):.0f} "
        f"| {1000 * sum(q.seconds for q in page.queries):.0f} | {page.seconds:.2f} |"
        for page in pages
    ]
    lines += ["", "| query of | ms | rows | begins |", "|---|--:|--:|---|"]
    queries = sorted((query for page in pages for query in page.queries), key=lambda query: -query.seconds)
    lines += [
        f"| {query.page} | {1000 * query.seconds:.0f} | {query.row_count} | `{' '.join(query.sql.split())[:110]}` |"
        for query in queries[:slowest]
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure one warehouse and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("warehouse", type=Path)
    parser.add_argument("--slowest", type=int, default=15)
    chosen = parser.parse_args(arguments)
    sys.stdout.write(table(measure(chosen.warehouse.absolute()), chosen.slowest) + "\n")


if __name__ == "__main__":
    main()
