"""What calamine does not give of an XLSX sheet: number formats, error values, formulas without a stored value."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from zipfile import ZipFile

from lxml import etree

from ingest.model import DocumentRefusedError
from ingest.readers.containers import open_container, unpacked
from ingest.readers.number_formats import BUILTIN_FORMATS, GENERAL

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

Address = tuple[int, int]
"""Row and column, both from 0."""


@dataclass(slots=True)
class SheetFormats:
    """For one sheet: the format of each number, texts that replace calamine's value, and how far the cells reach."""

    formats: dict[Address, str] = field(default_factory=dict)
    replaced: dict[Address, str] = field(default_factory=dict)
    row_count: int = 0
    column_count: int = 0

    def reach(self, address: Address) -> None:
        """Extend the used area to a cell."""
        self.row_count = max(self.row_count, address[0] + 1)
        self.column_count = max(self.column_count, address[1] + 1)


def read_formats(content: bytes) -> list[SheetFormats]:
    """One entry for each sheet in the order of the workbook; raises DocumentRefusedError corrupt.

    Call `check_container` first: it bounds what is unpacked here and refuses entities.
    """
    with open_container(content) as archive:
        try:
            styles = _style_formats(archive)
            return [_sheet(archive, path, styles) for path in _sheet_paths(archive)]
        except (etree.XMLSyntaxError, KeyError, ValueError) as error:
            raise DocumentRefusedError("corrupt", f"The workbook's parts do not fit together: {error}") from error


def _member(archive: ZipFile, path: str) -> bytes:
    return b"".join(unpacked(archive, archive.getinfo(path)))


def _parse(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _named(root: Any, name: str) -> Iterator[Any]:
    return iter(root.iter(f"{{*}}{name}"))


def _sheet_paths(archive: ZipFile) -> list[str]:
    targets = {
        relation.get("Id"): relation.get("Target")
        for relation in _named(_parse(_member(archive, "xl/_rels/workbook.xml.rels")), "Relationship")
    }
    paths = []
    for sheet in _named(_parse(_member(archive, "xl/workbook.xml")), "sheet"):
        target = targets[sheet.get(_RELATION) or sheet.get(_STRICT_RELATION)]
        paths.append(target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}"))
    return paths


def _style_formats(archive: ZipFile) -> list[str]:
    """The number format of each cell style, by its index."""
    if "xl/styles.xml" not in archive.namelist():
        return []
    root = _parse(_member(archive, "xl/styles.xml"))
    own = {int(item.get("numFmtId")): item.get("formatCode") for item in _named(root, "numFmt")}
    known = BUILTIN_FORMATS | own
    return [
        known.get(int(style.get("numFmtId", "0")), GENERAL)
        for styles in _named(root, "cellXfs")
        for style in styles.iterchildren("{*}xf")
    ]


def _sheet(archive: ZipFile, path: str, styles: list[str]) -> SheetFormats:
    found = SheetFormats()
    row = column = -1
    source = io.BytesIO(_member(archive, path))
    for event, element in etree.iterparse(
        source, events=("start", "end"), tag=("{*}row", "{*}c"), resolve_entities=False, no_network=True
    ):
        is_row = element.tag.endswith("}row")
        if event == "start":
            if is_row:
                row, column = int(element.get("r", row + 2)) - 1, -1
            continue
        if is_row:
            element.clear()
            continue
        row, column = _address(element.get("r"), row, column)
        _cell(element, (row, column), styles, found)
    return found


def _address(reference: str | None, row: int, column: int) -> Address:
    """A cell's place; a cell without an address stands right of the one before."""
    if reference is None:
        return row, column + 1
    match = _ADDRESS.fullmatch(reference)
    if match is None:
        raise ValueError(f"{reference} is no cell address")
    number = 0
    for letter in match.group(1):
        number = number * 26 + ord(letter) - 64
    return int(match.group(2)) - 1, number - 1


def _cell(element: Any, address: Address, styles: list[str], found: SheetFormats) -> None:
    value, formula = element.findtext("{*}v"), element.findtext("{*}f")
    kind = element.get("t", "n")
    if not value and kind != "inlineStr":
        if formula:
            found.replaced[address] = f"={formula}"
            found.reach(address)
        return
    found.reach(address)
    if kind == "n":
        style = int(element.get("s", "0"))
        found.formats[address] = styles[style] if style < len(styles) else GENERAL
    elif kind == "e":
        found.replaced[address] = value or ""
