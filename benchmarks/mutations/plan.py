"""Which mutants a document has: copies of it with one thing wrong. Pure functions from cells to mutants."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from ingest.fold import kind_of_text, narrow_widths, parse_number

Key = TypeVar("Key")

Place = tuple[str, str, str, str]
"""statement, side (empty where there is one), line, measure."""


@dataclass(frozen=True, slots=True)
class BaseCell:
    """An amount cell of the document as it should be: the text printed there, empty where nothing is."""

    place: Place
    text: str
    table_index: int
    row_index: int
    column_index: int
    fragment_index: int

    @property
    def is_printed(self) -> bool:
        return parse_number(self.text) is not None


@dataclass(frozen=True, slots=True)
class Change:
    """The text that a mutant prints at a place instead; None where the place is taken out with its row or page."""

    place: Place
    text: str | None

    @property
    def cell_kind(self) -> str | None:
        return None if self.text is None else kind_of_text(self.text)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A copy of a document with one thing wrong; `removed` is a grid and a row of it, or a whole grid."""

    kind: str
    name: str
    changes: tuple[Change, ...]
    removed: tuple[int, int | None] | None = None

    def document_id(self, base_id: str) -> str:
        """Made like the id of a document, of what the mutant is instead of its bytes."""
        return hashlib.sha256(f"{base_id}/{self.kind}/{self.name}".encode()).hexdigest()[:16]


def mutants_of(cells: Iterable[BaseCell]) -> Iterator[Mutant]:
    """Every mutant of a document."""
    known = sorted(cells, key=lambda cell: (cell.place, cell.table_index, cell.row_index, cell.column_index))
    for make in MAKERS:
        yield from make(known)


def sampled(mutants: Iterable[Mutant], most: int) -> tuple[list[Mutant], dict[str, int]]:
    """At most so many mutants of each kind, the same ones every time, and how many there were of each."""
    by_kind: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        by_kind[mutant.kind].append(mutant)
    chosen = [
        mutant for group in by_kind.values() for mutant in sorted(group, key=lambda one: one.document_id(""))[:most]
    ]
    return chosen, {kind: len(group) for kind, group in by_kind.items()}


def _cells_lost(cells: list[BaseCell]) -> Iterator[Mutant]:
    for cell in _printed(cells):
        kind = "cell_lost" if parse_number(cell.text) else "zero_lost"
        yield Mutant(kind, _named(cell), (Change(cell.place, ""),))


def _digits_changed(cells: list[BaseCell]) -> Iterator[Mutant]:
    for cell in _printed(cells):
        printed = narrow_widths(cell.text)
        for index, sign in enumerate(printed):
            for digit in "0123456789" if sign in "0123456789" else "":
                if digit != sign:
                    text = without_leading_zeros(printed[:index] + digit + printed[index + 1 :])
                    yield Mutant("digit_changed", f"{_named(cell)}:{index}={digit}", (Change(cell.place, text),))


def without_leading_zeros(text: str) -> str:
    """A number as it would be printed: no 0 in front of other digits, nor a separator left behind by one."""
    return re.sub(r"^(-?)[0, ]*(?=[0-9])", r"\1", text)


def _separators_lost(cells: list[BaseCell]) -> Iterator[Mutant]:
    for cell in _printed(cells):
        if "." in narrow_widths(cell.text) and parse_number(cell.text):
            digits = re.sub(r"[^-0-9]", "", narrow_widths(cell.text))
            yield Mutant("separator_lost", _named(cell), (Change(cell.place, without_leading_zeros(digits)),))


def _neighbours_swapped(cells: list[BaseCell]) -> Iterator[Mutant]:
    for row in _rows(cells).values():
        for left, right in pairwise(row):
            if left.is_printed and right.is_printed and parse_number(left.text) != parse_number(right.text):
                changes = (Change(left.place, right.text), Change(right.place, left.text))
                yield Mutant("neighbours_swapped", _named(left), changes)


def _rows_shifted(cells: list[BaseCell]) -> Iterator[Mutant]:
    for row in _rows(cells).values():
        if changes := tuple(_shifted(row)):
            yield Mutant("row_shifted", _named(row[0]), changes)


def _columns_shifted(cells: list[BaseCell]) -> Iterator[Mutant]:
    rows_by_grid: dict[int, list[list[BaseCell]]] = defaultdict(list)
    for (table_index, *_), row in _rows(cells).items():
        rows_by_grid[table_index].append(row)
    for table_index, rows in rows_by_grid.items():
        if changes := tuple(change for row in rows for change in _shifted(row)):
            yield Mutant("columns_shifted", f"grid {table_index}", changes)


def _shifted(row: list[BaseCell]) -> Iterator[Change]:
    """What changes when each amount of a row moves one column to the right."""
    if len(row) > 1 and any(cell.is_printed for cell in row):
        for before, cell in zip(["", *(cell.text for cell in row)], row, strict=False):
            if parse_number(before) != parse_number(cell.text):
                yield Change(cell.place, before)


def _rows_lost(cells: list[BaseCell]) -> Iterator[Mutant]:
    for (table_index, row_index), row in _groups(_printed(cells), lambda cell: (cell.table_index, cell.row_index)):
        changes = tuple(Change(cell.place, None) for cell in row)
        yield Mutant("row_lost", f"grid {table_index} row {row_index}", changes, (table_index, row_index))


def _columns_lost(cells: list[BaseCell]) -> Iterator[Mutant]:
    for key, column in _groups(_printed(cells), lambda cell: (*cell.place[:2], cell.place[3])):
        if len(column) > 1:
            yield Mutant("column_lost", "/".join(key), tuple(Change(cell.place, "") for cell in column))


def _pages_lost(cells: list[BaseCell]) -> Iterator[Mutant]:
    for (table_index,), grid in _groups(_printed(cells), lambda cell: (cell.table_index,)):
        changes = tuple(Change(cell.place, None) for cell in grid)
        yield Mutant("page_lost", f"grid {table_index}", changes, (table_index, None))


MAKERS: tuple[Callable[[list[BaseCell]], Iterator[Mutant]], ...] = (
    _cells_lost,
    _digits_changed,
    _separators_lost,
    _neighbours_swapped,
    _rows_shifted,
    _columns_shifted,
    _rows_lost,
    _columns_lost,
    _pages_lost,
)


def _rows(cells: list[BaseCell]) -> dict[tuple[int, int, str, str], list[BaseCell]]:
    """The amount cells of each line of a grid from left to right; a physical row can hold two lines."""
    ordered = sorted(cells, key=lambda cell: (cell.column_index, cell.fragment_index))
    return dict(_groups(ordered, lambda cell: (cell.table_index, cell.row_index, cell.place[1], cell.place[2])))


def _groups(cells: Iterable[BaseCell], key: Callable[[BaseCell], Key]) -> Iterable[tuple[Key, list[BaseCell]]]:
    groups: dict[Key, list[BaseCell]] = defaultdict(list)
    for cell in cells:
        groups[key(cell)].append(cell)
    return groups.items()


def _printed(cells: Iterable[BaseCell]) -> Iterator[BaseCell]:
    return (cell for cell in cells if cell.is_printed)


def _named(cell: BaseCell) -> str:
    return "/".join(cell.place)
