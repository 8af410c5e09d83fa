"""PDF documents drawn by the tests with all, some or none of the lines of their tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ingest.fold import is_number
from tests.python.ingest.reader_samples import COVER, FONT, Rows, Statement, pdf_bytes


@dataclass(frozen=True)
class Layout:
    """How the tables of a document are drawn."""

    lines: str = "none"  # none | frame | horizontal | all
    numbers: str = "right"  # left | right | centre
    headers: str = "left"
    padding: float = 24.0
    rows_per_page: int = 100
    statements_per_page: int = 1
    row_height: float = 18.0


def document_bytes(statements: Sequence[Statement], layout: Layout = Layout()) -> bytes:
    """The statements, each under its title and note; columns as wide as their widest text and the padding."""
    pdf_bytes(())  # registers the font
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(landscape(A4)[0] * 1.6, 900))
    canvas.setFont(FONT, 10)
    canvas.drawString(60, 860, COVER)
    canvas.showPage()
    for number, statement in enumerate(statements):
        for start in range(0, len(statement.rows), layout.rows_per_page):
            if number % layout.statements_per_page == 0 or start:
                canvas.setFont(FONT, 10)
                top = 860.0
            if not start:
                width = sum(_widths(statement.rows, layout))
                canvas.drawCentredString(60 + width / 2, top, statement.title)
                canvas.drawString(60, top - 20, statement.note)
                top -= 28
            top = _draw(canvas, statement.rows, (start, start + layout.rows_per_page), top, layout) - 30
            if (number + 1) % layout.statements_per_page == 0 or start + layout.rows_per_page < len(statement.rows):
                canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _widths(rows: Rows, layout: Layout) -> list[float]:
    texts = zip(*rows, strict=True)
    return [max(stringWidth(text, FONT, 10) for text in column) + layout.padding for column in texts]


def _draw(canvas: Canvas, rows: Rows, shown: tuple[int, int], top: float, layout: Layout) -> float:
    borders = [60.0]
    for width in _widths(rows, layout):
        borders.append(borders[-1] + width)
    printed = rows[slice(*shown)]
    heights = [top - layout.row_height * number for number in range(len(printed) + 1)]
    for number, y in enumerate(heights):
        if layout.lines in ("horizontal", "all") or (layout.lines == "frame" and number in (0, len(printed))):
            canvas.line(borders[0], y, borders[-1], y)
    for number, x in enumerate(borders):
        if layout.lines == "all" or (layout.lines == "frame" and number in (0, len(borders) - 1)):
            canvas.line(x, heights[0], x, heights[-1])
    for row, y in zip(printed, heights, strict=False):
        for text, left, right in zip(row, borders, borders[1:], strict=False):
            side = layout.numbers if is_number(text) and "." in text else layout.headers
            _write(canvas, text, left, right, y - layout.row_height + 5, side)
    return heights[-1]


def _write(canvas: Canvas, text: str, left: float, right: float, y: float, side: str) -> None:
    if side == "left":
        canvas.drawString(left + 8, y, text)
    elif side == "right":
        canvas.drawRightString(right - 8, y, text)
    else:
        canvas.drawCentredString((left + right) / 2, y, text)
