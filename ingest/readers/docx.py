"""Word documents (DOCX): tables with merged cells become grids, the paragraphs around them lines, in reading order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.model import DocumentRefusedError, Grid, GridCell, Page, Paragraph, SourceDocument
from ingest.readers.containers import check_container
from ingest.readers.layout import TableRow, blocks_from_rows, join_texts

Element = Any  # lxml's element, which python-docx gives without a type

_WRAPPERS = frozenset(
    qn(tag) for tag in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag", "w:hyperlink")
)
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_UNSEEN = frozenset(qn(tag) for tag in ("w:del", "w:moveFrom", "w:rPr", "w:pPr", "w:instrText"))
_MAX_SPAN = 1000
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_RUN, _TEXT, _TAB = qn("w:r"), qn("w:t"), qn("w:tab")
_BREAKS = frozenset(qn(tag) for tag in ("w:br", "w:cr"))
_HYPHEN, _TEXT_BOX = qn("w:noBreakHyphen"), qn("w:txbxContent")
_VALUE = qn("w:val")


@dataclass(slots=True)
class _Flow:
    """Blocks found so far; the running line counts paragraphs and table rows from 1."""

    limits: Limits
    blocks: list[Paragraph | Grid] = field(default_factory=list)
    line: int = 0
    rows: int = 0
    cells: int = 0
    tables: int = 0

    def add_paragraph(self, text: str) -> None:
        """One paragraph for each printed line."""
        for line in text.split("\n"):
            if line.strip():
                self.line += 1
                self.blocks.append(Paragraph(self.line, line.strip()))


def read(content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Read the body of a Word document into a document of one page: Word files hold no page breaks that can be known.

    `GridCell.reference` is tbl[n]/tr[n]/tc[n], tables counted as they begin. Deleted and hidden text is not read.
    Raises DocumentRefusedError: corrupt, encrypted, expansion_bomb, external_entity, has_macros, too_many_pages.
    """
    check_container(content, limits)
    try:
        body = Document(io.BytesIO(content)).element.body
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise DocumentRefusedError("corrupt", f"The Word document cannot be opened: {error}") from error
    flow = _Flow(limits)
    for child in _children(body):
        _block(child, flow, 1)
    return SourceDocument("docx", (Page(1, tuple(flow.blocks)),))


def _children(element: Element) -> Iterator[Element]:
    """The children, those of wrappers (content controls, insertions, links) in their place."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from _children(child)
        elif child.tag == _ALTERNATIVES:
            for choice in child[:1]:  # the fallback says the same again
                yield from _children(choice)
        elif child.tag not in _UNSEEN:
            yield child


def _block(element: Element, flow: _Flow, depth: int) -> None:
    flow.limits.check_nesting(depth, "tables inside tables")
    if element.tag == _PARAGRAPH:
        flow.add_paragraph(_text(element))
        for box in _text_boxes(element):
            for child in _children(box):
                _block(child, flow, depth + 1)
    elif element.tag == _TABLE:
        _table(element, flow, depth)


def _text(element: Element) -> str:
    """The printed text of a paragraph; that of text boxes anchored in it is left out."""
    pieces: list[str] = []
    for child in _children(element):
        if child.tag == _RUN and not _is_hidden(child):
            pieces.extend(_run_text(child))
    return "".join(pieces)


def _run_text(run: Element) -> Iterator[str]:
    for child in _children(run):
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag == _TAB:
            yield "\t"
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag == _HYPHEN:
            yield "-"


def _is_hidden(run: Element) -> bool:
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return vanish is not None and vanish.get(_VALUE, "1") not in ("0", "false", "off")


def _text_boxes(element: Element) -> Iterator[Element]:
    """The contents of text boxes anchored in a paragraph, each once."""
    for child in _children(element):
        if child.tag == _TEXT_BOX:
            yield child
        else:
            yield from _text_boxes(child)


def _table(table: Element, flow: _Flow, depth: int) -> None:
    flow.tables += 1
    path = f"tbl[{flow.tables}]"
    rows: list[TableRow] = []
    nested: list[Element] = []
    for row_number, row in enumerate((child for child in _children(table) if child.tag == _ROW), start=1):
        cells = [GridCell("")] * _row_value(row, "w:gridBefore")
        for cell_number, cell in enumerate((child for child in _children(row) if child.tag == _CELL), start=1):
            cells.append(GridCell(_cell_text(cell), None, f"{path}/tr[{row_number}]/tc[{cell_number}]"))
            cells.extend([GridCell("")] * (_cell_span(cell) - 1))
            nested.extend(child for child in _children(cell) if child.tag == _TABLE)
        flow.line += 1
        flow.rows += 1
        flow.cells += len(cells)
        flow.limits.check_rows(flow.rows, flow.cells, f"{path}/tr[{row_number}]")
        rows.append(TableRow(flow.line, tuple(cells)))
    flow.blocks.extend(blocks_from_rows(rows))
    for inner in nested:
        _block(inner, flow, depth + 1)


def _cell_text(cell: Element) -> str:
    """The cell's paragraphs as its lines; a cell merged into the one above prints nothing of its own."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    if merge is not None and merge.get(_VALUE, "continue") == "continue":
        return ""
    paragraphs = [_text(child) for child in _children(cell) if child.tag == _PARAGRAPH]
    lines = [line.strip() for paragraph in paragraphs for line in paragraph.split("\n")]
    return join_texts([line for line in lines if line])


def _cell_span(cell: Element) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return _count(None if span is None else span.get(_VALUE), 1)


def _row_value(row: Element, name: str) -> int:
    found = row.find(f"{qn('w:trPr')}/{qn(name)}")
    return _count(None if found is None else found.get(_VALUE), 0)


def _count(value: str | None, least: int) -> int:
    if value is None or not value.isascii() or not value.isdigit() or len(value) > 9:
        return least
    return min(max(int(value), least), _MAX_SPAN)
