"""The glyphs of a PDF page, from pdfium's text page, in points from the shown page's top left corner."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.limits import Limits
from ingest.model import DocumentRefusedError
from ingest.readers.pdf_geometry import Glyph, Transform

_REPLACEMENT = "\ufffd"
_LAST_GENERATED = 0x2D  # pdfium generates spaces, line ends and hyphens only
_ASCENT = 0.88  # share of the em box above the baseline in CJK fonts
_UPRIGHT_DEGREES = 8.0
_RUN_SHARE = 0.3  # of the em: how far the pen may move inside one string


@dataclass(frozen=True, slots=True)
class _TextStyle:
    """How the characters of one text object stand: the angle they read at, clockwise, and how far their em box goes
    above and below the baseline."""

    angle: int | None  # None for slanted text
    above: float
    below: float


def read_glyphs(page: pypdfium2.PdfPage, upright: Transform, limits: Limits) -> tuple[list[Glyph], list[str], int]:
    """All glyphs but the spaces and line ends that pdfium adds; slanted characters; how many have no character.

    The box is the em box on the baseline, not the font's own box: fonts of one line may claim very different heights,
    and a full-width comma would fall out of its line.
    """
    text_page = page.get_textpage()
    raw = text_page.raw
    count = pdfium.FPDFText_CountChars(raw)
    if count > limits.max_page_objects:
        raise DocumentRefusedError("too_many_pages", f"{count} characters on a page")
    pen = _Pen(raw, upright)
    unmapped = 0
    get_unicode, is_generated, is_unmapped, add = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_IsGenerated,
        pdfium.FPDFText_HasUnicodeMapError,
        pen.add,
    )
    for index in range(count):
        code = get_unicode(raw, index)
        if code <= _LAST_GENERATED and is_generated(raw, index) == 1:
            continue
        text = _character(code)
        if text == _REPLACEMENT or is_unmapped(raw, index) == 1:
            text = _REPLACEMENT
            unmapped += 1
        if text:
            add(index, text)
    text_page.close()
    return pen.glyphs, pen.slanted, unmapped


class _Pen:
    """Collects the glyphs of one text page; the places of pdfium's answers are made once and used for every glyph."""

    def __init__(self, raw: Any, upright: Transform) -> None:
        self.glyphs: list[Glyph] = []
        self.slanted: list[str] = []
        self._raw = raw
        self._upright = upright
        self._is_straight = upright.b == upright.c == 0.0 and upright.a > 0
        self._box = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix = pdfium.FS_MATRIX()
        self._styles: dict[tuple[float, ...], _TextStyle] = {}
        self._owner = -1
        self._owner_style = _TextStyle(None, 0.0, 0.0)

    def add(self, index: int, text: str) -> None:
        """Take one character; one without a box is not printed."""
        raw, box, upright = self._raw, self._box, self._upright
        if not pdfium.FPDFText_GetLooseCharBox(raw, index, box):
            return
        style = self._style(index)
        if style.angle is None:
            self.slanted.append(text)
            return
        pdfium.FPDFText_GetCharOrigin(raw, index, self._x, self._y)
        last = self.glyphs[-1] if self.glyphs else None
        if style.angle == 0 and self._is_straight:  # nearly every glyph: the same as below, without the general case
            bottom = upright.d * self._y.value + upright.f + style.below
            left, right = upright.a * box.left + upright.e, upright.a * box.right + upright.e
            height = style.above + style.below
            reach = height * _RUN_SHARE
            goes_on = last and -reach <= left - last.x1 <= reach and -reach <= bottom - last.bottom <= reach
            run = last.run if goes_on and last else index
            self.glyphs.append(Glyph(text, left, bottom - height, right, bottom, 0, run))
        else:
            corners = (*upright(box.left, box.bottom), *upright(box.right, box.top))
            glyph = _on_baseline(text, style, upright(self._x.value, self._y.value), corners, index)
            self.glyphs.append(_in_run(glyph, last) if last else glyph)

    def _style(self, index: int) -> _TextStyle:
        """The style of a character's text object; many objects hold one character, so styles are kept by matrix too."""
        owner = ctypes.c_void_p.from_buffer(pdfium.FPDFText_GetTextObject(self._raw, index)).value or 0
        if owner == self._owner:
            return self._owner_style
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(self._raw, index, matrix)
        key = (matrix.a, matrix.b, matrix.c, matrix.d, pdfium.FPDFText_GetFontSize(self._raw, index))
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = _text_style(key, self._upright)
        self._owner, self._owner_style = owner, style
        return style


def _in_run(glyph: Glyph, last: Glyph) -> Glyph:
    """Give the glyph the string of the one before where it goes on; where the pen was moved it keeps its own."""
    if glyph.angle != last.angle:
        return glyph
    start, _, base = _along(glyph)
    _, end, last_base = _along(last)
    reach = (glyph.bottom - glyph.top if glyph.angle in (0, 180) else glyph.x1 - glyph.x0) * _RUN_SHARE
    goes_on = abs(base - last_base) <= reach and abs(start - end) <= reach
    return Glyph(*glyph[:-1], last.run) if goes_on else glyph


def _along(glyph: Glyph) -> tuple[float, float, float]:
    """Start and end of a glyph in its reading direction, and the place of its baseline across it."""
    if glyph.angle == 0:
        return glyph.x0, glyph.x1, glyph.bottom
    if glyph.angle == 90:
        return glyph.top, glyph.bottom, glyph.x0
    if glyph.angle == 180:
        return -glyph.x1, -glyph.x0, glyph.top
    return -glyph.bottom, -glyph.top, glyph.x1


def _text_style(key: tuple[float, float, float, float, float], upright: Transform) -> _TextStyle:
    """The style from the linear part of a text matrix and the font size."""
    a, b, c, d, size = key
    x0, y0 = upright(0.0, 0.0)
    along_x, along_y = upright(a, b)
    angle = math.degrees(math.atan2(along_y - y0, along_x - x0))
    quarter = round(angle / 90) * 90
    em = size * math.hypot(c, d)
    is_upright = abs(angle - quarter) <= _UPRIGHT_DEGREES
    return _TextStyle(quarter % 360 if is_upright else None, _ASCENT * em, (1 - _ASCENT) * em)


def _on_baseline(
    text: str,
    style: _TextStyle,
    origin: tuple[float, float],
    corners: tuple[float, float, float, float],
    run: int,
) -> Glyph:
    """The glyph's box: its advance along the line, the em box across it."""
    left, right = sorted((corners[0], corners[2]))
    high, low = sorted((corners[1], corners[3]))
    above, below = style.above, style.below
    x, y = origin
    if style.angle == 0:
        return Glyph(text, left, y - above, right, y + below, 0, run)
    if style.angle == 180:
        return Glyph(text, left, y - below, right, y + above, 180, run)
    if style.angle == 90:
        return Glyph(text, x - below, high, x + above, low, 90, run)
    return Glyph(text, x - above, high, x + below, low, 270, run)


def _character(code: int) -> str:
    """One character; nothing for control characters, U+FFFD for what is not in Unicode or privately used."""
    if 0 < code < 0x20 or code == 0x7F or code == 0xFEFF:
        return ""
    if code == 0 or 0xD800 <= code < 0xF900 or code > 0x10FFFF or code in (0xFFFD, 0xFFFE, 0xFFFF):
        return _REPLACEMENT
    return chr(code)
