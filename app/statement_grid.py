"""The rows of a statement laid out as printed: pure functions from cell places to grids, no drawing.

A two-sided statement gives one grid for each side. Basic expenditure is printed in two or three column blocks side by
side and gives one grid for each block, and one for its total rows. Every other statement gives one grid.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

MOST_BLOCKS = 3


@dataclass(frozen=True, slots=True)
class GridLine:
    """One printed row of a grid: its cells by measure code. A place that the document does not have is no key."""

    side: str
    line_code: str
    label: str
    level: int | None
    is_total_row: bool
    cells: Mapping[str, Row]
    first_cell: Row


@dataclass(frozen=True, slots=True)
class Grid:
    """One grid: `block` names it (a side, a block's number, 'totals'), measures are in template order."""

    block: str
    measures: tuple[str, ...]
    lines: tuple[GridLine, ...]


def lay_out_statement(cells: Sequence[Row], layout: str) -> tuple[Grid, ...]:
    """The grids of a statement. `cells` are rows of rpt_statement_as_printed with titles; `layout` its dimension's."""
    if layout == "two_sided":
        sides = list(dict.fromkeys(cell["side"] for cell in cells))
        sides.sort(key=lambda side: side != "income")
        return tuple(_grid(side, [cell for cell in cells if cell["side"] == side]) for side in sides)
    if layout == "economic_blocks":
        return _economic_blocks(cells)
    by_template = layout == "measure_columns"
    return (_grid("", cells, by_template=by_template),) if cells else ()


def _economic_blocks(cells: Sequence[Row]) -> tuple[Grid, ...]:
    subjects = [cell for cell in cells if str(cell["line_code"])[:1].isdigit()]
    totals = [cell for cell in cells if not str(cell["line_code"])[:1].isdigit()]
    columns = sorted({cell["source_column"] for cell in subjects if cell["source_column"] is not None})
    if 1 < len(columns) <= MOST_BLOCKS:
        blocks = [[cell for cell in subjects if cell["source_column"] == column] for column in columns]
    else:
        # Pages whose columns are shifted against each other: reading order by code is the only order left.
        blocks = [sorted(subjects, key=lambda cell: str(cell["line_code"]))] if subjects else []
    grids = [_grid(str(number), block) for number, block in enumerate(blocks, start=1)]
    return tuple(grids) + ((_grid("totals", totals),) if totals else ())


def _grid(block: str, cells: Sequence[Row], *, by_template: bool = False) -> Grid:
    by_line: dict[tuple[Any, ...], list[Row]] = {}
    for cell in cells:
        by_line.setdefault((cell["side"], cell["line_code"], cell["table_index"], cell["row_order"]), []).append(cell)
    lines = [_line(members) for members in by_line.values()]
    if by_template:
        lines.sort(key=lambda line: _nulls_last(line.first_cell.get("line_ordinal")))
    return Grid(block, _measures(cells), tuple(lines))


def _line(cells: Sequence[Row]) -> GridLine:
    first = cells[0]
    return GridLine(
        side=first["side"],
        line_code=first["line_code"],
        label=first["line_label"] or "",
        level=first["level"],
        is_total_row=bool(first["is_total_row"]),
        cells={cell["measure_code"]: cell for cell in cells},
        first_cell=first,
    )


def _measures(cells: Iterable[Row]) -> tuple[str, ...]:
    ordinals: dict[str, tuple[bool, Any]] = {}
    for cell in cells:
        ordinal = cell.get("measure_template_ordinal") or cell.get("measure_ordinal")
        ordinals.setdefault(cell["measure_code"], _nulls_last(ordinal))
    return tuple(sorted(ordinals, key=lambda measure: ordinals[measure]))


def _nulls_last(ordinal: int | None) -> tuple[bool, int]:
    return (ordinal is None, ordinal or 0)
