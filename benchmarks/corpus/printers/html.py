"""A web page: headings, paragraphs, one table a statement; the first header row merges the cells it spans."""

from __future__ import annotations

from html import escape

from benchmarks.corpus.pieces import Piece, Text
from benchmarks.corpus.printers.spans import first_row_spans

_TAGS = {"title": "h1", "heading": "h2", "statement": "h3", "form": "h3"}


def render(pieces: list[Piece]) -> bytes:
    """UTF-8 bytes of a document."""
    parts = ['<!DOCTYPE html><html><head><meta charset="utf-8"><title>部门决算</title></head><body>']
    for piece in pieces:
        if isinstance(piece, Text):
            tag = _TAGS.get(piece.kind, "p")
            parts.append(f"<{tag}>{escape(piece.text)}</{tag}>")
            continue
        parts.append("<table>")
        for number, row in enumerate(piece.rows):
            parts.append("<tr>")
            if number == 0 and piece.header_rows:
                for text, span in first_row_spans(row):
                    parts.append(
                        f'<td colspan="{span}">{escape(text)}</td>' if span > 1 else f"<td>{escape(text)}</td>"
                    )
            else:
                parts += [f"<td>{escape(text)}</td>" for text in row]
            parts.append("</tr>")
        parts.append("</table>")
    parts.append("</body></html>")
    return "\n".join(parts).encode()
