"""Helpers of the parser tests: parse a text, look at its cells."""

from __future__ import annotations

from ingest.model import ParsedDocument, RawCell
from ingest.parse import parse_document
from ingest.readers.text import read
from ingest.vocabulary import cached_vocabulary


def parse_text(text: str) -> ParsedDocument:
    """Parse a document given as text."""
    content = text.encode()
    return parse_document("/somewhere/sample.txt", "sample.txt", content, read(content), cached_vocabulary())


def amount_key(cell: RawCell) -> tuple[str, str, str, str]:
    """statement, side, line, measure; empty text where there is none."""
    return (cell.statement_code or "", cell.side or "", cell.line_code or "", cell.measure_code or "")


def printed_amounts(parsed: ParsedDocument) -> list[tuple[tuple[str, str, str, str], str]]:
    """Key and text of each amount cell that prints a number, in the document's order."""
    return [
        (amount_key(cell), cell.text)
        for cell in parsed.cells
        if cell.cell_role == "amount" and cell.cell_kind in ("printed_number", "printed_zero")
    ]
