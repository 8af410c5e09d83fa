"""The cells of a document as columns: what recognition made of every cell of every grid."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from ingest.column_rows import ColumnRows
from ingest.fold import kind_of_text
from ingest.model import Box, CellKind, CellRole, GridCell, RawCell
from ingest.statements.recognition import Recognised
from ingest.statements.tables import Placement, Sheet, Table

_WIDTH = len(RawCell._fields)
_SAID = tuple(map(RawCell._fields.index, ("cell_role", "cell_kind", *Placement._fields[2:])))
"""Where the fields of a placement stand in RawCell."""
_UNREAD_ROLES: dict[CellKind, CellRole] = {
    "blank": "noise",
    "printed_number": "unplaced",
    "printed_zero": "unplaced",
    "text": "note",
    "unreadable": "note",
}
"""Of a cell that no statement has a place for: its numbers are unplaced, its words a note."""
_UNREAD_REASONS: dict[CellKind, str] = {"printed_number": "unrecognised_table", "printed_zero": "unrecognised_table"}


class CellRows(ColumnRows[RawCell]):
    """The cells of a document, in reading order. `runs` say which of them are of which grid: its statement (None for a
    grid that is none), first cell and end."""

    __slots__ = ("runs",)
    row_class = RawCell

    def __init__(self, columns: Sequence[list[Any]], runs: tuple[tuple[str | None, int, int], ...]) -> None:
        super().__init__(columns)
        self.runs = runs


def values_of(
    cells: Iterable[RawCell], *names: str, statements: Container[str] | None = None
) -> Iterable[tuple[Any, ...]]:
    """Some fields of all cells, or of those of some statements, without making the rows."""
    if isinstance(cells, CellRows):
        columns = list(map(cells.column, names))
        if statements is None:
            return zip(*columns, strict=True)
        runs = [slice(start, stop) for code, start, stop in cells.runs if code is not None and code in statements]
        return chain.from_iterable([zip(*[column[run] for column in columns], strict=True) for run in runs])
    chosen = cells if statements is None else [cell for cell in cells if cell.statement_code in statements]
    return map(attrgetter(*names), chosen)


def raw_cells(grids: Sequence[Recognised], sheets: Mapping[str, Sheet]) -> CellRows:
    """Every cell of every grid (fragment 0), each followed by what is glued into it. `sheets` are the statements read,
    by their code."""
    columns: tuple[list[Any], ...] = tuple([] for _ in range(_WIDTH))
    runs: list[tuple[str | None, int, int]] = []
    for grid in grids:
        start, code = len(columns[0]), grid.statement_code
        if code is None:
            _add_unread(columns, grid.table)
        else:
            _add_placed(columns, grid.table, code, sheets[code])
        runs.append((code, start, len(columns[0])))
    return CellRows(columns, tuple(runs))


def _add_unread(columns: tuple[list[Any], ...], table: Table) -> None:
    """The cells of a grid that is no statement."""
    cells: list[GridCell] = []
    for number, row in enumerate(table.grid.rows):
        count = len(row.cells)
        cells += row.cells
        columns[1].extend([number] * count)
        columns[2].extend(range(count))
        columns[5].extend([row.line] * count)
    texts = list(chain.from_iterable(table.texts))
    kinds = list(map(kind_of_text, texts))
    count = len(kinds)
    columns[3].extend([0] * count)
    columns[8].extend(texts)
    columns[9].extend(map(_UNREAD_ROLES.__getitem__, kinds))
    columns[10].extend(kinds)
    for nothing in columns[11:18]:
        nothing.extend([None] * count)
    columns[18].extend(map(_UNREAD_REASONS.get, kinds))
    _add_grid(columns, table, cells)


def _add_placed(columns: tuple[list[Any], ...], table: Table, statement_code: str, sheet: Sheet) -> None:
    """The cells of a statement's grid."""
    cells: list[GridCell] = []
    found: list[Placement | None] = []
    for number, (row, placed) in enumerate(zip(table.grid.rows, sheet.cells[table.index], strict=True)):
        glued = sheet.fragments.get((table.index, number))
        count = len(placed)
        if glued is None:
            cells += row.cells
            found += placed
            columns[2].extend(range(count))
            columns[3].extend([0] * count)
        else:
            places = [(column, part) for column in range(count) for part in range(len(glued.get(column, ())) + 1)]
            count = len(places)
            cells += [row.cells[column] for column, _ in places]
            found += [glued[column][part - 1] if part else placed[column] for column, part in places]
            columns[2].extend([column for column, _ in places])
            columns[3].extend([part for _, part in places])
        columns[1].extend([number] * count)
        columns[5].extend([row.line] * count)
    if not found:
        return
    whole = [place or _unread(cell.text) for place, cell in zip(found, cells, strict=True)] if None in found else found
    for place, values in zip(_SAID, zip(*whole, strict=True), strict=True):
        columns[place].extend(values)
    columns[11].extend([statement_code] * len(found))
    _add_grid(columns, table, cells)


def _add_grid(columns: tuple[list[Any], ...], table: Table, cells: Sequence[GridCell]) -> None:
    """Where the cells of a grid stand, but for row and column."""
    if not cells:
        return
    _, boxes, references = zip(*cells, strict=True)
    columns[0].extend([table.index] * len(cells))
    columns[4].extend([table.page] * len(cells))
    columns[6].extend([reference or None for reference in references] if any(references) else [None] * len(cells))
    columns[7].extend(map(printed_box, boxes) if any(boxes) else boxes)


def _unread(text: str) -> Placement:
    kind = kind_of_text(text)
    return Placement(_UNREAD_ROLES[kind], kind, text, reason=_UNREAD_REASONS.get(kind))


def printed_box(box: Box | None) -> str | None:
    """A box as it stands in raw: x0, top, x1, bottom to a hundredth of a point."""
    return "%.2f,%.2f,%.2f,%.2f" % box if box else None  # noqa: UP031 - a third of the time of four f-strings
