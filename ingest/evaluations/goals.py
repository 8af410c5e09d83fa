"""The figures that the block 年度总体目标 of a form says in words: number, unit and the clause that carries them.

The block has two texts side by side, 预期目标 and 实际完成情况, and extraction tears them over cells and rows. A figure
is read only where the print proves it: its number is not torn, a unit of `seeds/evaluation_goal_units.csv` follows it,
and its cell does not hold pieces of several lines. To which of the two texts it belongs is told where the layout says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ingest.evaluations.rows import PrintedRow, plain
from ingest.fold import fold_label, narrow_widths, parse_number

GoalPart = Literal["expected", "achieved"]

_ACHIEVED = "实际完"
_PARAGRAPH = 12  # characters: what is shorter is a label beside the block, or a piece of a torn line
_PIECES = 3
_INNER_SPACE = re.compile(r"(?<=[\u4e00-\u9fff,;。，；、])\s+(?=[\u4e00-\u9fff])")
_CLAUSE_END = re.compile(r"[;。:!?、]|,(?!\d{3}(?!\d))")
_SENTENCE_END = re.compile(r"[;。!?]")
_NUMBER = re.compile(r"\d(?:[\d.,\s]*\d)?")
_POINT = re.compile(r"(?<=\d) *\. *(?=\d)")
_YEAR = re.compile(r"(20\d\d)\s*年")
_NOT_BEFORE = re.compile(r"[A-Za-z第\-.]\s*$")


class GoalFigure(NamedTuple):
    """One figure of the block, with the place of the cell that holds its first digit."""

    figure_number: int  # 1, 2, … in the block
    clause_number: int  # joins the figures of one clause
    part: GoalPart | None
    value: str
    unit_name: str
    year_printed: str | None  # the last year named before it in its sentence
    clause: str
    row: PrintedRow
    column: int | None
    source_text: str


@dataclass(slots=True)
class _Text:
    """A run of cells read as one text, and where each of them begins in it."""

    part: GoalPart | None
    text: str = ""
    starts: list[int] = field(default_factory=list)
    places: list[tuple[PrintedRow, int | None, str]] = field(default_factory=list)

    def add(self, row: PrintedRow, column: int | None, text: str, tear: str) -> None:
        """One more cell behind a tear: a tab between cells, a line feed between rows."""
        self.text += tear if self.text else ""
        self.starts.append(len(self.text))
        self.places.append((row, column, text))
        self.text += narrow_widths(text)

    def place(self, position: int) -> tuple[PrintedRow, int | None, str]:
        """The cell that holds a character."""
        return self.places[bisect_right(self.starts, position) - 1]


def read_goal_figures(
    rows: Sequence[PrintedRow], unit: re.Pattern[str], units: Mapping[str, str]
) -> tuple[GoalFigure, ...]:
    """The figures of a form's block 年度总体目标; `units` maps printed units to names, "" for what is no result, and
    `unit` finds them."""
    found: list[GoalFigure] = []
    clause_count = 0
    for text in (*_paragraphs(rows), *_cell_texts(rows)):
        for start, end in _clauses(text.text):
            clause_count += 1
            for position, value, unit_name in _figures(text.text, start, end, unit, units):
                row, column, source_text = text.place(position)
                found.append(
                    GoalFigure(
                        len(found) + 1,
                        clause_count,
                        text.part,
                        value,
                        unit_name,
                        _year(text.text, position),
                        fold_label(text.text[start:end]),
                        row,
                        column,
                        source_text,
                    )
                )
    return tuple(found)


def _paragraphs(rows: Iterable[PrintedRow]) -> list[_Text]:
    """The texts outside grids; two of them stand for the two columns in their order, any other number for neither."""
    paragraphs = [row for row in rows if row.is_paragraph and len(row.folded) > _PARAGRAPH]
    parts: tuple[GoalPart | None, ...] = ("expected", "achieved") if len(paragraphs) == 2 else (None,) * len(paragraphs)
    texts = []
    for part, row in zip(parts, paragraphs, strict=True):
        text = _Text(part)
        text.add(row, None, row.text, "")
        texts.append(text)
    return texts


def _cell_texts(rows: Iterable[PrintedRow]) -> list[_Text]:
    """The texts of grids: cells joined over their tears; what ends before the column 实际完成情况 is the expected
    text, and what stands from there on the achieved one."""
    texts: dict[GoalPart | None, _Text] = {}
    achieved_column: int | None = None
    for row in rows:
        if row.is_paragraph:
            continue
        header = next((column for column, text in row.filled if fold_label(text).startswith(_ACHIEVED)), None)
        if header is not None:
            achieved_column = header
            continue
        for cells, part in _runs(row, achieved_column):
            text = texts.setdefault(part, _Text(part))
            for number, (column, printed) in enumerate(cells):
                text.add(row, column, printed, "\t" if number else "\n")
    return list(texts.values())


def _runs(row: PrintedRow, achieved_column: int | None) -> Iterator[tuple[Sequence[tuple[int, str]], GoalPart | None]]:
    """The cells of a row that are read as one text. A cell that holds pieces of several lines, beside another such
    cell, is left out: its figures stand in an order that nothing proves."""
    cells = [(column, text) for column, text in row.filled if not _is_interleaved(row, column)]
    if achieved_column is None:
        yield cells, None
        return
    before = [cell for cell in cells if cell[0] < achieved_column]
    after = cells[len(before) :]
    whole = bool(before) and (
        len(fold_label(before[-1][1])) >= _PARAGRAPH or _SENTENCE_END.search(narrow_widths(before[-1][1])[-1:])
    )
    if after and (whole or not before):
        yield before, "expected"
        yield after, "achieved"
    else:
        yield cells, None


def _is_interleaved(row: PrintedRow, column: int) -> bool:
    neighbours = (column - 1, column + 1)
    return _is_in_pieces(row.cells[column]) and any(
        0 <= other < len(row.cells) and _is_in_pieces(row.cells[other]) for other in neighbours
    )


def _is_in_pieces(text: str) -> bool:
    return len(text.split(None, _PIECES - 1)) >= _PIECES and len(_INNER_SPACE.findall(text)) + 1 >= _PIECES


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CLAUSE_END.finditer(text):
        # Things counted one after another (170 个、50 个) stay in one clause; 、 behind a list number ends it.
        if match.group() == "、" and not text[start : match.start()].strip().isdigit():
            continue
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _figures(
    text: str, start: int, end: int, unit: re.Pattern[str], units: Mapping[str, str]
) -> Iterator[tuple[int, str, str]]:
    for match in _NUMBER.finditer(text, start, end):
        follows = unit.match(text, match.end(), end)
        number = parse_number(_POINT.sub(".", match.group()))
        # Digits on both sides of a tear, a digit printed twice or lost: the number is not proven.
        if follows is None or number is None or re.search(r"\s", _POINT.sub(".", match.group())):
            continue
        if units[follows.group(1)] and not _NOT_BEFORE.search(text, start, match.start()):
            yield match.start(), plain(number), units[follows.group(1)]


def _year(text: str, position: int) -> str | None:
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, position)]
    years = _YEAR.findall(text, ends[-1] if ends else 0, position)
    return years[-1] if years else None
