"""OpenDocument workbooks (ODS): one page a visible sheet, every cell as the sheet shows it.

The file itself stores what a cell shows, beside its value (OpenDocument 1.3, part 3, 19.385 and 9.1.4): nothing has to
be formatted again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.model import DocumentRefusedError, GridCell, Page, SourceDocument
from ingest.readers.containers import check_container, open_container, unpacked
from ingest.readers.layout import TableRow, blocks_from_rows, join_texts
from ingest.readers.workbook import column_letters

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_ROW_GROUPS = (f"{_TABLE}table-header-rows", f"{_TABLE}table-row-group", f"{_TABLE}table-rows")
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_VALUES = ("value", "string-value", "date-value", "time-value", "boolean-value")
_MANIFEST = "META-INF/manifest.xml"
_MACRO_FOLDERS = ("Basic/", "Scripts/")


def read(content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Read all visible sheets; `GridRow.line` is the sheet's row, `GridCell.reference` the cell's address.

    A merged cell prints in its first cell and leaves the others blank; hidden sheets are named in the warnings. Raises
    DocumentRefusedError: encrypted, corrupt, has_macros, expansion_bomb, external_entity, too_many_pages.
    """
    check_container(content, limits)
    root = _content(content)
    hidden = _hidden_styles(root)
    pages: list[Page] = []
    warnings: list[str] = []
    counts = [0, 0]
    sheets = root.findall(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table")
    limits.check_pages(len(sheets), "sheets")
    for sheet in sheets:
        name = sheet.get(f"{_TABLE}name", "")
        if sheet.get(f"{_TABLE}style-name") in hidden:
            warnings.append(f"sheet {name} is hidden and was not read")
            continue
        rows = list(_rows(sheet, limits, counts))
        pages.append(Page(len(pages) + 1, tuple(blocks_from_rows(rows)), name))
    if not pages:
        raise DocumentRefusedError("not_a_document", "The workbook has no visible sheet")
    return SourceDocument("ods", tuple(pages), "", tuple(warnings))


def _content(content: bytes) -> Any:
    with open_container(content) as archive:
        names = archive.namelist()
        if any(name.startswith(_MACRO_FOLDERS) for name in names):
            raise DocumentRefusedError("has_macros", "The workbook holds macros")
        if _MANIFEST in names and b"encryption-data" in b"".join(unpacked(archive, archive.getinfo(_MANIFEST))):
            raise DocumentRefusedError("encrypted", "The workbook asks for a password")
        data = b"".join(unpacked(archive, archive.getinfo("content.xml")))
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise DocumentRefusedError("corrupt", f"The workbook's content cannot be parsed: {error}") from error


def _hidden_styles(root: Any) -> set[str]:
    """The styles of sheets that are not displayed."""
    return {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for properties in style.findall(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }


def _rows(sheet: Any, limits: Limits, counts: list[int]) -> Iterator[TableRow]:
    """The rows that print anything, a repeated row as often as it stands; `counts` are rows and cells so far."""
    number = 0
    for row in _row_elements(sheet):
        repeated = _count(row, "number-rows-repeated")
        cells = _cells(row, limits)
        if not any(cells):
            yield TableRow(number + 1, ())  # one stands for all: it parts what is above from what is below
            number += repeated
            continue
        counts[0] += repeated
        counts[1] += repeated * len(cells)
        limits.check_rows(counts[0], counts[1], "workbook")
        for _ in range(repeated):
            number += 1
            yield TableRow(
                number,
                tuple(GridCell(text, None, f"{column_letters(at)}{number}") for at, text in enumerate(cells)),
            )


def _row_elements(parent: Any) -> Iterator[Any]:
    for child in parent:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _row_elements(child)


def _cells(row: Any, limits: Limits) -> list[str]:
    """The texts of one row up to the last that prints anything: what is blank to the end of the sheet is no cell."""
    texts: list[str] = []
    blanks = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        repeated = _count(cell, "number-columns-repeated")
        text = _shown(cell) if cell.tag == _CELLS[0] else ""
        if not text:
            blanks += repeated
            continue
        limits.check_rows(1, len(texts) + blanks + repeated, "workbook")
        texts.extend([""] * blanks + [text] * repeated)
        blanks = 0
    return texts


def _count(element: Any, name: str) -> int:
    printed = element.get(f"{_TABLE}{name}", "1")
    if not printed.isascii() or not printed.isdigit():
        raise DocumentRefusedError("corrupt", f"{name} is {printed}")
    return max(int(printed), 1)


def _shown(cell: Any) -> str:
    """What the cell shows; where the file holds only its value, that."""
    lines = [_line(paragraph).strip() for paragraph in cell.findall(f"{_TEXT}p")]
    if lines:
        return join_texts(lines).strip()
    return next((value for name in _VALUES if (value := cell.get(f"{_OFFICE}{name}"))), "")


def _line(element: Any) -> str:
    text = element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            text += " " * min(_spaces(child), 100)
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            text += " "
        elif isinstance(child.tag, str) and child.tag != f"{_OFFICE}annotation":
            text += _line(child)
        text += child.tail or ""
    return text


def _spaces(element: Any) -> int:
    printed = element.get(f"{_TEXT}c", "1")
    return int(printed) if printed.isascii() and printed.isdigit() else 1
