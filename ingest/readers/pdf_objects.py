"""What one PDF page holds: glyphs and ruling lines, on the page turned upright."""

from __future__ import annotations

import ctypes
from collections import Counter
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.limits import Limits
from ingest.model import DocumentRefusedError
from ingest.readers.pdf_edges import read_edges
from ingest.readers.pdf_geometry import Edge, Glyph, Transform
from ingest.readers.pdf_glyphs import read_glyphs

_CALIBRATION = 10_000  # device units for reading off the page's transformation; any large number does


@dataclass(frozen=True, slots=True)
class PageObjects:
    """What one page holds."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    edges: tuple[Edge, ...]
    slanted_text: str  # watermarks and stamps, kept out of the cells they lie across
    image_count: int
    unmapped_count: int


def load_page_objects(page: pypdfium2.PdfPage, limits: Limits) -> PageObjects:
    """Read one page; a page whose text mostly stands on its side is turned upright first.

    Raises DocumentRefusedError too_many_pages when a page holds more objects than the limit.
    """
    width, height = page.get_size()
    upright = _page_transform(page, width, height)
    glyphs, slanted, unmapped = read_glyphs(page, upright, limits)
    edges, images = read_edges(page, upright, limits)
    turn = _dominant_angle(glyphs)
    if turn:
        width, height, glyphs, edges = _turned(turn, width, height, glyphs, edges)
    return PageObjects(width, height, tuple(glyphs), tuple(edges), "".join(slanted), images, unmapped)


def _page_transform(page: pypdfium2.PdfPage, width: float, height: float) -> Transform:
    """The map from PDF user space to the page as shown, which knows /Rotate and the crop box.

    pdfium only gives the inverse at integer device points; three of them determine an affine map exactly.
    """

    def shown_to_user(x: int, y: int) -> tuple[float, float]:
        user_x, user_y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDF_DeviceToPage(page.raw, 0, 0, _CALIBRATION, _CALIBRATION, 0, x, y, user_x, user_y)
        return user_x.value, user_y.value

    origin_x, origin_y = shown_to_user(0, 0)
    right_x, right_y = shown_to_user(_CALIBRATION, 0)
    down_x, down_y = shown_to_user(0, _CALIBRATION)
    a, b = (right_x - origin_x) / width, (right_y - origin_y) / width
    c, d = (down_x - origin_x) / height, (down_y - origin_y) / height
    determinant = a * d - b * c
    if not determinant:
        raise DocumentRefusedError("corrupt", "A page has no area")

    a, b, c, d = d / determinant, -b / determinant, -c / determinant, a / determinant
    return Transform(a, b, c, d, -a * origin_x - c * origin_y, -b * origin_x - d * origin_y)


def _dominant_angle(glyphs: list[Glyph]) -> int:
    """The angle that most of the printed characters have."""
    angles = Counter(glyph.angle for glyph in glyphs if not glyph.text.isspace())
    return angles.most_common(1)[0][0] if angles else 0


def _turned(
    angle: int, width: float, height: float, glyphs: list[Glyph], edges: list[Edge]
) -> tuple[float, float, list[Glyph], list[Edge]]:
    """Turn a page back by the angle its text has been turned clockwise."""

    def box(x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        if angle == 90:
            return top, width - x1, bottom, width - x0
        if angle == 180:
            return width - x1, height - bottom, width - x0, height - top
        return height - bottom, x0, height - top, x1

    turned_glyphs = [
        Glyph(glyph.text, *box(glyph.x0, glyph.top, glyph.x1, glyph.bottom), (glyph.angle - angle) % 360, glyph.run)
        for glyph in glyphs
    ]
    turned_edges = [Edge(*box(*edge)) for edge in edges]
    size = (width, height) if angle == 180 else (height, width)
    return size[0], size[1], turned_glyphs, turned_edges
