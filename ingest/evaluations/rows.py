"""A document as one run of printed rows, and the readings of single cells that every part of a form shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from ingest.evaluations.model import EvaluationCellKind
from ingest.fold import fold_label, kind_of_text, narrow_widths, parse_number
from ingest.memory import remembered
from ingest.model import Grid, SourceDocument

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# What forms print: Chinese, ASCII letters and digits, the marks of targets and of Chinese sentences.
_NOISE = re.compile(
    r"[^\u4e00-\u9fff\u3000-\u3011A-Za-z0-9\s≥≤><=％%±~～—\-+/.,:;!?()（）［］\[\]，。：；、？！“”‘’\"'《》①-⑳℃°㎡·]"
)
_PERCENT = re.compile(r"(.+?)%")
_TEXT = itemgetter(0)  # of a GridCell
_POINTS = re.compile(r"得?(-?[0-9]+(?:\.[0-9]+)?)(分|%)")
_DASHES = re.compile(r"[-–—―─_/·.\s]*")


class PrintedRow:
    """One row of a grid, or one paragraph as a row of one cell (`table_index` and `row_index` are None then).

    `folds` are its texts folded, `folded` all of them joined. Rows are made for the whole document and few of them are
    in a form: `filled` is worked out only where it is asked for.
    """

    __slots__ = ("_filled", "cells", "folded", "folds", "line", "page", "row_index", "table_index")

    def __init__(
        self, page: int, line: int | None, table_index: int | None, row_index: int | None, cells: tuple[str, ...]
    ) -> None:
        self.page = page
        self.line = line
        self.table_index = table_index
        self.row_index = row_index
        self.cells = cells
        self.folds = tuple(map(fold_label, cells))
        self.folded = "".join(self.folds)
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
        return Decimal(self.value)


def printed_rows(document: SourceDocument) -> Iterator[PrintedRow]:
    """Every row and paragraph in reading order; `table_index` counts the grids of the document from 0."""
    table_index = -1
    for page in document.pages:
        for block in page.blocks:
            if isinstance(block, Grid):
                table_index += 1
                for row_index, row in enumerate(block.rows):
                    texts = tuple(map(_TEXT, row.cells))
                    yield PrintedRow(page.number, row.line, table_index, row_index, texts)
            else:
                yield PrintedRow(page.number, block.line, None, None, (block.text,))


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


def read_text(row: PrintedRow, column: int | None, text: str) -> Reading:
    """A text with its spaces dropped; dashes are blank."""
    if is_dash(text):
        return Reading(row, column, text, "blank", None)
    return Reading(row, column, text, "text", fold_label(text), "printed")


def read_number(row: PrintedRow, column: int | None, text: str) -> Reading:
    """A printed number, blank, or unreadable with the values it may be once its noise is dropped."""
    number = parse_number(text)
    if number is not None:
        return Reading(row, column, text, "number", plain(number), "printed")
    if is_dash(text):
        return Reading(row, column, text, "blank", None)
    bare = fold_label(text).strip("()[]|'`·")
    cleaned = parse_number(bare) if kind_of_text(bare) in ("printed_number", "printed_zero") else None
    found = () if cleaned is None else (plain(cleaned),)
    return Reading(row, column, text, "unreadable", None, reason="not_a_number", candidates=found)


@remembered
def points_of(text: str) -> Decimal | None:
    """The number of a weight or score printed with its unit (20分, 得18.5分, 20%: of a hundred points)."""
    match = _POINTS.fullmatch(fold_label(text))
    return parse_number(match.group(1)) if match else None


def read_points(row: PrintedRow, column: int | None, text: str) -> Reading:
    """As `read_number`, for a weight or score, which may carry its unit."""
    number = points_of(text)
    if number is None:
        return read_number(row, column, text)
    return Reading(row, column, text, "number", plain(number), "unit_in_cell")


def read_percent(row: PrintedRow, column: int | None, text: str) -> Reading:
    """A printed percentage (the value is that of the number before %), blank, or unreadable."""
    match = _PERCENT.fullmatch(narrow_widths(text).strip())
    number = parse_number(match.group(1)) if match else None
    if number is not None:
        return Reading(row, column, text, "percent", plain(number), "printed")
    if is_dash(text):
        return Reading(row, column, text, "blank", None)
    return Reading(row, column, text, "unreadable", None, reason="not_a_percentage")
