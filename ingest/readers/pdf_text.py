"""Text lines from glyphs: pure geometry, no PDF library."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter

from ingest.model import Box
from ingest.readers.layout import NUMBER_LINE, joint
from ingest.readers.pdf_geometry import Glyph

_FIRST = itemgetter(0)
_LEFT = attrgetter("x0")
_WORD_GAP = 0.3
"""A gap wider than this share of the glyph's height is printed as a space."""
_BACK_SHARE = 0.5
"""A step back by more than this share of the height begins another string."""
_LINE_SHARE = 0.45
"""Glyphs whose middles are nearer than this share of the height stand on one line."""
_OVERPRINT_SHIFT = 0.2
"""The same glyph again within this share of its width is one glyph printed twice to look bold."""
_CELL_PADDING = 12.0
"""Left and right margin together that word processors leave inside a cell (5.4 points each), and a little."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """Glyphs of one printed line, left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def box(self) -> Box:
        """The box around all glyphs."""
        return bounding_box(self.glyphs)

    @property
    def middle(self) -> float:
        """The height at which the line stands: the mean of its glyphs' middles."""
        return sum(glyph.top + glyph.bottom for glyph in self.glyphs) / (2 * len(self.glyphs))

    @property
    def text(self) -> str:
        """The text as printed, a wide gap as one space."""
        return "".join("".join(glyph.text for glyph in word) for word in _spaced(self.glyphs)).strip()

    @property
    def words(self) -> list[tuple[str, Box]]:
        """The pieces between spaces and wide gaps, each with its box."""
        pieces = (piece for run in _spaced(self.glyphs) for piece in _split_at_spaces(run))
        return [("".join(glyph.text for glyph in piece), bounding_box(piece)) for piece in pieces if piece]


def bounding_box(glyphs: Iterable[Glyph]) -> Box:
    """The smallest box around some glyphs."""
    items = tuple(glyphs)
    return (
        min(glyph.x0 for glyph in items),
        min(glyph.top for glyph in items),
        max(glyph.x1 for glyph in items),
        max(glyph.bottom for glyph in items),
    )


def text_lines(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Group glyphs into lines, top to bottom; a line of nothing but spaces is none."""
    return [TextLine(_by_strings(_without_overprint(sorted(line, key=_LEFT)))) for line in _grouped(glyphs)]


def line_middles(glyphs: Iterable[Glyph]) -> list[float]:
    """The heights of the lines that `text_lines` gives, without making them."""
    return [sum(glyph.top + glyph.bottom for glyph in line) / (2 * len(line)) for line in _grouped(glyphs)]


def _grouped(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    lines: list[list[Glyph]] = []
    middle_sum = 0.0
    for middle, glyph in sorted([((glyph.top + glyph.bottom) / 2, glyph) for glyph in glyphs], key=_FIRST):
        if lines and middle - middle_sum / len(lines[-1]) <= max(glyph.bottom - glyph.top, 1.0) * _LINE_SHARE:
            lines[-1].append(glyph)
            middle_sum += middle
        else:
            lines.append([glyph])
            middle_sum = middle
    return [line for line in lines if any(not glyph.text.isspace() for glyph in line)]


def _without_overprint(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    kept = [glyphs[0]]
    for glyph in glyphs[1:]:
        last = kept[-1]
        if glyph.text != last.text or glyph.x0 - last.x0 > (glyph.x1 - glyph.x0) * _OVERPRINT_SHIFT:
            kept.append(glyph)
    return tuple(kept)


def _by_strings(glyphs: tuple[Glyph, ...]) -> tuple[Glyph, ...]:
    """Glyphs in reading order: strings that overlap (a label too long for its cell) one after the other, not mixed."""
    starts: dict[int, float] = {}
    for glyph in glyphs:
        starts.setdefault(glyph.run, glyph.x0)
    if len(starts) == 1:
        return glyphs
    return tuple(sorted(glyphs, key=lambda glyph: (starts[glyph.run], glyph.run)))


def _spaced(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Runs of glyphs; a run that follows a wide gap starts with a space glyph."""
    runs: list[list[Glyph]] = []
    reach = -math.inf
    for glyph in glyphs:
        height = glyph.bottom - glyph.top
        if runs and -height * _BACK_SHARE <= glyph.x0 - reach <= height * _WORD_GAP:
            runs[-1].append(glyph)
        elif runs:
            gap = Glyph(" ", reach, glyph.top, glyph.x0, glyph.bottom, glyph.angle, glyph.run)
            runs.append([gap, glyph])
        else:
            runs.append([glyph])
        reach = max(reach, glyph.x1)
    return runs


def _split_at_spaces(run: Sequence[Glyph]) -> list[list[Glyph]]:
    pieces: list[list[Glyph]] = [[]]
    for glyph in run:
        if glyph.text.isspace():
            pieces.append([])
        else:
            pieces[-1].append(glyph)
    return pieces


def cell_lines(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """The lines of one cell: upright text first, then what stands on its side, each turned upright."""
    lines: list[TextLine] = []
    for angle in sorted({glyph.angle for glyph in glyphs}):
        group = [glyph for glyph in glyphs if glyph.angle == angle]
        lines.extend(text_lines(group if angle == 0 else [_turned_back(glyph, angle) for glyph in group]))
    return lines


def _turned_back(glyph: Glyph, angle: int) -> Glyph:
    x0, top, x1, bottom = glyph.x0, glyph.top, glyph.x1, glyph.bottom
    if angle == 90:
        return Glyph(glyph.text, top, -x1, bottom, -x0, 0, glyph.run)
    if angle == 180:
        return Glyph(glyph.text, -x1, -bottom, -x0, -top, 0, glyph.run)
    return Glyph(glyph.text, -bottom, x0, -top, x1, 0, glyph.run)


def join_lines(lines: Sequence[TextLine], cell_width: float) -> str:
    """The text of a cell whose text is wrapped.

    Lines of a label are joined (with a space between Latin words). Lines that are numbers are joined only where the
    first fills the cell, so that it must have been wrapped: two numbers one above the other stay two, with a line
    break between, and never become a third number that nobody printed.
    """
    text = ""
    for index, line in enumerate(lines):
        if index:
            text += _joint(lines[index - 1], line, cell_width)
        text += line.text
    return text


def _joint(before: TextLine, after: TextLine, cell_width: float) -> str:
    upper, lower = before.text, after.text
    wrapped = NUMBER_LINE.match(upper) and NUMBER_LINE.match(lower) and _must_wrap(before, after, cell_width)
    return "" if wrapped else joint(upper, lower)


def _must_wrap(before: TextLine, after: TextLine, cell_width: float) -> bool:
    x0, _, x1, _ = before.box
    first = after.glyphs[0]
    return cell_width - (x1 - x0) < first.x1 - first.x0 + _CELL_PADDING
