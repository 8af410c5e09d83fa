"""Glyphs, edges and the map onto the page as shown: what the parts of the PDF reader hand to each other."""

from __future__ import annotations

from typing import NamedTuple


class Glyph(NamedTuple):
    """One printed character and its box; a tuple because a document has tens of thousands."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    angle: int  # degrees clockwise from upright reading, a multiple of 90
    run: int  # number of the string it was drawn in: each glyph right after the one before, on one baseline


class Edge(NamedTuple):
    """One horizontal or vertical stroke or side of a filled box."""

    x0: float
    top: float
    x1: float
    bottom: float


class Transform(NamedTuple):
    """The affine map from PDF user space to the page as shown, y downwards."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        """One point of the page as shown."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f
