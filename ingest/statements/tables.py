"""A grid prepared for recognition, and what becomes of its cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from ingest.fold import SPACES, fold_label, is_number, kind_of_text, parse_number, translator
from ingest.memory import remembered
from ingest.model import CellKind, CellRole, Grid
from ingest.vocabulary import Statement

CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LONGEST_LABEL = 60
_TEXT = itemgetter(0)  # of a GridCell
_WORDS: frozenset[CellRole] = frozenset(("code", "label", "ordinal", "column_number", "header", "note"))
"""Roles of what is text, whatever it looks like."""
_without_spaces = translator({ord(space): None for space in SPACES})


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One grid: `texts` as printed and `folded` for comparison, both [row][column], rows may differ in length.

    A grid is only the same as itself, so that what is worked out for it can be kept.
    """

    index: int
    page: int
    grid: Grid
    texts: tuple[tuple[str, ...], ...]
    folded: tuple[tuple[str, ...], ...]
    width: int
    usual_width: int
    """How many cells the regular rows have (the longest of them where blank ends are stripped)."""
    irregular_rows: frozenset[int] = frozenset()
    """Rows with more or fewer cells than the others: something was torn or glued there."""

    def text(self, row: int, column: int) -> str:
        """The text as printed; empty where the row is too short."""
        cells = self.texts[row]
        return cells[column] if 0 <= column < len(cells) else ""

    def fold(self, row: int, column: int) -> str:
        """The folded text; empty where the row is too short."""
        cells = self.folded[row]
        return cells[column] if 0 <= column < len(cells) else ""

    def has_cell(self, row: int, column: int) -> bool:
        """True where the reader found a cell."""
        return 0 <= column < len(self.texts[row])

    def is_blank_row(self, row: int) -> bool:
        """True where no cell of the row prints anything."""
        return not any(self.folded[row])

    def place(self, row: int) -> str:
        """Where a row stands, for messages."""
        line = self.grid.rows[row].line
        return f"page {self.page} line {line}" if line is not None else f"page {self.page} row {row + 1}"


def prepare_table(index: int, page: int, grid: Grid) -> Table:
    """Fold the texts of a grid once."""
    texts = tuple([tuple(map(_TEXT, row.cells)) for row in grid.rows])
    folded = tuple([tuple(map(fold_label, row)) for row in texts])
    width = max(map(len, texts), default=0)
    irregular_rows = _find_irregular_rows(folded)
    usual_width = max((len(row) for number, row in enumerate(texts) if number not in irregular_rows), default=0)
    return Table(index, page, grid, texts, folded, width, usual_width, irregular_rows)


@lru_cache(maxsize=8)
def words_of(table: Table) -> tuple[str, ...]:
    """The different folded texts of a grid in reading order; kept, because every statement is asked about it."""
    return tuple(dict.fromkeys([folded for folds in table.folded for folded in folds if folded]))


def _find_irregular_rows(folded: Sequence[Sequence[str]]) -> frozenset[int]:
    """Rows whose length is not that of most rows; none where the lines were stripped of their blank ends.

    In a stripped table no row ends in a blank cell and a short row says nothing.
    """
    lengths = Counter(map(len, folded))
    if len(lengths) < 2 or not any(row and not row[-1] for row in folded):
        return frozenset()
    common = lengths.most_common(1)[0][0]  # of equals the first met, which is the header's
    return frozenset(index for index, row in enumerate(folded) if len(row) != common)


@remembered
def is_label_text(folded: str) -> bool:
    """Chinese words short enough for a label: no number, no garbage that repeats a table."""
    return len(folded) <= _LONGEST_LABEL and CHINESE.search(folded) is not None


@remembered
def strip_spaces(text: str) -> str:
    """A label as printed but for its spaces and line breaks."""
    return _without_spaces(text)


class Placement(NamedTuple):
    """What one cell or fragment of a cell is."""

    role: CellRole
    kind: CellKind
    text: str
    side: str | None = None
    line_code: str | None = None
    line_label: str | None = None
    line_evidence: str | None = None
    measure_code: str | None = None
    measure_evidence: str | None = None
    reason: str | None = None


Key = tuple[int, int, int, int]
"""table_index, row_index, column_index, fragment_index."""


class LineFound(NamedTuple):
    """The line that a row (or one side of it) reports on."""

    line_code: str
    label: str
    evidence: str


class MeasureFound(NamedTuple):
    """The measure that a column reports."""

    measure_code: str
    evidence: str


_NO_LINE = (None, None, None)
_new = tuple.__new__  # a named tuple's own constructor takes twice as long


class Sheet:
    """The placements of one statement while it is read: `cells[table_index][row][column]`, None where no place is given
    yet, and `fragments`, what is glued into a cell."""

    __slots__ = ("cells", "fragments", "statement", "tables")

    def __init__(self, statement: Statement, tables: tuple[Table, ...]) -> None:
        self.statement = statement
        self.tables = tables
        self.cells: dict[int, list[list[Placement | None]]] = {
            table.index: [[None] * len(texts) for texts in table.texts] for table in tables
        }
        self.fragments: dict[tuple[int, int], dict[int, tuple[Placement, ...]]] = {}
        """table_index, row_index → column_index → its fragments, the first of which has number 1."""

    def placed(self) -> Iterator[tuple[Key, Placement]]:
        """Every cell and fragment that has a place, in reading order."""
        for index in sorted(self.cells):
            for row, cells in enumerate(self.cells[index]):
                glued = self.fragments.get((index, row))
                for column, cell in enumerate(cells):
                    if cell is not None:
                        yield (index, row, column, 0), cell
                    for number, fragment in enumerate(glued.get(column, ()), start=1) if glued else ():
                        yield (index, row, column, number), fragment

    def is_placed(self, table: Table, row: int, column: int) -> bool:
        """Whether a cell has its place."""
        return self.cells[table.index][row][column] is not None

    def columns_left(self, table: Table, row: int) -> list[int]:
        """The columns of a row whose cells have no place yet."""
        cells = self.cells[table.index][row]
        return [column for column, cell in enumerate(cells) if cell is None] if None in cells else []

    def replace(self, key: Key, placement: Placement) -> None:
        """Give a cell or fragment that has a place another."""
        index, row, column, number = key
        if number:
            glued = self.fragments[index, row]
            glued[column] = (*glued[column][: number - 1], placement, *glued[column][number:])
        else:
            self.cells[index][row][column] = placement

    def put(
        self,
        table: Table,
        row: int,
        column: int,
        role: CellRole,
        *,
        side: str | None = None,
        line: LineFound | None = None,
        reason: str | None = None,
    ) -> None:
        """Give a cell a role that is no amount; a cell that has a role keeps it."""
        cells = self.cells[table.index][row]
        if not 0 <= column < len(cells) or cells[column] is not None:
            return
        text = table.texts[row][column]
        kind = kind_of_text(text)
        if role in _WORDS and kind != "blank":
            kind = "text"
        code, label, evidence = line or _NO_LINE
        cells[column] = _new(Placement, (role, kind, text, side, code, label, evidence, None, None, reason))

    def put_amount(
        self, table: Table, row: int, column: int, side: str | None, line: LineFound, measure: MeasureFound
    ) -> None:
        """Give a cell its place in the statement; what is no number and not blank becomes unreadable."""
        cells = self.cells[table.index][row]
        if not 0 <= column < len(cells):
            return
        text = table.texts[row][column]
        kind = kind_of_text(text)
        reason = None
        if kind in ("text", "unreadable"):
            kind, reason = "unreadable", "not_a_number"
        elif kind == "blank" and strip_spaces(text):
            reason = "dash"
        cells[column] = _new(Placement, ("amount", kind, text, side, *line, *measure, reason))

    def put_unplaced(self, table: Table, row: int, column: int, reason: str, side: str | None = None) -> None:
        """Keep a cell out of the statement, with the reason; only a number is called unplaced."""
        role: CellRole = "unplaced" if is_number(table.text(row, column)) else "noise"
        blank = not table.fold(row, column)
        self.put(table, row, column, role, side=side, reason=None if blank else reason)

    def put_header(self, table: Table, row: int, column: int) -> None:
        """Words of a header; a number among them is no column number and stays unplaced."""
        if is_number(table.text(row, column)):
            self.put_unplaced(table, row, column, "in_header")
        else:
            self.put(table, row, column, "header")

    def put_fragments(self, table: Table, row: int, column: int, fragments: Iterable[Placement]) -> None:
        """Add what is glued into a cell, numbered from 1."""
        self.fragments.setdefault((table.index, row), {})[column] = tuple(fragments)

    def put_row(self, table: Table, row: int, role: CellRole, reason: str | None = None) -> None:
        """Give every cell of a row the same role."""
        for column in range(len(table.texts[row])):
            if role == "noise" and is_number(table.texts[row][column]):
                self.put_unplaced(table, row, column, reason or "no_line")
            else:
                self.put(table, row, column, role, reason=reason)


def amount(
    text: str, kind: CellKind, side: str | None, line: LineFound, measure: MeasureFound, reason: str | None = None
) -> Placement:
    """The placement of an amount."""
    return Placement("amount", kind, text, side, *line, *measure, reason)


__all__ = [
    "CHINESE",
    "Key",
    "LineFound",
    "MeasureFound",
    "Placement",
    "Sheet",
    "Table",
    "amount",
    "is_label_text",
    "is_number",
    "parse_number",
    "prepare_table",
    "strip_spaces",
    "words_of",
]
