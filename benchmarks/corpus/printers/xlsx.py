"""A workbook: a sheet for the cover, one for each statement with its title above, one for the words and each form.

Amounts are numbers under a format that shows two decimals, as publishers' workbooks hold them; texts that are no plain
number stay texts.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from benchmarks.corpus.pieces import Piece, Table, Text

_AMOUNT = re.compile(r"-?\d{1,3}(,\d{3})*\.\d\d|-?\d+\.\d\d")
_STARTS_A_SHEET = ("statement", "form")
_MOMENT = re.compile(rb">\d{4}-\d\d-\d\dT[\d:]+Z<")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def render(pieces: list[Piece]) -> bytes:
    """The bytes of an XLSX file."""
    workbook = Workbook(write_only=True)
    for number, group in enumerate(_sheets(pieces)):
        sheet = workbook.create_sheet(f"{number:02d}")
        for piece in group:
            if isinstance(piece, Text):
                sheet.append([piece.text])
            else:
                _append_table(sheet, piece)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return _without_times(buffer.getvalue())


def _without_times(content: bytes) -> bytes:
    """The same workbook without the moment at which it was saved: the same bytes on every day."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _MOMENT.sub(b">2000-01-01T00:00:00Z<", part)
            new.writestr(zipfile.ZipInfo(name, _EPOCH), part, zipfile.ZIP_DEFLATED)
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
