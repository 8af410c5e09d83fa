"""A section as one run of folded characters, each with its way back to page, line and position.

Joining all lines mends numbers and words broken by line ends; what begins a new item becomes a block of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from ingest.fold import SPACES, fold_label
from ingest.memory import remembered
from ingest.narrative.model import Section, SourceLine

_FIRST = itemgetter(0)  # of a BlockLine
_BULLET = re.compile(r"\s*-\s+(?!\d[\d,]*(?:\.\d+)?\s*(?:万元|元|%))")
_ITEM = re.compile(r"(\d{1,3})[.、](?!\d)|(\([一二三四五六七八九十]{1,3}\)|\(\d{1,2}\))")
_ITEM_BEGINNINGS = frozenset(("", *"0123456789(一二三四五六七八九十"))
_GLOSSARY_ITEM = re.compile(r"([一二三四五六七八九十]{1,4}|\d{1,3})[、.](?!\d)")


class BlockLine(NamedTuple):
    """A line of the document in a block: its first character in the block's text; `start` is where it begins in the
    line as printed, behind a marker."""

    first: int
    page: int
    line: int
    printed: str
    start: int


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text from one item marker, or the section's beginning, to the next.

    `text` is folded; `positions` holds for each of its characters the place in its line, counted from 1. What is
    printed is cut from the lines only where it is asked for.
    """

    item_number: str | None
    text: str
    lines: tuple[BlockLine, ...]
    positions: tuple[int, ...]

    def place(self, index: int) -> tuple[int, int, int]:
        """Page, line and position in the line of a character of the text."""
        line = self.lines[self._line_of(index)]
        return line.page, line.line, self.positions[index]

    def as_printed(self, start: int, end: int) -> str:
        """The characters `start` to `end` as printed, line ends left out."""
        return "".join(self._pieces(start, end)).lstrip(SPACES)

    def number_as_printed(self, start: int, end: int) -> str:
        """As `as_printed`, without a mark that stands before the number."""
        return self._piece(start, start + 1)[-1:] + "".join(self._pieces(start + 1, end))

    def _line_of(self, index: int) -> int:
        return bisect_right(self.lines, index, key=_FIRST) - 1

    def _pieces(self, start: int, end: int) -> Iterator[str]:
        while start < end:
            number = self._line_of(start)
            following = self.lines[number + 1].first if number + 1 < len(self.lines) else end
            yield self._piece_of(self.lines[number], start, min(end, following))
            start = following

    def _piece(self, start: int, end: int) -> str:
        """Characters of one line, each with the spaces before it."""
        return self._piece_of(self.lines[self._line_of(start)], start, end)

    def _piece_of(self, line: BlockLine, start: int, end: int) -> str:
        before = self.positions[start - 1] if start > line.first else line.start
        return line.printed[before : self.positions[end - 1]]


@dataclass(slots=True)
class _Draft:
    item_number: str | None
    text: list[str]
    lines: list[BlockLine]
    positions: list[int]

    def close(self) -> Block:
        return Block(self.item_number, "".join(self.text), tuple(self.lines), tuple(self.positions))


def blocks_of(section: Section, is_glossary: bool = False) -> Iterator[Block]:
    """The blocks of a section in order."""
    draft = _Draft(None, [], [], [])
    for line, offset in zip(section.lines, section.offsets, strict=True):
        if not line.after_grid and not line.text[offset:].strip(SPACES):
            continue
        bullet = _BULLET.match(line.text, offset)
        start = bullet.end() if bullet else offset
        number = _item_number(line.text[start:], is_glossary)
        if (number is not None or line.after_grid) and draft.text:
            yield draft.close()
            draft = _Draft(None, [], [], [])
        if number is not None:
            draft.item_number, start = number[0], start + number[1]
        _append(draft, line, start)
    if draft.text:
        yield draft.close()


def _item_number(text: str, is_glossary: bool) -> tuple[str, int] | None:
    """The marker that begins an item and its length in `text`, or None."""
    stripped = text.lstrip(SPACES)
    if not stripped or fold_label(stripped[0])[:1] not in _ITEM_BEGINNINGS:
        return None
    found = (_GLOSSARY_ITEM if is_glossary else _ITEM).match(fold_label(stripped[:8]))
    if not found:
        return None
    number = next(group for group in found.groups() if group)
    length, seen = 0, 0
    while seen < found.end():
        seen += len(fold_label(stripped[length]))
        length += 1
    return number, len(text) - len(stripped) + length


def _append(draft: _Draft, line: SourceLine, start: int) -> None:
    parts = list(map(_folded, line.text[start:]))
    folded = "".join(parts)
    if not folded:
        return
    draft.lines.append(BlockLine(len(draft.positions), line.page, line.line, line.text, start))
    draft.text.append(folded)
    if len(folded) == len(parts) and "" not in parts:
        draft.positions.extend(range(start + 1, start + 1 + len(parts)))
        return
    kept = [position for position, part in enumerate(parts, start=start + 1) if part]
    if len(kept) != len(folded):  # a ligature is several characters of the text
        kept = [position for position, part in enumerate(parts, start=start + 1) for _ in part]
    draft.positions.extend(kept)


@remembered
def _folded(character: str) -> str:
    """The folded character; a circled or raised digit stays what it is, for it is no digit of a number."""
    folded = fold_label(character)
    strange = character != folded and any(part.isdigit() for part in folded) and not "０" <= character <= "９"
    return character if strange else folded
