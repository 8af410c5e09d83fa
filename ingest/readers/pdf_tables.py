"""Tables of a PDF page: ruled cells from pdfplumber's TableFinder, and the rows that it cannot see."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, cast

from pdfplumber.table import TableFinder

from ingest.model import Box
from ingest.readers.pdf_geometry import Edge, Glyph
from ingest.readers.pdf_objects import PageObjects

_SNAP = 3.0  # pdfplumber's own tolerance, so that both agree on what touches
_MIN_EDGE = 1.0
_MIN_OPEN_VERTICALS = 3
_COVERED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class RuledRow:
    """One row of ruled cells; None where a cell merged from the left or above covers the place."""

    cells: tuple[Box | None, ...]

    @property
    def box(self) -> Box:
        """The box around the row's cells."""
        return _around(box for box in self.cells if box)


@dataclass(frozen=True, slots=True)
class RuledTable:
    """Rows of equal length."""

    rows: tuple[RuledRow, ...]

    @property
    def box(self) -> Box:
        """The box around the table."""
        return _around(row.box for row in self.rows)

    @property
    def is_frame(self) -> bool:
        """A box around something, or lines across it, and no line between two columns: it rules no table."""
        return max(len(row.cells) for row in self.rows) == 1

    @property
    def column_ranges(self) -> list[tuple[int, float, float]]:
        """Column index and horizontal extent, by the row that is divided most finely."""
        finest = max(self.rows, key=lambda row: sum(box is not None for box in row.cells))
        return [(index, box[0], box[2]) for index, box in enumerate(finest.cells) if box]

    @property
    def row_height(self) -> float:
        """The height of a typical row."""
        return float(median(row.box[3] - row.box[1] for row in self.rows))


def _around(boxes: Iterable[Box]) -> Box:
    items = tuple(boxes)
    return (min(b[0] for b in items), min(b[1] for b in items), max(b[2] for b in items), max(b[3] for b in items))


@dataclass(frozen=True, slots=True)
class _FinderPage:
    """As much of a pdfplumber page as TableFinder looks at."""

    bbox: Box
    edges: list[dict[str, Any]]


def find_tables(objects: PageObjects) -> list[RuledTable]:
    """The ruled tables of a page, top to bottom.

    Where rulings run on past the last horizontal line (a table cut by a page break), the line that was not drawn is
    put in, so that the row is found with its cells.
    """
    edges = [edge for edge in objects.edges if max(edge.x1 - edge.x0, edge.bottom - edge.top) >= _MIN_EDGE]
    if not edges:
        return []
    edges += _closing_edges(edges)
    page = _FinderPage((0.0, 0.0, objects.width, objects.height), [_as_pdfplumber(edge) for edge in edges])
    finder = TableFinder(cast("Any", page))
    return [RuledTable(tuple(RuledRow(tuple(row.cells)) for row in table.rows)) for table in finder.tables]


def _as_pdfplumber(edge: Edge) -> dict[str, Any]:
    return {
        "object_type": "line",
        "orientation": "v" if edge.x0 == edge.x1 else "h",
        "x0": edge.x0,
        "x1": edge.x1,
        "top": edge.top,
        "bottom": edge.bottom,
        "width": edge.x1 - edge.x0,
        "height": edge.bottom - edge.top,
    }


def _closing_edges(edges: Sequence[Edge]) -> Iterator[Edge]:
    """A horizontal edge wherever at least three verticals end together and none is drawn."""
    verticals = _joined_verticals(edge for edge in edges if edge.x0 == edge.x1)
    horizontals = [edge for edge in edges if edge.x0 != edge.x1]
    for ends in ([(edge.top, edge.x0) for edge in verticals], [(edge.bottom, edge.x0) for edge in verticals]):
        for group in _clustered(sorted(ends)):
            x0, x1 = min(x for _, x in group), max(x for _, x in group)
            y = sum(y for y, _ in group) / len(group)
            if len(group) >= _MIN_OPEN_VERTICALS and _covered(horizontals, x0, x1, y) < _COVERED_SHARE * (x1 - x0):
                yield Edge(x0, y, x1, y)


def _joined_verticals(edges: Iterable[Edge]) -> list[Edge]:
    """Rulings drawn cell by cell, as one line each."""
    joined: list[Edge] = []
    for edge in sorted(edges, key=lambda item: (round(item.x0 / _SNAP), item.top)):
        last = joined[-1] if joined else None
        if last and abs(last.x0 - edge.x0) <= _SNAP and last.top <= edge.top <= last.bottom + _SNAP:
            joined[-1] = Edge(last.x0, last.top, last.x0, max(last.bottom, edge.bottom))
        else:
            joined.append(edge)
    return joined


def _clustered(points: Sequence[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    group: list[tuple[float, float]] = []
    for point in points:
        if group and point[0] - group[-1][0] > _SNAP:
            yield group
            group = []
        group.append(point)
    if group:
        yield group


def _covered(horizontals: Sequence[Edge], x0: float, x1: float, y: float) -> float:
    """How much of the way from x0 to x1 has a drawn line at this height."""
    reach, covered = x0, 0.0
    for edge in sorted((edge for edge in horizontals if abs(edge.top - y) <= _SNAP), key=lambda item: item.x0):
        start, end = max(edge.x0, reach), min(edge.x1, x1)
        if end > start:
            covered += end - start
            reach = end
    return covered


def glyphs_by_cell(tables: Sequence[RuledTable], glyphs: Sequence[Glyph]) -> tuple[dict[Box, list[Glyph]], list[Glyph]]:
    """The glyphs of each cell, by the middle of the glyph; and those in no cell, none lost."""
    tops, boxes = _indexed(tables)
    tallest = max((box[3] - box[1] for box in boxes), default=0.0)
    inside: dict[Box, list[Glyph]] = {}
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        index = bisect_right(tops, y)
        while index and y - tops[index - 1] <= tallest:
            index -= 1
            x0, _, x1, bottom = boxes[index]
            if x0 <= x < x1 and y < bottom:
                inside.setdefault(boxes[index], []).append(glyph)
                break
        else:
            outside.append(glyph)
    _return_overflow(inside)
    return inside, outside


def _return_overflow(inside: dict[Box, list[Glyph]]) -> None:
    """Give the end of a label that runs into the next cell back to its own cell.

    Only where it runs over another string of that cell: a string that merely crosses a line may well be two cells'.
    """
    homes: dict[int, Box] = {}
    for box, glyphs in inside.items():
        for glyph in glyphs:
            if glyph.run not in homes or box[0] < homes[glyph.run][0]:
                homes[glyph.run] = box
    for box, glyphs in list(inside.items()):
        foreign = {glyph.run for glyph in glyphs if homes[glyph.run] != box}
        own = [glyph for glyph in glyphs if glyph.run not in foreign]
        for run in foreign:
            tail = [glyph for glyph in glyphs if glyph.run == run]
            if any(_overlap(one, other) for one in tail for other in own):
                inside[homes[run]].extend(tail)
                inside[box] = glyphs = [glyph for glyph in glyphs if glyph.run != run]


def _overlap(one: Glyph, other: Glyph) -> bool:
    """Whether two glyphs are printed over each other."""
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return width > _SNAP / 3 and height > _SNAP / 3


def _indexed(tables: Sequence[RuledTable]) -> tuple[list[float], list[Box]]:
    boxes = sorted(
        (box for table in tables for row in table.rows for box in row.cells if box), key=lambda box: (box[1], box[0])
    )
    return [box[1] for box in boxes], boxes
