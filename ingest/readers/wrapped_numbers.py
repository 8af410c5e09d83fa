"""Numbers that a narrow cell broke over two lines (`8,649.2` over `4`), put together where only one reading is left.

Two figures one above the other must never become a third. A break is taken out only where what it leaves is a printed
number with as many decimals as the other numbers of the table have, while no line alone is such a number: then no line
is an amount, and together they are one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.fold import SPACES, is_number, printed_decimals
from ingest.model import Grid, GridRow, Paragraph, SourceDocument

_LEAST_WITNESSES = 2


def join_wrapped_numbers(document: SourceDocument) -> SourceDocument:
    """The document with the wrapped numbers of its grids joined; the same object where there is none."""
    if not any("\n" in text for text in _texts(_grids(document))):
        return document
    pages = tuple(
        replace(page, blocks=tuple(block if isinstance(block, Paragraph) else _mended(block) for block in page.blocks))
        for page in document.pages
    )
    return replace(document, pages=pages)


def _grids(document: SourceDocument) -> Iterator[Grid]:
    return (block for page in document.pages for block in page.blocks if isinstance(block, Grid))


def _texts(grids: Iterable[Grid]) -> Iterator[str]:
    return (cell.text for grid in grids for row in grid.rows for cell in row.cells)


def _mended(grid: Grid) -> Grid:
    if not any("\n" in text for text in _texts((grid,))):
        return grid
    decimals = _usual_decimals(_texts((grid,)))
    return Grid(tuple(_mended_row(row, decimals) for row in grid.rows))


def _mended_row(row: GridRow, decimals: int) -> GridRow:
    return row._replace(cells=tuple(cell._replace(text=joined_number(cell.text, decimals)) for cell in row.cells))


def _usual_decimals(texts: Iterable[str]) -> int:
    """How many decimals most numbers with a point have; 0 where too few have one to tell."""
    counts = Counter(printed_decimals(text) for text in texts if "\n" not in text and is_number(text))
    counts.pop(0, None)
    decimals, witnesses = counts.most_common(1)[0] if counts else (0, 0)
    return decimals if witnesses >= _LEAST_WITNESSES else 0


def joined_number(text: str, decimals: int) -> str:
    """The number that the lines of a cell make together, in a table whose numbers have `decimals` decimals; else the
    text as it is."""
    if "\n" not in text or not decimals or is_number(text):
        return text
    lines = [line.strip(SPACES) for line in text.split("\n")]
    whole = "".join(lines)
    if not is_number(whole) or printed_decimals(whole) != decimals:
        return text
    is_complete = any(is_number(line) and printed_decimals(line) >= decimals for line in lines)
    return text if is_complete else whole
