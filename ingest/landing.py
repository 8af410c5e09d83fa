"""The one module of ingest that touches DuckDB: parsed documents into the raw schema of the build file.

Documents come as Arrow batches and are inserted as they are, whole documents with their log entries in one
transaction, so that a killed run leaves each document whole or absent. A document that is there already is not written
again, unless it was read anew: then its rows are replaced in that same transaction.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import pyarrow as pa

from ingest.batches import BATCH_SCHEMAS, DocumentBatch, columns_of, to_batch
from ingest.model import ParsedDocument, RawDocument
from ingest.storage import create_file, text_compression

_FLUSH_CELLS = 400_000  # some row groups of DuckDB at a time: a part of one is compressed again by the next flush
_FLUSH_SECONDS = 5.0  # what a killed run reads again at most


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


_MOMENT = pa.timestamp("us")
SCHEMAS: dict[str, pa.Schema] = {
    "documents": pa.schema(
        [
            *columns_of(RawDocument),
            pa.field("ingest_sequence", pa.int64()),  # the order of documents, kept when one is read again
            pa.field("ingested_at", _MOMENT),
            pa.field("reading_sequence", pa.int64()),  # the order of readings: what changed since a build
        ]
    ),
    **BATCH_SCHEMAS,
    "ingest_log": pa.schema([*columns_of(IngestLogEntry), pa.field("logged_at", _MOMENT)]),
}
_DOCUMENT_VALUES = attrgetter(*(column.name for column in fields(RawDocument)))
_LOG_VALUES = attrgetter(*(column.name for column in fields(IngestLogEntry)))
_SQL_TYPES = {
    pa.string(): "varchar",
    pa.int32(): "integer",
    pa.int64(): "bigint",
    pa.bool_(): "boolean",
    pa.float64(): "double",
    _MOMENT: "timestamp",
}


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document in raw: what its bytes are, where they lay, and which parser read them."""

    content_sha256: str
    source_path: str
    parser_version: str
    ingest_sequence: int
    ingested_at: datetime


_KNOWN_DOCUMENTS = """
select
    document_id, content_sha256, source_path, parser_version, ingest_sequence, ingested_at,
    coalesce(reading_sequence, ingest_sequence)
from raw.documents
"""


class RawLanding:
    """The raw schema of one build file, open for writing. Use as a context manager.

    `memory_limit`: bytes that DuckDB may hold; without it DuckDB keeps what it wrote as long as the machine has room.

    Raises duckdb.IOException when the file cannot be opened or another process holds it, and OSError when its folder
    cannot be made.
    """

    def __init__(self, build_file: Path, memory_limit: int | None = None) -> None:
        self._build_file = build_file
        self._memory_limit = memory_limit
        self._batches: dict[str, list[pa.RecordBatch]] = {name: [] for name in BATCH_SCHEMAS}
        self._documents: list[tuple[Any, ...]] = []
        self._entries: list[tuple[Any, ...]] = []
        self._pending_cells = 0
        self._landed: dict[str, KnownDocument] = {}
        self._replaced: list[str] = []
        self._sequence = 0
        self._flushed_at = time.monotonic()

    def __enter__(self) -> RawLanding:
        self._build_file.parent.mkdir(parents=True, exist_ok=True)
        if not self._build_file.exists():
            create_file(self._build_file)
        self._connection = duckdb.connect(str(self._build_file))
        try:
            if self._memory_limit is not None:
                self._connection.execute("set memory_limit = ?", [f"{self._memory_limit}B"])
            # One thread writes a batch in half the processor time of several, and the others are the workers'.
            self._connection.execute("set threads = 1")
            # Raw texts repeat: trying every compression on each column costs more than it saves.
            self._connection.execute("set force_compression = ?", [text_compression(self._connection)])
            # Each checkpoint writes the last, unfilled part of every table again.
            self._connection.execute("set checkpoint_threshold = '256MB'")
            self._create_tables()
            known = self._connection.execute(_KNOWN_DOCUMENTS).fetchall()
        except BaseException:
            self._connection.close()
            raise
        self._landed = {row[0]: KnownDocument(*row[1:-1]) for row in known}
        self._sequence = max((row[-1] for row in known), default=0)
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

    def known_documents(self) -> tuple[KnownDocument, ...]:
        """Every document landed, this run's included."""
        return tuple(self._landed.values())

    def land(self, parsed: ParsedDocument) -> bool:
        """Take one document; False when a document of the same bytes is there already."""
        return self.land_batch(to_batch(parsed))

    def land_batch(self, batch: DocumentBatch, *, replace: bool = False) -> bool:
        """Take one document as a worker sends it; False when a document of the same bytes is there already.

        With `replace` its new reading takes the place of the old one: place and time of ingest stay.
        """
        document = batch.document
        before = self._landed.get(document.document_id)
        if before is not None and not replace:
            return False
        self._sequence += 1
        sequence, moment = self._sequence, _now()
        if before is not None:
            self._replaced.append(document.document_id)
            sequence, moment = before.ingest_sequence, before.ingested_at
        self._landed[document.document_id] = KnownDocument(
            document.content_sha256, document.source_path, document.parser_version, sequence, moment
        )
        self._documents.append((*_DOCUMENT_VALUES(document), sequence, moment, self._sequence))
        for name, rows in batch.batches.items():
            self._batches[name].append(rows)
        self._pending_cells += batch.batches["cells"].num_rows
        return True

    def log(self, entry: IngestLogEntry) -> None:
        """Take one log entry; it is written with the documents taken before it."""
        self._entries.append((*_LOG_VALUES(entry), _now()))
        waited = time.monotonic() - self._flushed_at
        if self._pending_cells >= _FLUSH_CELLS or waited >= _FLUSH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write everything pending in one transaction."""
        if self._documents or self._entries:
            self._connection.execute("begin transaction")
            try:
                self._delete(self._replaced)
                self._insert("documents", _table(SCHEMAS["documents"], self._documents))
                for name, batches in self._batches.items():
                    self._insert(name, pa.Table.from_batches(batches, SCHEMAS[name]))
                self._insert("ingest_log", _table(SCHEMAS["ingest_log"], self._entries))
                self._connection.execute("commit")
            except BaseException:
                self._connection.execute("rollback")
                raise
            self._documents, self._entries, self._replaced, self._pending_cells = [], [], [], 0
            self._batches = {name: [] for name in BATCH_SCHEMAS}
        self._flushed_at = time.monotonic()

    def _delete(self, document_ids: Sequence[str]) -> None:
        for name in ("documents", *BATCH_SCHEMAS) if document_ids else ():
            self._connection.execute(
                f"delete from raw.{name} where document_id in (select unnest(?))", [list(document_ids)]
            )

    def _insert(self, name: str, rows: pa.Table) -> None:
        if not rows.num_rows:
            return
        self._connection.register("pending_rows", rows.combine_chunks())  # many small batches are slow to scan
        self._connection.execute(f"insert into raw.{name} by name select * from pending_rows")
        self._connection.unregister("pending_rows")

    def _create_tables(self) -> None:
        self._connection.execute("create schema if not exists raw")
        for name, schema in SCHEMAS.items():
            columns = ", ".join(f"{column.name} {_SQL_TYPES[column.type]}" for column in schema)
            self._connection.execute(f"create table if not exists raw.{name} ({columns})")
            self._add_new_columns(name, schema)

    def _add_new_columns(self, name: str, schema: pa.Schema) -> None:
        """A build file of an earlier version lacks columns that came later: its rows hold null there."""
        there = {
            row[0] for row in self._connection.execute(f"select column_name from (describe raw.{name})").fetchall()
        }
        for column in schema:
            if column.name not in there:
                self._connection.execute(f"alter table raw.{name} add column {column.name} {_SQL_TYPES[column.type]}")


def _table(schema: pa.Schema, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    if not rows:
        return schema.empty_table()
    columns = zip(*rows, strict=True)
    arrays = [pa.array(column, type=kind) for column, kind in zip(columns, schema.types, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
