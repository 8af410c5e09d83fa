"""Workbooks (XLSX and XLS): calamine gives the values, one page a visible sheet, numbers as the sheet shows them."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
    XmlError,
    ZipError,
)

from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.model import DocumentRefusedError, GridCell, Page, SourceDocument
from ingest.readers import xls_formats, xlsx_formats
from ingest.readers.containers import check_container
from ingest.readers.layout import TableRow, blocks_from_rows
from ingest.readers.number_formats import GENERAL, shown_number
from ingest.readers.xlsx_formats import SheetFormats

_VBA_STORAGES = tuple(name.encode("utf-16-le") for name in ("_VBA_PROJECT_CUR", "_VBA_PROJECT\x00"))
_Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def read(content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Read all visible worksheets; `GridRow.line` is the sheet's row, `GridCell.reference` the cell's address.

    A merged cell prints in its first cell and leaves the others blank. Hidden sheets are not published to a reader and
    are named in the warnings. Raises DocumentRefusedError: encrypted, corrupt, has_macros, expansion_bomb,
    external_entity, too_many_pages (sheets, rows or cells).
    """
    is_xlsx = content.startswith(b"PK")
    if is_xlsx:
        check_container(content, limits)
    elif any(name in content for name in _VBA_STORAGES):
        raise DocumentRefusedError("has_macros", "The workbook holds a VBA project")
    formats = xlsx_formats.read_formats(content) if is_xlsx else xls_formats.read_formats(content)
    limits.check_pages(len(formats), "sheets")
    _check_extent(formats, limits)
    try:
        return _read_sheets(CalamineWorkbook.from_filelike(io.BytesIO(content)), formats, is_xlsx)
    except PasswordError as error:
        raise DocumentRefusedError("encrypted", "The workbook asks for a password") from error
    except (CalamineError, XmlError, ZipError) as error:
        raise DocumentRefusedError("corrupt", f"The workbook cannot be read: {error}") from error


def _check_extent(formats: Sequence[SheetFormats], limits: Limits) -> None:
    """Refuse before calamine lays out every place between the first and the last used cell."""
    rows = cells = 0
    for sheet in formats:
        rows += sheet.row_count
        cells += sheet.row_count * sheet.column_count
        limits.check_rows(rows, cells, "workbook")


def _read_sheets(workbook: CalamineWorkbook, formats: Sequence[SheetFormats], is_xlsx: bool) -> SourceDocument:
    pages: list[Page] = []
    warnings: list[str] = []
    sheets = workbook.sheets_metadata
    if len(sheets) != len(formats):
        raise DocumentRefusedError("corrupt", "The workbook's list of sheets does not fit its contents")
    for index, sheet in enumerate(sheets):
        if sheet.typ == SheetTypeEnum.MacroSheet or sheet.typ == SheetTypeEnum.Vba:
            raise DocumentRefusedError("has_macros", f"Sheet {sheet.name} is a macro sheet")
        if not _is_read(sheet):
            warnings.append(f"sheet {sheet.name} is hidden or no worksheet and was not read")
            continue
        rows = _rows(workbook.get_sheet_by_index(index), formats[index])
        pages.append(Page(len(pages) + 1, tuple(blocks_from_rows(rows)), sheet.name))
    if not pages:
        raise DocumentRefusedError("not_a_document", "The workbook has no visible worksheet")
    return SourceDocument("xlsx" if is_xlsx else "xls", tuple(pages), "", tuple(warnings))


def _is_read(sheet: SheetMetadata) -> bool:
    return sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible


def _rows(sheet: CalamineSheet, formats: SheetFormats) -> list[TableRow]:
    values = sheet.to_python(skip_empty_area=False)
    height = max(len(values), formats.row_count)
    width = max(max((len(row) for row in values), default=0), formats.column_count)
    rows = []
    for row in range(height):
        stored = values[row] if row < len(values) else []
        cells = tuple(
            GridCell(
                _text(stored[column] if column < len(stored) else "", (row, column), formats),
                None,
                f"{column_letters(column)}{row + 1}",
            )
            for column in range(width)
        )
        rows.append(TableRow(row + 1, cells))
    return rows


def _text(value: _Value, address: tuple[int, int], formats: SheetFormats) -> str:
    """What the cell shows; an error value and a formula without a result stand as their text, never as blank."""
    replaced = formats.replaced.get(address)
    if replaced is not None:
        return replaced
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return shown_number(float(value), formats.formats.get(address, GENERAL))
    return str(value)


def column_letters(column: int) -> str:
    """A, …, Z, AA, … for columns counted from 0."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
