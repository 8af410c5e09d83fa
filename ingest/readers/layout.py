"""What the readers of workbooks, web pages and Word files share: grids from rows, titles out of grids, wrapped text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.model import Grid, GridCell, GridRow, Paragraph

NUMBER_LINE = re.compile(r"[-－−+(（]?[\d０-９][\d０-９,，.．\s]*[%％)）]?$|[.．,，][\d０-９]+$|[-–—―─]+$")
"""A printed line that is a number, the rest of one, or a dash printed for nothing."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table before titles are taken out: `line` is the sheet row or the running line of the page."""

    line: int
    cells: tuple[GridCell, ...]

    @property
    def printed(self) -> list[GridCell]:
        """The cells that print something."""
        return [cell for cell in self.cells if cell.text.strip()]

    @property
    def is_title(self) -> bool:
        """Whether the row prints one cell, and that no number: a title, a unit or a note."""
        printed = self.printed
        return len(printed) == 1 and not NUMBER_LINE.match(printed[0].text.strip())


def blocks_from_rows(rows: Sequence[TableRow]) -> Iterator[Paragraph | Grid]:
    """Blocks of one table: titles and notes as paragraphs, the rest as grids.

    Titles, units and notes are often typed into merged cells of the table itself. Such a row is a paragraph when
    it stands before the first or after the last table row, or when it follows an empty row (the title of the next
    statement on the same sheet). Empty rows print nothing and are left out. The grid keeps
    the sheet's columns, blank cells included.
    """
    for part in _parts(rows):
        table_rows = [index for index, row in enumerate(part) if not row.is_title]
        first, last = (table_rows[0], table_rows[-1]) if table_rows else (len(part), len(part))
        yield from (_paragraph(row) for row in part[:first])
        if table_rows:
            yield _grid(part[first : last + 1])
        yield from (_paragraph(row) for row in part[last + 1 :])


def _parts(rows: Sequence[TableRow]) -> Iterator[list[TableRow]]:
    """The rows that print something, cut where an empty row is followed by a title."""
    part: list[TableRow] = []
    after_empty = False
    for row in rows:
        if not row.printed:
            after_empty = True
            continue
        if after_empty and part and row.is_title:
            yield part
            part = []
        part.append(row)
        after_empty = False
    if part:
        yield part


def _paragraph(row: TableRow) -> Paragraph:
    cell = row.printed[0]
    return Paragraph(row.line, cell.text.strip(), cell.box)


def _grid(rows: Sequence[TableRow]) -> Grid:
    width = max(index for row in rows for index, cell in enumerate(row.cells, start=1) if cell.text.strip())
    return Grid(
        tuple(GridRow(row.line, row.cells[:width] + (GridCell(""),) * (width - len(row.cells))) for row in rows)
    )


def join_texts(lines: Sequence[str]) -> str:
    """The text of a cell from its lines or paragraphs: see `joint`."""
    text = ""
    for index, line in enumerate(lines):
        if index:
            text += joint(lines[index - 1], line)
        text += line
    return text


def joint(upper: str, lower: str) -> str:
    """What stands between two lines of one cell.

    Nothing inside a label, a space between Latin words, and a line break beside a number: two numbers one above the
    other must never become a third that nobody printed.
    """
    if NUMBER_LINE.match(upper) or NUMBER_LINE.match(lower):
        return "\n"
    latin = upper[-1:].isascii() and lower[:1].isascii() and upper[-1:].isalpha() and lower[:1].isalpha()
    return " " if latin else ""
