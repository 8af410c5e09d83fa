"""A section as one run of folded characters, each with its way back to page, line and position.

Joining all lines mends numbers and words broken by line ends; what begins a new item becomes a block of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from ingest.fold import SPACES, fold_label, translator
from ingest.memory import remembered
from ingest.narrative.model import Section, SourceLine

_FIRST = itemgetter(0)  # of a BlockLine
_BULLET = re.compile(r"\s*-\s+(?!\d[\d,]*(?:\.\d+)?\s*(?:万元|元|%))")
_ITEM = re.compile(r"(\d{1,3})[.、](?!\d)|(\([一二三四五六七八九十]{1,3}\)|\(\d{1,2}\))")
_ITEM_BEGINNINGS = frozenset(("", *"0123456789(一二三四五六七八九十"))
_GLOSSARY_ITEM = re.compile(r"([一二三四五六七八九十]{1,4}|\d{1,3})[、.](?!\d)")


class _Kept:
    """The places in a line, counted from 1, of the characters that are not dropped, the text's first one being at
    `first`: where runs of dropped characters stood among the kept ones, and how many are dropped by then."""

    __slots__ = ("_dropped", "_first", "_runs")

    def __init__(self, text: str, first: int) -> None:
        dropped = 0
        self._first = first
        self._runs: list[int] = []
        self._dropped = [0]
        for run in _DROPPED.finditer(text):
            start, end = run.span()
            self._runs.append(start - dropped)
            dropped += end - start
            self._dropped.append(dropped)

    def __getitem__(self, offset: int) -> int:
        return self._first + offset + self._dropped[bisect_right(self._runs, offset)]


class BlockLine(NamedTuple):
    """A line of the document in a block: its first character in the block's text; `start` is where it begins in the
    line as printed, behind a marker. `kept` tells for each of its characters in the text the place in the line, counted
    from 1, and is None where all are kept."""

    first: int
    page: int
    line: int
    printed: str
    start: int
    kept: Sequence[int] | _Kept | None

    def position(self, index: int) -> int:
        """The place in the line, counted from 1, of a character of the block's text."""
        offset = index - self.first
        return self.start + 1 + offset if self.kept is None else self.kept[offset]

    def cut(self, start: int, end: int) -> str:
        """Characters of this line as printed, each with the spaces before it."""
        before = self.position(start - 1) if start > self.first else self.start
        return self.printed[before : self.position(end - 1)]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text from one item marker, or the section's beginning, to the next.

    `text` is folded. What is printed is cut from the lines only where it is asked for.
    """

    item_number: str | None
    text: str
    lines: tuple[BlockLine, ...]

    def place(self, index: int) -> tuple[int, int, int]:
        """Page, line and position in the line of a character of the text."""
        line = self.lines[self._line_of(index)]
        return line.page, line.line, line.position(index)

    def as_printed(self, start: int, end: int) -> str:
        """The characters `start` to `end` as printed, line ends left out."""
        return self._printed(start, end).lstrip(SPACES)

    def number_as_printed(self, start: int, end: int) -> str:
        """As `as_printed`, without a mark that stands before the number."""
        number = self._line_of(start)
        line = self.lines[number]
        if end <= self._end_of(number) and not isinstance(line.kept, list):
            return line.printed[line.position(start) - 1 : line.position(end - 1)]
        return self._printed(start, start + 1)[-1:] + self._printed(start + 1, end)

    def _end_of(self, number: int) -> int:
        """The first character of the text behind a line."""
        return self.lines[number + 1].first if number + 1 < len(self.lines) else len(self.text)

    def _line_of(self, index: int) -> int:
        return bisect_right(self.lines, index, key=_FIRST) - 1 if len(self.lines) > 1 else 0

    def _printed(self, start: int, end: int) -> str:
        if start >= end:
            return ""
        number = self._line_of(start)
        if end <= self._end_of(number):
            return self.lines[number].cut(start, end)
        pieces = []
        for line, following in zip(self.lines[number:], [*map(_FIRST, self.lines[number + 1 :]), end], strict=True):
            pieces.append(line.cut(start, min(end, following)))
            start = following
            if start >= end:
                break
        return "".join(pieces)


@dataclass(slots=True)
class _Draft:
    item_number: str | None
    text: list[str]
    lines: list[BlockLine]
    length: int = 0

    def close(self) -> Block:
        return Block(self.item_number, "".join(self.text), tuple(self.lines))


def blocks_of(section: Section, is_glossary: bool = False) -> Iterator[Block]:
    """The blocks of a section in order."""
    draft = _Draft(None, [], [])
    for line, offset in zip(section.lines, section.offsets, strict=True):
        if not line.after_grid and not line.text[offset:].strip(SPACES):
            continue
        bullet = _BULLET.match(line.text, offset)
        start = bullet.end() if bullet else offset
        number = _item_number(line.text[start:], is_glossary)
        if (number is not None or line.after_grid) and draft.text:
            yield draft.close()
            draft = _Draft(None, [], [])
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
    folded, kept = _folded_text(line.text[start:], start)
    if not folded:
        return
    draft.lines.append(BlockLine(draft.length, line.page, line.line, line.text, start, kept))
    draft.text.append(folded)
    draft.length += len(folded)


def _folded_text(text: str, start: int) -> tuple[str, list[int] | _Kept | None]:
    """A text folded character by character, and the place of each that is kept where not all are (see `BlockLine`)."""
    if _SIMPLE.fullmatch(text):
        folded = _simply_folded(text.replace(" ", ""))
        return folded, None if len(folded) == len(text) else _Kept(text, start + 1)
    parts = list(map(_folded, text))
    # A ligature is several characters of the text, all in one place.
    return "".join(parts), [place for place, part in enumerate(parts, start + 1) for _ in part]


@remembered
def _folded(character: str) -> str:
    """The folded character; a circled or raised digit stays what it is, for it is no digit of a number."""
    folded = fold_label(character)
    strange = character != folded and any(part.isdigit() for part in folded) and not "０" <= character <= "９"
    return character if strange else folded


_WRITTEN = "".join(map(chr, (*range(0x20, 0x7F), *range(0xFF01, 0xFF5F)))) + SPACES + "、。《》【】·—–‘’“”「」『』"
_FOLDS = {character: _folded(character) for character in _WRITTEN}
_simply_folded = translator({ord(c): folded or None for c, folded in _FOLDS.items() if folded != c})
_DROPPED = re.compile(f"[{re.escape(''.join(character for character, folded in _FOLDS.items() if not folded))}]+")
_SIMPLE = re.compile(rf"[\u4e00-\u9fff{re.escape(_WRITTEN)}]*")
"""Characters that fold to one or to none, as nearly all do: a text of nothing else is folded at once."""
