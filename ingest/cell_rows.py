"""The cells of a document as columns: what recognition made of every cell of every grid.

Cells come by the thousand and leave as Arrow columns, so that they are kept as columns from the start; as rows
(`RawCell`) they are made only for who asks for them one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, overload

from ingest.fold import kind_of_text
from ingest.model import Box, CellKind, CellRole, GridCell, RawCell
from ingest.statements.recognition import Recognised
from ingest.statements.tables import Key, Placement

_WIDTH = len(RawCell._fields)
_SAID = attrgetter("text", "role", "kind", "side", "line_code", "line_label", "line_evidence", "measure_code",
                   "measure_evidence", "reason")  # fmt: skip
_UNREAD_ROLES: dict[CellKind, CellRole] = {
    "blank": "noise",
    "printed_number": "unplaced",
    "printed_zero": "unplaced",
    "text": "note",
    "unreadable": "note",
}
"""Of a cell that no statement has a place for: its numbers are unplaced, its words a note."""
_UNREAD_REASONS: dict[CellKind, str] = {"printed_number": "unrecognised_table", "printed_zero": "unrecognised_table"}

Fragments = Mapping[tuple[int, int, int], Sequence[tuple[int, Placement]]]
"""table_index, row_index, column_index → what is glued into the cell, with its number."""


class CellRows(Sequence[RawCell]):
    """The cells of a document, in reading order: one list of values for each field of RawCell."""

    __slots__ = ("columns",)

    def __init__(self, columns: tuple[list[Any], ...]) -> None:
        self.columns = columns

    def column(self, name: str) -> list[Any]:
        """The values of one field."""
        return self.columns[RawCell._fields.index(name)]

    def __len__(self) -> int:
        return len(self.columns[0])

    @overload
    def __getitem__(self, index: int) -> RawCell: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[RawCell, ...]: ...
    def __getitem__(self, index: int | slice) -> RawCell | tuple[RawCell, ...]:
        if isinstance(index, slice):
            return tuple(self)[index]
        return RawCell._make(column[index] for column in self.columns)

    def __iter__(self) -> Iterator[RawCell]:
        return map(RawCell._make, zip(*self.columns, strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CellRows) and self.columns == other.columns

    __hash__ = None  # type: ignore[assignment]  # compared by columns that may grow: never a key


def values_of(cells: Iterable[RawCell], *names: str) -> Iterable[tuple[Any, ...]]:
    """Some fields of all cells, without making the rows."""
    if isinstance(cells, CellRows):
        return zip(*map(cells.column, names), strict=True)
    return map(attrgetter(*names), cells)


def raw_cells(grids: Sequence[Recognised], placements: Mapping[Key, Placement]) -> CellRows:
    """Every cell of every grid (fragment 0), each followed by what is glued into it."""
    fragments: dict[tuple[int, int, int], list[tuple[int, Placement]]] = {}
    for (table_index, row, column, fragment), placement in placements.items():
        if fragment:
            fragments.setdefault((table_index, row, column), []).append((fragment, placement))
    columns: tuple[list[Any], ...] = tuple([] for _ in range(_WIDTH))
    for grid in grids:
        if grid.statement_code is None:
            _add_unread(columns, grid)
        else:
            _add_placed(columns, grid, placements, fragments)
    return CellRows(columns)


def _add_unread(columns: tuple[list[Any], ...], grid: Recognised) -> None:
    """The cells of a grid that is no statement."""
    table = grid.table
    before = len(columns[0])
    for number, row in enumerate(table.grid.rows):
        texts = table.texts[number]
        count = len(texts)
        columns[1].extend([number] * count)
        columns[2].extend(range(count))
        columns[5].extend([row.line] * count)
        columns[6].extend([cell.reference or None for cell in row.cells])
        columns[7].extend([printed_box(cell.box) for cell in row.cells])
        columns[8].extend(texts)
    texts_added = columns[8][before:]
    kinds = list(map(kind_of_text, texts_added))
    count = len(kinds)
    columns[0].extend([table.index] * count)
    columns[3].extend([0] * count)
    columns[4].extend([table.page] * count)
    columns[9].extend(map(_UNREAD_ROLES.__getitem__, kinds))
    columns[10].extend(kinds)
    for nothing in columns[11:18]:
        nothing.extend([None] * count)
    columns[18].extend(map(_UNREAD_REASONS.get, kinds))


def _add_placed(
    columns: tuple[list[Any], ...], grid: Recognised, placements: Mapping[Key, Placement], fragments: Fragments
) -> None:
    """The cells of a statement's grid."""
    table, index = grid.table, grid.table.index
    found: list[Placement] = []
    places: list[tuple[int, int, int, int | None, GridCell]] = []  # row, column, fragment, line, cell
    for number, row in enumerate(table.grid.rows):
        line = row.line
        for column, cell in enumerate(row.cells):
            placement = placements.get((index, number, column, 0))
            found.append(placement or _unread(cell.text))
            places.append((number, column, 0, line, cell))
            for fragment, part in fragments.get((index, number, column), ()) if placement else ():
                found.append(part)
                places.append((number, column, fragment, line, cell))
    if not found:
        return
    count = len(found)
    rows, numbers, parts, lines, cells = zip(*places, strict=True)
    said = list(zip(*map(_SAID, found), strict=True))
    columns[0].extend([index] * count)
    columns[4].extend([table.page] * count)
    columns[6].extend([cell.reference or None for cell in cells])
    columns[7].extend([printed_box(cell.box) for cell in cells])
    columns[11].extend([grid.statement_code] * count)
    for place, values in ((1, rows), (2, numbers), (3, parts), (5, lines)):
        columns[place].extend(values)
    for place, values in zip((8, 9, 10, *range(12, _WIDTH)), said, strict=True):
        columns[place].extend(values)


def _unread(text: str) -> Placement:
    kind = kind_of_text(text)
    return Placement(_UNREAD_ROLES[kind], kind, text, reason=_UNREAD_REASONS.get(kind))


def printed_box(box: Box | None) -> str | None:
    """A box as it stands in raw: x0, top, x1, bottom to a hundredth of a point."""
    return "%.2f,%.2f,%.2f,%.2f" % box if box else None  # noqa: UP031 - a third of the time of four f-strings
