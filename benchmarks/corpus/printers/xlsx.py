"""A workbook: a sheet for the cover, one for each statement with its title above, one for the words and each form.

Amounts are numbers under a format that shows two decimals, as publishers' workbooks hold them; texts that are no plain
number stay texts.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from benchmarks.corpus.pieces import Piece, Table, Text

_AMOUNT = re.compile(r"-?\d{1,3}(,\d{3})*\.\d\d|-?\d+\.\d\d")
_STARTS_A_SHEET = ("statement", "form")
_EPOCH = datetime.datetime(2000, 1, 1)


def render(pieces: list[Piece]) -> bytes:
    """The bytes of an XLSX file."""
    workbook = Workbook(write_only=True)
    workbook.properties.created = workbook.properties.modified = _EPOCH
    for number, group in enumerate(_sheets(pieces)):
        sheet = workbook.create_sheet(f"{number:02d}")
        for piece in group:
            if isinstance(piece, Text):
                sheet.append([piece.text])
            else:
                _append_table(sheet, piece)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _sheets(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """The cover, then each statement, the narrative behind the last statement, each form."""
    group: list[Piece] = []
    for piece in pieces:
        starts = isinstance(piece, Text) and (
            piece.kind in _STARTS_A_SHEET or (piece.kind == "heading" and piece.text.startswith("第"))
        )
        if starts and group:
            yield group
            group = []
        group.append(piece)
    yield group


def _append_table(sheet: WriteOnlyWorksheet, table: Table) -> None:
    for row in table.rows:
        cells: list[WriteOnlyCell | str | None] = []
        for text in row:
            if not _AMOUNT.fullmatch(text):
                cells.append(text or None)
                continue
            cell = WriteOnlyCell(sheet, Decimal(text.replace(",", "")))
            cell.number_format = "#,##0.00" if "," in text else "0.00"
            cells.append(cell)
        sheet.append(cells)
