"""The one module of ingest that touches DuckDB: parsed documents into the raw schema of the build file.

Rows are collected and written through Arrow, whole documents with their log entries in one transaction, so that a
killed run leaves each document whole or absent. A document that is there already is not written again.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import pyarrow as pa

from ingest.model import ParsedDocument, RawDocument
from ingest.raw_rows import DOCUMENT_ROW_CLASSES

_FLUSH_CELLS = 100_000
_FLUSH_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class IngestLogEntry:
    """What became of one source in one run: a row of raw.ingest_log but for the time of logging."""

    run_id: str
    source_path: str
    source_name: str
    document_id: str | None
    status: str  # ingested | unchanged | quarantined
    reason_code: str | None
    message: str | None
    table_count: int
    statement_count: int
    cell_count: int
    printed_number_count: int
    placed_number_count: int
    unplaced_number_count: int
    blank_count: int
    unreadable_count: int
    seconds: float


_INTEGERS = {"int", "int | None"}


def _columns_of(row_class: type[Any]) -> list[pa.Field]:
    """Arrow columns of a row class: text unless its annotation says otherwise."""
    columns = []
    for column in fields(row_class):
        annotation = str(column.type)
        kind = pa.int32() if annotation in _INTEGERS else pa.string()
        if column.name == "byte_size" or column.name == "yuan_per_unit":
            kind = pa.int64()
        elif annotation == "bool":
            kind = pa.bool_()
        elif annotation == "float":
            kind = pa.float64()
        columns.append(pa.field(column.name, kind))
    return columns


_ID = pa.field("document_id", pa.string())
_MOMENT = pa.timestamp("us")
SCHEMAS: dict[str, pa.Schema] = {
    "documents": pa.schema(
        [*_columns_of(RawDocument), pa.field("ingest_sequence", pa.int64()), pa.field("ingested_at", _MOMENT)]
    ),
    **{name: pa.schema([_ID, *_columns_of(row_class)]) for name, row_class in DOCUMENT_ROW_CLASSES.items()},
    "ingest_log": pa.schema([*_columns_of(IngestLogEntry), pa.field("logged_at", _MOMENT)]),
}
_ROW_CLASSES: dict[str, type[Any]] = {
    "documents": RawDocument,
    **DOCUMENT_ROW_CLASSES,
    "ingest_log": IngestLogEntry,
}
_VALUES = {name: attrgetter(*(column.name for column in fields(row_class))) for name, row_class in _ROW_CLASSES.items()}
"""A row's values in the order of its columns; dataclasses.astuple copies deeply, which costs ten times as much."""
_SQL_TYPES = {
    pa.string(): "varchar",
    pa.int32(): "integer",
    pa.int64(): "bigint",
    pa.bool_(): "boolean",
    pa.float64(): "double",
    _MOMENT: "timestamp",
}


class RawLanding:
    """The raw schema of one build file, open for writing. Use as a context manager.

    Raises duckdb.IOException when the file cannot be opened or another process holds it, and OSError when its folder
    cannot be made.
    """

    def __init__(self, build_file: Path) -> None:
        self._build_file = build_file
        self._pending: dict[str, list[tuple[Any, ...]]] = {name: [] for name in SCHEMAS}
        self._landed: set[str] = set()
        self._hashes: set[str] = set()
        self._sequence = 0
        self._flushed_at = time.monotonic()

    def __enter__(self) -> RawLanding:
        self._build_file.parent.mkdir(parents=True, exist_ok=True)
        self._connection = duckdb.connect(str(self._build_file))
        try:
            self._create_tables()
            known = self._connection.execute(
                "select document_id, content_sha256, ingest_sequence from raw.documents"
            ).fetchall()
        except BaseException:
            self._connection.close()
            raise
        self._landed = {row[0] for row in known}
        self._hashes = {row[1] for row in known}
        self._sequence = max((row[2] for row in known), default=0)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write what is pending, even after an error elsewhere: each pending document is whole."""
        try:
            self.flush()
        finally:
            self._connection.close()

    def known_hashes(self) -> frozenset[str]:
        """SHA-256 (hex) of the content of every document landed, this run's included."""
        return frozenset(self._hashes)

    def land(self, parsed: ParsedDocument) -> bool:
        """Take one document; False when a document of the same bytes is there already."""
        document = parsed.document
        if document.document_id in self._landed:
            return False
        self._landed.add(document.document_id)
        self._hashes.add(document.content_sha256)
        self._sequence += 1
        self._pending["documents"].append((*_VALUES["documents"](document), self._sequence, _now()))
        for name in DOCUMENT_ROW_CLASSES:
            self._extend(name, document.document_id, getattr(parsed, name))
        return True

    def _extend(self, name: str, document_id: str, rows: Iterable[Any]) -> None:
        values = _VALUES[name]
        self._pending[name].extend([(document_id, *values(row)) for row in rows])

    def log(self, entry: IngestLogEntry) -> None:
        """Take one log entry; it is written with the documents taken before it."""
        self._pending["ingest_log"].append((*_VALUES["ingest_log"](entry), _now()))
        waited = time.monotonic() - self._flushed_at
        if len(self._pending["cells"]) >= _FLUSH_CELLS or waited >= _FLUSH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write everything pending in one transaction."""
        if any(self._pending.values()):
            self._connection.execute("begin transaction")
            try:
                for name, rows in self._pending.items():
                    self._insert(name, rows)
                self._connection.execute("commit")
            except BaseException:
                self._connection.execute("rollback")
                raise
            self._pending = {name: [] for name in SCHEMAS}
        self._flushed_at = time.monotonic()

    def _insert(self, name: str, rows: list[tuple[Any, ...]]) -> None:
        if not rows:
            return
        schema = SCHEMAS[name]
        columns = zip(*rows, strict=True)
        arrays = [pa.array(column, type=kind) for column, kind in zip(columns, schema.types, strict=True)]
        self._connection.register("pending_rows", pa.Table.from_arrays(arrays, schema=schema))
        self._connection.execute(f"insert into raw.{name} by name select * from pending_rows")
        self._connection.unregister("pending_rows")

    def _create_tables(self) -> None:
        self._connection.execute("create schema if not exists raw")
        for name, schema in SCHEMAS.items():
            columns = ", ".join(f"{column.name} {_SQL_TYPES[column.type]}" for column in schema)
            self._connection.execute(f"create table if not exists raw.{name} ({columns})")


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
