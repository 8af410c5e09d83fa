"""What the tests of the forms share: documents made of text or of grids, and readings by item."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from ingest.evaluations import EvaluationCell, EvaluationReadings, cached_evaluation_vocabulary, read_evaluations
from ingest.model import Grid, GridCell, GridRow, Page, SourceDocument
from ingest.readers.text import read

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "evaluations"
INDICATOR_FIELDS = ("level_1", "level_2", "level_3", "target", "actual", "weight", "score")


def read_text_forms(content: bytes) -> EvaluationReadings:
    """The forms of a text document."""
    return read_evaluations(read(content), cached_evaluation_vocabulary())


def grid_document(*grids: Sequence[Sequence[str]]) -> SourceDocument:
    """A document of one page for each grid, as the readers of PDF, Word and workbooks give it."""
    pages = []
    for number, rows in enumerate(grids, start=1):
        grid = Grid(tuple(GridRow(None, tuple(GridCell(text) for text in row)) for row in rows))
        pages.append(Page(number, (grid,)))
    return SourceDocument("docx", tuple(pages))


def read_grid_forms(*grids: Sequence[Sequence[str]]) -> EvaluationReadings:
    """The forms of a document of grids."""
    return read_evaluations(grid_document(*grids), cached_evaluation_vocabulary())


def cells_of(readings: EvaluationReadings, form_number: int, item_kind: str) -> dict[tuple[int, str], EvaluationCell]:
    """(item number, field) → cell of one printed copy."""
    return {
        (cell.item_number, cell.field_code): cell
        for cell in readings.cells
        if cell.form_number == form_number and cell.item_kind == item_kind
    }


def indicator_rows(readings: EvaluationReadings, form_number: int) -> list[tuple[str | None, ...]]:
    """The indicators of one printed copy as printed, levels first and score last."""
    cells = cells_of(readings, form_number, "indicator")
    numbers = dict.fromkeys(number for number, _ in cells)
    return [tuple(cells[number, field].value for field in INDICATOR_FIELDS) for number in numbers]


def fund_rows(readings: EvaluationReadings, form_number: int) -> dict[str, tuple[str | None, ...]]:
    """source → initial, adjusted, executed of one printed copy."""
    found: dict[str, dict[str, str | None]] = {}
    for cell in readings.funds:
        if cell.form_number == form_number:
            found.setdefault(cell.item_key, {})[cell.field_code] = cell.value
    return {key: tuple(row.get(phase) for phase in ("initial", "adjusted", "executed")) for key, row in found.items()}


def csv_rows(name: str) -> list[dict[str, str]]:
    """The rows of a hand-made CSV file of expected figures."""
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
