"""Build a warehouse from hand-written cells: raw tables written, dbt run in process, the build file opened.

    from tests.python.warehouse.warehouse_builder import Document, build_warehouse

    def test_total(tmp_path):
        rows = [("expenditure", "", "total", "total", "12.30"), ("expenditure", "", "205", "total", "12.30")]
        with build_warehouse(tmp_path, [Document("a", rows)], select="+int_statement_cells") as warehouse:
            assert warehouse.sql("select count(*) from intermediate.int_statement_cells").fetchone() == (2,)

A row is (statement, side, line, measure, text) or a `Cell` where more must be said. The project is parsed once
per process (1-2 s), so that each further build costs only its nodes (about 40 ms each).
"""

from __future__ import annotations

import functools
import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from ingest.fold import kind_of_text
from ingest.landing import IngestLogEntry, RawLanding
from ingest.model import CellKind, CellRole, DataState, ParsedDocument, RawCell, RawDocument, RawLine, RawTable
from juesuan.dbt_runner import dbt_environment, invoke_dbt, parsed_project
from juesuan.settings import WarehousePaths

PROJECT = Path(__file__).resolve().parents[3]
BUILD_FILE_NAME = "juesuan.build.duckdb"  # one name, so that one parsed manifest serves every build
YUAN_PER_UNIT = {"元": 1, "千元": 1000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `kind` is told from the text unless given, `line` of the source is its place in the list."""

    statement_code: str
    side: str
    line_code: str
    measure_code: str
    text: str
    label: str = ""
    role: CellRole = "amount"
    kind: CellKind | None = None
    column: int | None = None


Row = Cell | tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """One document version. Documents are landed in the order given; equal paths or accounts supersede."""

    name: str
    cells: Sequence[Row] = ()
    department_name: str | None = "贵阳市样例局"
    fiscal_year: int | None = 2023
    unit_name: str | None = "万元"
    source_path: str | None = None
    declared_empty: Sequence[str] = ()
    unit_names: dict[str, str] = field(default_factory=dict)

    @property
    def document_id(self) -> str:
        """The first 16 hex digits of a hash, as ingest makes it; here of the name instead of the bytes."""
        return hashlib.sha256(self.name.encode()).hexdigest()[:16]


def build_warehouse(
    tmp_path: Path,
    documents: Iterable[Document],
    select: str | Sequence[str] | None = None,
    *,
    with_data_tests: bool = False,
) -> duckdb.DuckDBPyConnection:
    """The build file of these documents, opened read-only. `select` is dbt's node selection (default: all models).

    Raises:
        AssertionError: a dbt node failed; the message holds what each failing node said.
    """
    build_file = tmp_path / BUILD_FILE_NAME
    write_raw(build_file, documents)
    run_dbt(build_file, _build_arguments(select, with_data_tests))
    return duckdb.connect(str(build_file), read_only=True)


def _build_arguments(select: str | Sequence[str] | None, with_data_tests: bool) -> list[str]:
    arguments = ["build", "--exclude-resource-type", "unit_test"]
    if not with_data_tests:
        arguments += ["--exclude-resource-type", "test"]
    if select is not None:
        arguments += ["--select", *([select] if isinstance(select, str) else select)]
    return arguments


def run_dbt(build_file: Path, arguments: Sequence[str], **told: str) -> list[Any]:
    """Invoke dbt in process on one build file; returns its node results, raises AssertionError with the failures.

    `told` are variables of the environment for its macros.
    """
    nodes, succeeded = _invoke_dbt(build_file, arguments, **told)
    failures = [f"{node.node.name}: {node.message}" for node in nodes if str(node.status) in {"error", "fail"}]
    assert succeeded and not failures, "\n".join(failures) or "dbt failed"
    return nodes


def failing_tests(build_file: Path, *names: str) -> set[str]:
    """Those of these data tests that fail on a build file as it stands, each run as dbt compiles it.

    Raises:
        AssertionError: no data test has one of the names.
    """
    compiled = compiled_data_tests()
    assert set(names) <= compiled.keys(), f"no data test is named {sorted(set(names) - compiled.keys())}"
    with duckdb.connect(str(build_file), read_only=True) as connection:
        return {name for name in names if connection.execute(compiled[name]).fetchone()}


@functools.cache
def compiled_data_tests() -> dict[str, str]:
    """The SQL of every data test by its name, compiled once per process; each of its rows is a failure."""
    with tempfile.TemporaryDirectory() as folder:
        nodes, succeeded = _invoke_dbt(Path(folder) / BUILD_FILE_NAME, ["compile", "--select", "resource_type:test"])
    assert succeeded
    return {node.node.name: node.node.compiled_code for node in nodes}


def compile_sql(build_file: Path, sql_with_macros: str) -> str:
    """What a piece of SQL becomes when the project's macros are filled in."""
    nodes = run_dbt(build_file, ["compile", "--inline", sql_with_macros])
    return str(nodes[-1].node.compiled_code)


def _invoke_dbt(build_file: Path, arguments: Sequence[str], **told: str) -> tuple[list[Any], bool]:
    folder = build_file.parent
    # A connection held over the run keeps DuckDB from opening, checkpointing and closing the file for each node.
    with dbt_environment(build_file, **told), duckdb.connect(str(build_file)):
        result = invoke_dbt(arguments, folder / "target", folder / "logs", manifest=parsed_manifest())
    if result.exception is not None:
        raise AssertionError(f"dbt could not run: {result.exception}")
    return list(getattr(result.result, "results", None) or []), bool(result.success)


@functools.cache
def parsed_manifest() -> Any:
    """The project, read once per process."""
    return parsed_project(WarehousePaths.of(Path(tempfile.gettempdir()) / "juesuan.duckdb"))


def write_raw(build_file: Path, documents: Iterable[Document]) -> None:
    """Write the raw tables of these documents into a build file, as ingest does."""
    with RawLanding(build_file) as landing:
        for document in documents:
            parsed = parsed_document(document)
            landing.land(parsed)
            landing.log(_log_entry(parsed))


def parsed_document(document: Document) -> ParsedDocument:
    """The rows that ingest would make of these cells: one table for each statement, one line for each cell."""
    cells = [cell if isinstance(cell, Cell) else Cell(*cell) for cell in document.cells]
    statements = list(dict.fromkeys([*(cell.statement_code for cell in cells), *document.declared_empty]))
    return ParsedDocument(
        document=_raw_document(document),
        lines=tuple(RawLine(1, number, cell.text, True) for number, cell in enumerate(cells, start=1)),
        tables=tuple(_raw_table(document, index, code) for index, code in enumerate(statements)),
        cells=tuple(
            _raw_cell(cell, statements.index(cell.statement_code), number) for number, cell in enumerate(cells, start=1)
        ),
    )


def _log_entry(parsed: ParsedDocument) -> IngestLogEntry:
    kinds = Counter((cell.cell_role, cell.cell_kind) for cell in parsed.cells)
    placed = kinds["amount", "printed_number"] + kinds["amount", "printed_zero"]
    unplaced = kinds["unplaced", "printed_number"] + kinds["unplaced", "printed_zero"]
    return IngestLogEntry(
        run_id="test",
        source_path=parsed.document.source_path,
        source_name=parsed.document.source_name,
        document_id=parsed.document.document_id,
        status="ingested",
        reason_code=None,
        message=None,
        table_count=len(parsed.tables),
        statement_count=len({table.statement_code for table in parsed.tables}),
        cell_count=len(parsed.cells),
        printed_number_count=placed + unplaced,
        placed_number_count=placed,
        unplaced_number_count=unplaced,
        blank_count=kinds["amount", "blank"],
        unreadable_count=kinds["amount", "unreadable"],
        seconds=0.0,
    )


def _raw_document(document: Document) -> RawDocument:
    return RawDocument(
        document_id=document.document_id,
        content_sha256=document.document_id * 4,
        source_name=f"{document.name}.txt",
        source_path=document.source_path or f"/documents/{document.name}.txt",
        byte_size=1000,
        format="text",
        encoding="utf-8",
        department_name=document.department_name,
        department_source="statement_heads",
        department_code=None,
        fiscal_year=document.fiscal_year,
        fiscal_year_source="statement_heads",
        page_count=1,
        parser_version="test",
    )


def _raw_table(document: Document, index: int, statement_code: str) -> RawTable:
    state: DataState = "declared_empty" if statement_code in document.declared_empty else "data"
    unit_name = document.unit_names.get(statement_code, document.unit_name)
    return RawTable(
        table_index=index,
        source_page=1,
        first_line=1,
        last_line=len(document.cells),
        row_count=len(document.cells),
        column_count=9,
        statement_code=statement_code,
        title_printed=statement_code,
        recognition="title",
        continues_table_index=None,
        part_number=None,
        unit_printed=unit_name,
        unit_name=unit_name,
        yuan_per_unit=YUAN_PER_UNIT[unit_name] if unit_name else None,
        unit_source="printed" if unit_name else "none",
        department_printed=document.department_name,
        fiscal_year_printed=document.fiscal_year,
        data_state=state,
        declared_empty_text="本表无数据" if state == "declared_empty" else None,
        note=None,
    )


def _raw_cell(cell: Cell, table_index: int, number: int) -> RawCell:
    return RawCell(
        table_index=table_index,
        row_index=number,
        column_index=cell.column if cell.column is not None else 2,
        fragment_index=0,
        source_page=1,
        source_line=number,
        source_reference=None,
        source_box=None,
        text=cell.text,
        cell_role=cell.role,
        cell_kind=cell.kind or kind_of_text(cell.text),
        statement_code=cell.statement_code,
        side=cell.side or None,
        line_code=cell.line_code or None,
        line_label=cell.label or cell.line_code,
        line_evidence="code",
        measure_code=cell.measure_code or None,
        measure_evidence="header",
        reason=None,
    )
