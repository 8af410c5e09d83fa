"""A born-digital PDF: ruled tables from the top of a page, continued on the next without a header."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.corpus.pieces import Piece, Table

FONT = "STSong-Light"
_SIZE = 8.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 40.0, 800.0, 560.0, 30.0
_LINE = 13.0
_PADDING = 2.0


class _Page:
    """A canvas with a pen that moves down and turns the page."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.y = _TOP
        canvas.setFont(FONT, _SIZE)

    def turn(self) -> None:
        self.canvas.showPage()
        self.canvas.setFont(FONT, _SIZE)
        self.y = _TOP

    def write(self, text: str) -> None:
        for part in wrapped(text, _RIGHT - _LEFT) or [""]:
            if self.y < _BOTTOM + _LINE:
                self.turn()
            self.canvas.drawString(_LEFT, self.y - _SIZE, part)
            self.y -= _LINE


def render(pieces: list[Piece]) -> bytes:
    """The bytes of a PDF file; invariant, so that the same document gives the same bytes."""
    _register_font()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=landscape(A4), invariant=1)
    page = _Page(canvas)
    for piece in pieces:
        if isinstance(piece, Table):
            _draw_table(page, piece.rows)
            continue
        if piece.kind in ("statement", "form") and page.y < _TOP:
            page.turn()
        page.write(piece.text)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@cache
def _register_font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


@cache
def _width(text: str) -> float:
    return float(pdfmetrics.stringWidth(text, FONT, _SIZE))


def wrapped(text: str, width: float) -> list[str]:
    """A text broken into lines no wider than `width` points."""
    if _width(text) <= width:
        return [text] if text else []
    lines, line, used = [], "", 0.0
    for character in text:
        advance = _width(character)
        if line and used + advance > width:
            lines.append(line)
            line, used = "", 0.0
        line, used = line + character, used + advance
    return [*lines, line]


def _column_widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Columns as wide as their numbers need, the rest of the page for the labels."""
    columns = list(zip(*rows, strict=True))
    longest = [max((_width(cell) for cell in column), default=0.0) for column in columns]
    numbers = [max((_width(cell) for cell in column if _is_number(cell)), default=0.0) for column in columns]
    least = [max(number + 3 * _PADDING, 26.0) for number in numbers]
    spare = (_RIGHT - _LEFT) - sum(least)
    wanted = [max(0.0, want - have) for want, have in zip(longest, least, strict=True)]
    total = sum(wanted) or 1.0
    return [have + spare * want / total for have, want in zip(least, wanted, strict=True)]


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "").replace("-", "").isdigit()


def _draw_table(page: _Page, rows: Sequence[Sequence[str]]) -> None:
    widths = _column_widths(rows)
    borders = [_LEFT]
    for width in widths:
        borders.append(borders[-1] + width)
    page.y -= 4
    top = page.y
    page.canvas.line(borders[0], top, borders[-1], top)
    for row in rows:
        cells = [wrapped(text, width - 2 * _PADDING) for text, width in zip(row, widths, strict=True)]
        height = max(1, *map(len, cells)) * (_SIZE + 2) + 3
        if page.y - height < _BOTTOM:
            _draw_verticals(page.canvas, borders, top, page.y)
            page.turn()
            top = page.y
            page.canvas.line(borders[0], top, borders[-1], top)
        for lines, left in zip(cells, borders, strict=False):
            for number, line in enumerate(lines):
                page.canvas.drawString(left + _PADDING, page.y - (_SIZE + 2) * (number + 1), line)
        page.y -= height
        page.canvas.line(borders[0], page.y, borders[-1], page.y)
    _draw_verticals(page.canvas, borders, top, page.y)
    page.y -= 6


def _draw_verticals(canvas: Canvas, borders: Sequence[float], top: float, bottom: float) -> None:
    for x in borders:
        canvas.line(x, top, x, bottom)
