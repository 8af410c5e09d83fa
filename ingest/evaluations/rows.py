"""A document as one run of printed rows, and the readings of single cells that every part of a form shares."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple, overload

from ingest.evaluations.model import EvaluationCellKind
from ingest.fold import fold_label, kind_of_text, narrow_widths, parse_number
from ingest.memory import remembered
from ingest.model import Grid, SourceDocument
from ingest.statements.tables import Table

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# What forms print: Chinese, ASCII letters and digits, the marks of targets and of Chinese sentences.
_NOISE = re.compile(
    r"[^\u4e00-\u9fff\u3000-\u3011A-Za-z0-9\s≥≤><=％%±~～—\-+/.,:;!?()（）［］\[\]，。：；、？！“”‘’\"'《》①-⑳℃°㎡·]"
)
LONGEST_TITLE = 40
"""Characters of a form's title, folded."""
_LONG_PARAGRAPH = re.compile(rf"(?:[^\u4e00-\u9fff]*[\u4e00-\u9fff]){{{LONGEST_TITLE + 1}}}")
"""So many characters that fold to themselves that the folded text is longer than a title."""
_PERCENT = re.compile(r"(.+?)%")
_TEXT = itemgetter(0)  # of a GridCell
_POINTS = re.compile(r"得?(-?[0-9]+(?:\.[0-9]+)?)(分|%)")
_DASHES = re.compile(r"[-–—―─_/·.\s]*")


class PrintedRow:
    """One row of a grid, or one paragraph as a row of one cell (`table_index` and `row_index` are None then).

    `folds` are its texts folded, `folded` all of them joined; `filled` is worked out only where it is asked for.
    """

    __slots__ = ("_filled", "cells", "folded", "folds", "line", "page", "row_index", "table_index")

    def __init__(
        self,
        page: int,
        line: int | None,
        table_index: int | None,
        row_index: int | None,
        cells: tuple[str, ...],
        folds: tuple[str, ...],
        folded: str,
    ) -> None:
        self.page = page
        self.line = line
        self.table_index = table_index
        self.row_index = row_index
        self.cells = cells
        self.folds = folds
        self.folded = folded
        self._filled: tuple[tuple[int, str], ...] | None = None

    @property
    def is_paragraph(self) -> bool:
        """True for text outside any grid."""
        return self.table_index is None

    @property
    def filled(self) -> tuple[tuple[int, str], ...]:
        """(column, text) of every cell that is not white space."""
        if self._filled is None:
            self._filled = tuple([(i, self.cells[i]) for i, folded in enumerate(self.folds) if folded])
        return self._filled

    @property
    def text(self) -> str:
        """The row as printed, cells joined by tabs."""
        return "\t".join(self.cells)


class Reading(NamedTuple):
    """What one printed cell, or several joined ones, says; the place is that of its first part."""

    row: PrintedRow
    column: int | None
    text: str
    kind: EvaluationCellKind
    value: str | None
    evidence: str | None = None
    reason: str | None = None
    candidates: tuple[str, ...] = ()  # of a torn number: every value its parts may make

    @property
    def number(self) -> Decimal | None:
        """The value of a number or percent that was read."""
        if self.value is None or self.kind not in ("number", "percent"):
            return None
        return _decimal(self.value)


_decimal = remembered(Decimal)

_Place = tuple[int, int | None, tuple[int, int] | None, tuple[str, ...], tuple[str, ...] | None]
"""Page, line, table_index and row_index (None for a paragraph), texts, and texts folded where they are already."""


class PrintedRows(Sequence[PrintedRow]):
    """Every row and paragraph of a document in reading order; `table_index` counts its grids from 0.

    Few rows of a document are in a form: a row is made where it is asked for, and where the forms begin is told by one
    search through the folded text of the document, but for its long paragraphs, which begin no form.
    """

    def __init__(self, document: SourceDocument, tables: Sequence[Table] | None = None) -> None:
        """`tables` are the document's grids in order, where they are folded already."""
        self._places: list[_Place] = []
        self._made: dict[int, PrintedRow] = {}
        folded: list[str] = []
        table_index = -1
        for page in document.pages:
            for block in page.blocks:
                if isinstance(block, Grid):
                    table_index += 1
                    folds = self._add_grid(page.number, table_index, block, tables[table_index] if tables else None)
                    folded += map("".join, folds)
                else:
                    line, text, _ = block
                    self._places.append((page.number, line, None, (text,), None))
                    is_long = len(text) > LONGEST_TITLE and _LONG_PARAGRAPH.match(text) is not None
                    folded.append("" if is_long else fold_label(text))
        self._text = "\n".join(folded)
        self._starts = [0, *accumulate([len(text) + 1 for text in folded])]

    def _add_grid(self, page: int, table_index: int, grid: Grid, table: Table | None) -> tuple[tuple[str, ...], ...]:
        """Add the rows of a grid; gives their folded texts."""
        texts = table.texts if table else tuple([tuple(map(_TEXT, row.cells)) for row in grid.rows])
        folded = table.folded if table else tuple([tuple(map(fold_label, row)) for row in texts])
        self._places += [
            (page, row.line, (table_index, number), printed, folds)
            for number, (row, printed, folds) in enumerate(zip(grid.rows, texts, folded, strict=True))
        ]
        return folded

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> PrintedRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[PrintedRow, ...]: ...
    def __getitem__(self, index: int | slice) -> PrintedRow | tuple[PrintedRow, ...]:
        if isinstance(index, slice):
            return tuple(self)[index]
        row = self._made.get(index)
        if row is None:
            row = self._made[index] = _made(*self._places[index])
        return row

    def numbers_of(self, words: re.Pattern[str]) -> list[int]:
        """The numbers of the rows in whose folded text some words stand, in order; no match may hold a line feed. A
        paragraph longer than a title is never among them."""
        found = [bisect_right(self._starts, match.start()) - 1 for match in words.finditer(self._text)]
        return list(dict.fromkeys(found))


def _made(
    page: int, line: int | None, place: tuple[int, int] | None, texts: tuple[str, ...], folds: tuple[str, ...] | None
) -> PrintedRow:
    folded = tuple(map(fold_label, texts)) if folds is None else folds
    table_index, row_index = place or (None, None)
    return PrintedRow(page, line, table_index, row_index, texts, folded, "".join(folded))


@remembered
def noise_count(text: str) -> int:
    """How many characters no form prints, such as the traces of a seal or of a ruling line."""
    return len(_NOISE.findall(text))


@lru_cache(maxsize=1024)
def evidence_rank(evidence: str | None) -> int:
    """0 for what is printed or proven by sums, 2 for what the cells around suggest, 1 for every repair with a proof."""
    if evidence in ("printed", "points", "sentence", "beside_funds"):
        return 0
    if evidence is not None and evidence.startswith("rejoined_by_") and "rate" in evidence:
        return 0
    return 2 if evidence in ("label_above", "level_2", "first_label_of_group") else 1


@remembered
def has_words(text: str) -> bool:
    """True where at least two Chinese characters stand: a label, not a trace."""
    return len(_CHINESE.findall(text)) >= 2


def plain(number: Decimal) -> str:
    """A decimal without exponent: the form in which values travel."""
    return format(number, "f")


@remembered
def is_dash(text: str) -> bool:
    """Nothing, or a mark that stands for nothing."""
    return _DASHES.fullmatch(narrow_widths(text)) is not None


_Said = tuple[EvaluationCellKind, str | None, str | None, str | None, tuple[str, ...]]
"""What a text says wherever it stands: the fields of `Reading` from `kind` on."""
_new = tuple.__new__  # a named tuple's own constructor takes twice as long
_BLANK: _Said = ("blank", None, None, None, ())


@remembered
def _said_by_text(text: str) -> _Said:
    return _BLANK if is_dash(text) else ("text", fold_label(text), "printed", None, ())


@remembered
def _said_by_number(text: str) -> _Said:
    number = parse_number(text)
    if number is not None:
        return ("number", plain(number), "printed", None, ())
    if is_dash(text):
        return _BLANK
    bare = fold_label(text).strip("()[]|'`·")
    cleaned = parse_number(bare) if kind_of_text(bare) in ("printed_number", "printed_zero") else None
    return ("unreadable", None, None, "not_a_number", () if cleaned is None else (plain(cleaned),))


@remembered
def _said_by_points(text: str) -> _Said:
    number = points_of(text)
    return _said_by_number(text) if number is None else ("number", plain(number), "unit_in_cell", None, ())


def said_otherwise(
    reading: Reading, kind: EvaluationCellKind, value: str | None, evidence: str | None, reason: str | None
) -> Reading:
    """A reading with another value, as `_replace` makes it in five times the time."""
    row, column, text, _, _, _, _, candidates = reading
    return _new(Reading, (row, column, text, kind, value, evidence, reason, candidates))


def read_text(row: PrintedRow, column: int | None, text: str) -> Reading:
    """A text with its spaces dropped; dashes are blank."""
    return _new(Reading, (row, column, text, *_said_by_text(text)))


def read_number(row: PrintedRow, column: int | None, text: str) -> Reading:
    """A printed number, blank, or unreadable with the values it may be once its noise is dropped."""
    return _new(Reading, (row, column, text, *_said_by_number(text)))


@remembered
def points_of(text: str) -> Decimal | None:
    """The number of a weight or score printed with its unit (20分, 得18.5分, 20%: of a hundred points)."""
    match = _POINTS.fullmatch(fold_label(text))
    return parse_number(match.group(1)) if match else None


def read_points(row: PrintedRow, column: int | None, text: str) -> Reading:
    """As `read_number`, for a weight or score, which may carry its unit."""
    return _new(Reading, (row, column, text, *_said_by_points(text)))


def read_percent(row: PrintedRow, column: int | None, text: str) -> Reading:
    """A printed percentage (the value is that of the number before %), blank, or unreadable."""
    match = _PERCENT.fullmatch(narrow_widths(text).strip())
    number = parse_number(match.group(1)) if match else None
    if number is not None:
        return Reading(row, column, text, "percent", plain(number), "printed")
    if is_dash(text):
        return Reading(row, column, text, "blank", None)
    return Reading(row, column, text, "unreadable", None, reason="not_a_percentage")
