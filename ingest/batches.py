"""Parsed documents as columns: what a worker sends and landing inserts, without a row being made twice.

A document's rows become one Arrow batch for each table of raw, in the process that parsed it. The batch travels as
Arrow's own bytes and is inserted as it is, so that the one process that writes has next to nothing to do for each row.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from operator import attrgetter
from pickle import PickleBuffer
from types import UnionType
from typing import Any, get_args, get_type_hints

import pyarrow as pa

from ingest.cell_rows import CellRows
from ingest.column_rows import ColumnRows
from ingest.model import ParsedDocument, RawCell, RawDocument
from ingest.raw_rows import DOCUMENT_ROW_CLASSES

_INTEGER = pa.int32()
_ARROW_TYPES = {int: _INTEGER, bool: pa.bool_(), float: pa.float64()}
_WIDE_INTEGERS = ("byte_size", "yuan_per_unit")
_PRINTED = ("printed_number", "printed_zero")


def columns_of(row_class: type[Any]) -> list[pa.Field]:
    """Arrow columns of a row class: text unless its annotation says otherwise."""
    return [pa.field(name, _arrow_type(name, hint)) for name, hint in get_type_hints(row_class).items()]


def _arrow_type(name: str, hint: Any) -> pa.DataType:
    if name in _WIDE_INTEGERS:
        return pa.int64()
    plain = next(kind for kind in get_args(hint) if kind is not type(None)) if isinstance(hint, UnionType) else hint
    return _ARROW_TYPES.get(plain, pa.string())


DOCUMENT_ID = pa.field("document_id", pa.string())
BATCH_SCHEMAS: dict[str, pa.Schema] = {
    name: pa.schema([DOCUMENT_ID, *columns_of(row_class)]) for name, row_class in DOCUMENT_ROW_CLASSES.items()
}
"""Table of raw → its columns, for every kind of row that a parsed document holds."""
_EMPTY = {
    name: pa.RecordBatch.from_arrays([pa.nulls(0, column.type) for column in schema], schema=schema)
    for name, schema in BATCH_SCHEMAS.items()
}  # not `from_pylist`, which imports pandas before a worker can say that there is none
_NAMES_BY_CLASS: dict[type[Any], list[str]] = {}
for _name, _row_class in DOCUMENT_ROW_CLASSES.items():
    _NAMES_BY_CLASS.setdefault(_row_class, []).append(_name)
"""Row class → the tables of raw that hold its rows; they are turned into columns together."""
_COLUMN_COUNTS = {row_class: len(get_type_hints(row_class)) for row_class in _NAMES_BY_CLASS}
_GETTERS = {
    row_class: attrgetter(*get_type_hints(row_class))
    for row_class in _NAMES_BY_CLASS
    if not issubclass(row_class, tuple)
}


@dataclass(frozen=True, slots=True)
class CellCounts:
    """What ingest says it found in one document; the checks compare it with what stands in raw."""

    table_count: int = 0
    statement_count: int = 0
    cell_count: int = 0
    printed_number_count: int = 0
    placed_number_count: int = 0
    unplaced_number_count: int = 0
    blank_count: int = 0
    unreadable_count: int = 0


@dataclass(frozen=True, slots=True)
class DocumentBatch:
    """One parsed document ready for landing: `batches` has a batch for each table of BATCH_SCHEMAS."""

    document: RawDocument
    counts: CellCounts
    warnings: tuple[str, ...]
    batches: dict[str, pa.RecordBatch]


def to_batch(parsed: ParsedDocument) -> DocumentBatch:
    """Turn rows into columns. Raises pyarrow.ArrowInvalid where a value does not fit its column."""
    document_id = parsed.document.document_id
    batches: dict[str, pa.RecordBatch] = {}
    for row_class, names in _NAMES_BY_CLASS.items():
        tables: list[Sequence[Any]] = [getattr(parsed, name) for name in names]
        if not any(map(len, tables)):
            batches |= {name: _EMPTY[name] for name in names}
            continue
        columns = _columns_of(tables[0] if len(tables) == 1 else list(chain.from_iterable(tables)), row_class)
        batch, start = _record_batch(BATCH_SCHEMAS[names[0]], document_id, columns), 0
        for name, rows in zip(names, tables, strict=True):
            batches[name] = batch.slice(start, len(rows))
            start += len(rows)
    return DocumentBatch(parsed.document, count_cells(parsed), parsed.warnings, batches)


def _columns_of(rows: Sequence[Any], row_class: type[Any]) -> Sequence[Sequence[Any]]:
    """The columns of some rows; a row that is no tuple already is read field by field."""
    if isinstance(rows, ColumnRows):
        return rows.columns
    getter = _GETTERS.get(row_class)
    values = list(map(getter, rows)) if getter else rows
    return list(zip(*values, strict=True)) if values else [()] * _COLUMN_COUNTS[row_class]


def _record_batch(schema: pa.Schema, document_id: str, columns: Sequence[Sequence[Any]]) -> pa.RecordBatch:
    arrays = [_array(column, kind) for column, kind in zip(columns, schema.types[1:], strict=True)]
    return pa.RecordBatch.from_arrays([pa.repeat(document_id, len(columns[0])), *arrays], schema=schema)


def _array(column: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """A column; one of a single value, as many are for some formats, is made without looking at each. Integers are
    packed by `struct` in a third of the time that Arrow takes; where one is missing or too large, it refuses."""
    count = len(column)
    if column and column[0] == column[-1] and column.count(column[0]) == count:
        return pa.nulls(count, kind) if column[0] is None else pa.repeat(pa.scalar(column[0], kind), count)
    if kind == _INTEGER and column and column[0] is not None:
        try:
            packed = struct.pack(f"{count}i", *column)
        except struct.error:
            return pa.array(column, type=kind)
        return pa.Array.from_buffers(kind, count, [None, pa.py_buffer(packed)])
    return pa.array(column, type=kind)


def pack(batch: DocumentBatch) -> tuple[Any, ...]:
    """Flatten a batch into values that pickle fast: pickling an Arrow batch takes each column apart. Tables without
    rows are left out, and the bytes of the others stand beside the pickle where its reader takes buffers."""
    document = attrgetter(*_document_fields())(batch.document)
    streams = {name: PickleBuffer(found.serialize()) for name, found in batch.batches.items() if found.num_rows}
    return document, attrgetter(*_count_fields())(batch.counts), batch.warnings, streams


def unpack(packed: tuple[Any, ...]) -> DocumentBatch:
    """The inverse of `pack`; the columns are not copied."""
    document, counts, warnings, streams = packed
    batches = {
        name: pa.ipc.read_record_batch(pa.py_buffer(streams[name]), schema) if name in streams else _EMPTY[name]
        for name, schema in BATCH_SCHEMAS.items()
    }
    return DocumentBatch(RawDocument(*document), CellCounts(*counts), warnings, batches)


def _document_fields() -> list[str]:
    return [item.name for item in fields(RawDocument)]


def _count_fields() -> list[str]:
    return [item.name for item in fields(CellCounts)]


def _roles_and_kinds(cells: Sequence[RawCell]) -> Iterable[tuple[str, str]]:
    if isinstance(cells, CellRows):
        return zip(cells.column("cell_role"), cells.column("cell_kind"), strict=True)
    return [(cell.cell_role, cell.cell_kind) for cell in cells]


def count_cells(parsed: ParsedDocument) -> CellCounts:
    """Count a document's cells by kind, and its printed numbers by whether they have a place in a statement."""
    found: Counter[tuple[str, str]] = Counter(_roles_and_kinds(parsed.cells))
    kinds: Counter[str] = Counter()
    for (_, kind), count in found.items():
        kinds[kind] += count
    return CellCounts(
        table_count=len(parsed.tables),
        statement_count=len({table.statement_code for table in parsed.tables} - {None}),
        cell_count=len(parsed.cells),
        printed_number_count=sum(kinds[kind] for kind in _PRINTED),
        placed_number_count=sum(found["amount", kind] for kind in _PRINTED),
        unplaced_number_count=sum(found["unplaced", kind] for kind in _PRINTED),
        blank_count=kinds["blank"],
        unreadable_count=kinds["unreadable"],
    )
