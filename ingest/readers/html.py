"""Web pages: tables with merged cells become grids, the text around them paragraphs, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.model import DocumentRefusedError, Grid, GridCell, Page, Paragraph, SourceDocument
from ingest.readers import text as text_reader
from ingest.readers.layout import TableRow, blocks_from_rows, join_texts

_DECLARED_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w\-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_HEAD_BYTES = 8192
_GB_FAMILY = frozenset({"gb2312", "gbk", "gb18030", "x-gbk", "cp936", "hz-gb-2312", "gb_2312-80"})
_UNSEEN_TAGS = frozenset({"script", "style", "template", "noscript", "head", "title", "select", "textarea", "button"})
_FLOW_TAGS = frozenset({"address", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "form"})
_TEXT_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"})
_PAGE_TAGS = frozenset({"article", "aside", "body", "footer", "header", "html", "main", "nav", "section"})
_TABLE_TAGS = frozenset({"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"})
_BLOCK_TAGS = _FLOW_TAGS | _TEXT_TAGS | _PAGE_TAGS | _TABLE_TAGS
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_NUMBER = re.compile(r"\d[\d,，]*\.\d+")
_MAX_SPAN = 1000  # the HTML standard's own bound for colspan


@dataclass(slots=True)
class _Flow:
    """Blocks found so far; the running line counts paragraphs and table rows from 1."""

    limits: Limits
    blocks: list[Paragraph | Grid] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    line: int = 0
    rows: int = 0
    cells: int = 0

    def end_paragraph(self) -> None:
        """What has been gathered is one paragraph."""
        for text in _printed_lines(self.pending):
            self.line += 1
            self.blocks.append(Paragraph(self.line, text))
        self.pending = []


def read(content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Read one web page into a document of one page.

    `GridCell.reference` is the cell's element path. Raises DocumentRefusedError: external_entity, undecodable_text,
    corrupt, expansion_bomb (nesting), too_many_pages (rows or cells).
    """
    if _ENTITY.search(content):
        raise DocumentRefusedError("external_entity", "The page declares entities")
    markup, encoding = _decoded(content)
    parser = HTMLParser(huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(_XML_DECLARATION.sub("", markup), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DocumentRefusedError("corrupt", f"The page cannot be parsed: {error}") from error
    for entry in parser.error_log:
        if entry.type_name == "ERR_RESOURCE_LIMIT":  # the parser stopped there and gives what came before
            raise DocumentRefusedError("expansion_bomb", f"The page is over a limit of the parser: {entry.message}")
    flow = _Flow(limits)
    _walk(root, flow, 1)
    flow.end_paragraph()
    return SourceDocument("html", (Page(1, tuple(flow.blocks)),), encoding)


def _decoded(content: bytes) -> tuple[str, str]:
    """The declared encoding if it fits, GB18030 for all of its family; else what the text reader finds."""
    found = _DECLARED_CHARSET.search(content[:_HEAD_BYTES])
    if found and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = found.group(1).decode("ascii", errors="replace").lower()
        encoding = "gb18030" if name in _GB_FAMILY else name
        try:
            return content.decode(encoding), encoding
        except (LookupError, UnicodeDecodeError):
            return text_reader.decode(content)
    return text_reader.decode(content)


def _walk(element: HtmlElement, flow: _Flow, depth: int) -> None:
    flow.limits.check_nesting(depth, str(element.tag))
    if _is_unseen(element):
        return
    tag = element.tag
    if tag == "table":
        flow.end_paragraph()
        _table(element, flow, depth)
        return
    if tag == "br":
        flow.pending.append("\n")
        return
    is_block = tag in _BLOCK_TAGS
    if is_block:
        flow.end_paragraph()
    flow.pending.append(_collapsed(element.text))
    for child in element:
        _walk(child, flow, depth + 1)
        flow.pending.append(_collapsed(child.tail))
    if is_block:
        flow.end_paragraph()


def _is_unseen(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN_TAGS or "hidden" in element.attrib:
        return True
    return bool(_UNSEEN_STYLE.search(element.get("style", "")))


def _collapsed(text: str | None) -> str:
    return _SPACE.sub(" ", text) if text else ""


def _printed_lines(pieces: list[str]) -> Iterator[str]:
    for line in "".join(pieces).split("\n"):
        stripped = _SPACE.sub(" ", line).strip(" \xa0")
        if stripped:
            yield stripped


def _table(table: HtmlElement, flow: _Flow, depth: int) -> None:
    """A table of data becomes a grid and the tables in its cells follow; a table that only arranges the page is text.

    A table arranges when it holds other tables and no amount of its own.
    """
    rows = list(_own_rows(table))
    inner = [nested for row in rows for cell in _row_cells(row) for nested in _outermost_tables(cell)]
    if inner and not any(_NUMBER.search(_cell_text(cell)) for row in rows for cell in _row_cells(row)):
        for row in rows:
            for cell in _row_cells(row):
                _walk(cell, flow, depth + 1)
        return
    for caption in table.iterchildren("caption"):
        _walk(caption, flow, depth + 1)
    flow.blocks.extend(blocks_from_rows(_laid_out(table, rows, flow)))
    for nested in inner:
        _walk(nested, flow, depth + 1)


def _own_rows(table: HtmlElement) -> Iterator[HtmlElement]:
    for child in table:
        if child.tag == "tr" and not _is_unseen(child):
            yield child
        elif child.tag in ("thead", "tbody", "tfoot") and not _is_unseen(child):
            yield from (row for row in child.iterchildren("tr") if not _is_unseen(row))


def _row_cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row.iterchildren("td", "th") if not _is_unseen(cell)]


def _outermost_tables(element: HtmlElement) -> Iterator[HtmlElement]:
    for child in element:
        if child.tag == "table":
            yield child
        elif isinstance(child.tag, str):
            yield from _outermost_tables(child)


def _laid_out(table: HtmlElement, rows: list[HtmlElement], flow: _Flow) -> list[TableRow]:
    """Rows with every column in its place: a merged cell prints in its first place and leaves the others blank."""
    path = str(table.getroottree().getpath(table))
    reserved: dict[int, int] = {}  # column → rows below that a merged cell still covers
    laid_out = []
    for row_number, row in enumerate(rows, start=1):
        cells: dict[int, GridCell] = {}
        covered = {column for column, left in reserved.items() if left > 0}
        reserved = {column: left - 1 for column, left in reserved.items() if left > 1}
        column = 0
        for cell_number, cell in enumerate(_row_cells(row), start=1):
            while column in covered:
                column += 1
            cells[column] = GridCell(_cell_text(cell), None, f"{path}/tr[{row_number}]/*[{cell_number}]")
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            if height > 1:
                reserved |= dict.fromkeys(range(column, column + width), height - 1)
            column += width
        last = max([column - 1, *covered], default=-1)
        flow.line += 1
        flow.rows += 1
        flow.cells += last + 1
        flow.limits.check_rows(flow.rows, flow.cells, f"table row {row_number}")
        laid_out.append(TableRow(flow.line, tuple(cells.get(place, GridCell("")) for place in range(last + 1))))
    return laid_out


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 10 else 1


def _cell_text(cell: HtmlElement) -> str:
    """The cell's own text, that of nested tables left out; paragraphs and line breaks are its lines."""
    pieces: list[str] = []
    _gather(cell, pieces)
    return join_texts(list(_printed_lines(pieces)))


def _gather(element: HtmlElement, pieces: list[str]) -> None:
    is_block = element.tag in _BLOCK_TAGS
    if is_block:
        pieces.append("\n")
    pieces.append(_collapsed(element.text))
    for child in element:
        if child.tag == "br":
            pieces.append("\n")
        elif child.tag != "table" and not _is_unseen(child):
            _gather(child, pieces)
        pieces.append(_collapsed(child.tail))
    if is_block:
        pieces.append("\n")
