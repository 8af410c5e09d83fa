"""Rows of text from ruled tables: cells filled, rows glued by a missing line taken apart, lost rows recovered."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.model import Box, GridCell
from ingest.readers.layout import NUMBER_LINE
from ingest.readers.pdf_geometry import Glyph
from ingest.readers.pdf_tables import RuledRow, RuledTable
from ingest.readers.pdf_text import TextLine, cell_lines, join_lines

_AMOUNT = re.compile(r"[-－−]?\d[\d,，]*[.．]\d+")
_TORN_POINT = re.compile(r"[.．][\d０-９]?$")
_SLACK = 3.0
_REACH = 1.6  # row heights between a table and a row that belongs to it
_MAX_RECOVERED = 5
_BLANK = GridCell("")


@dataclass(frozen=True, slots=True)
class PositionedRow:
    """Cells and the height at which their first line stands."""

    top: float
    cells: tuple[GridCell, ...]


def ruled_rows(table: RuledTable, glyphs: Mapping[Box, Sequence[Glyph]]) -> Iterator[PositionedRow]:
    """The rows of a table with their text, every row as long as the table has columns."""
    for row in table.rows:
        lines = {box: cell_lines(glyphs[box]) for box in row.cells if box and box in glyphs}
        heights = _glued_heights(row, lines)
        if heights:
            yield from _taken_apart(row, lines, heights)
        else:
            yield _whole(row, lines)


def _whole(row: RuledRow, lines: Mapping[Box, list[TextLine]]) -> PositionedRow:
    cells = tuple(
        GridCell(join_lines(lines.get(box, []), box[2] - box[0]), box) if box else _BLANK for box in row.cells
    )
    first = min((found[0].middle for found in lines.values() if found), default=row.box[1])
    return PositionedRow(first, cells)


def _glued_heights(row: RuledRow, lines: Mapping[Box, list[TextLine]]) -> list[float]:
    """The heights of the rows inside one ruled row, or nothing where it is one row.

    A line that was not drawn leaves numbers one above the other. It takes two cells that agree on how many numbers
    there are and where they stand; a single cell with two numbers may be anything and is left as printed.
    """
    stacked: list[list[float]] = []
    for box in row.cells:
        found = lines.get(box, []) if box else []
        heights = [line.middle for line in found if NUMBER_LINE.match(line.text)]
        if any(_TORN_POINT.search(line.text) for line in found[:-1]):
            continue  # one number, wrapped behind its point: see wrapped_numbers
        if len(heights) > 1 and "\n" in join_lines(found, box[2] - box[0] if box else 0.0):
            stacked.append(heights)
    if len(stacked) < 2:
        return []
    longest = max(stacked, key=len)
    close = all(min(abs(height - other) for other in longest) <= _SLACK for heights in stacked for height in heights)
    return longest if close else []


def _taken_apart(
    row: RuledRow, lines: Mapping[Box, list[TextLine]], heights: Sequence[float]
) -> Iterator[PositionedRow]:
    borders = [(upper + lower) / 2 for upper, lower in pairwise(heights)]
    for index, height in enumerate(heights):
        top = borders[index - 1] if index else row.box[1]
        bottom = borders[index] if index < len(borders) else row.box[3]
        cells = []
        for box in row.cells:
            if box is None:
                cells.append(_BLANK)
                continue
            here = [line for line in lines.get(box, []) if bisect_left(borders, line.middle) == index]
            cells.append(GridCell(join_lines(here, box[2] - box[0]), (box[0], top, box[2], bottom)))
        yield PositionedRow(height, tuple(cells))


def lost_rows(table: RuledTable, outside: Sequence[TextLine]) -> tuple[list[TextLine], list[TextLine]]:
    """Text lines right above and right below a table that are rows of it, in reading order each.

    At a page break the last or the first row may have no ruling at all. Such a line touches the table, has at least
    two pieces, an amount among them, and each piece lies within one column.
    """
    reach = table.row_height * _REACH
    _, top, _, bottom = table.box
    above: list[TextLine] = []
    for line in reversed([line for line in outside if line.middle < top]):
        if top - line.box[3] > reach or len(above) == _MAX_RECOVERED or not _is_row(table, line):
            break
        above.insert(0, line)
        top = line.box[1]
    below: list[TextLine] = []
    for line in (line for line in outside if line.middle > bottom):
        if line.box[1] - bottom > reach or len(below) == _MAX_RECOVERED or not _is_row(table, line):
            break
        below.append(line)
        bottom = line.box[3]
    return above, below


def _is_row(table: RuledTable, line: TextLine) -> bool:
    words = line.words
    if len(words) < 2 or not any(_AMOUNT.fullmatch(text) for text, _ in words):
        return False
    return all(_column_of(table, box) is not None for _, box in words)


def _column_of(table: RuledTable, box: Box) -> int | None:
    for index, x0, x1 in table.column_ranges:
        if x0 - _SLACK <= box[0] and box[2] <= x1 + _SLACK:
            return index
    return None


def recovered_row(table: RuledTable, line: TextLine) -> PositionedRow:
    """A lost row put into the table's columns by where its pieces stand."""
    width = len(table.rows[0].cells)
    pieces: list[list[tuple[str, Box]]] = [[] for _ in range(width)]
    for text, box in line.words:
        column = _column_of(table, box)
        assert column is not None, "lost_rows lets only lines through that fit the columns"
        pieces[column].append((text, box))
    cells = tuple(
        GridCell(
            " ".join(text for text, _ in found),
            (found[0][1][0], min(b[1] for _, b in found), found[-1][1][2], max(b[3] for _, b in found)),
        )
        if found
        else _BLANK
        for found in pieces
    )
    return PositionedRow(line.middle, cells)
