"""A section as one run of folded characters, each with its way back to page, line and position.

Joining all lines mends numbers and words broken by line ends; what begins a new item becomes a block of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from ingest.fold import SPACES, fold_label
from ingest.narrative.model import Section, SourceLine

_BULLET = re.compile(r"\s*-\s+(?!\d[\d,]*(?:\.\d+)?\s*(?:万元|元|%))")
_ITEM = re.compile(r"(\d{1,3})[.、](?!\d)|(\([一二三四五六七八九十]{1,3}\)|\(\d{1,2}\))")
_GLOSSARY_ITEM = re.compile(r"([一二三四五六七八九十]{1,4}|\d{1,3})[、.](?!\d)")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text from one item marker, or the section's beginning, to the next.

    `text` is folded; `printed` holds for each of its characters the character as printed with the spaces before it.
    """

    item_number: str | None
    text: str
    printed: tuple[str, ...]
    lines: tuple[tuple[int, int, int], ...]
    """(first character of the text, page, line) for each line of the document that the block is made of."""
    positions: tuple[int, ...]

    def place(self, index: int) -> tuple[int, int, int]:
        """Page, line and position in the line of a character of the text."""
        _, page, line = self.lines[bisect_right(self.lines, index, key=itemgetter(0)) - 1]
        return page, line, self.positions[index]

    def as_printed(self, start: int, end: int) -> str:
        """The characters `start` to `end` as printed, line ends left out."""
        return "".join(self.printed[start:end]).lstrip(SPACES)

    def number_as_printed(self, start: int, end: int) -> str:
        """As `as_printed`, without a mark that stands before the number."""
        return self.printed[start][-1:] + "".join(self.printed[start + 1 : end])


@dataclass(slots=True)
class _Draft:
    item_number: str | None
    text: list[str]
    printed: list[str]
    lines: list[tuple[int, int, int]]
    positions: list[int]

    def close(self) -> Block:
        text = "".join(self.text)
        return Block(self.item_number, text, tuple(self.printed), tuple(self.lines), tuple(self.positions))


def blocks_of(section: Section, is_glossary: bool = False) -> Iterator[Block]:
    """The blocks of a section in order."""
    draft = _Draft(None, [], [], [], [])
    for line, offset in zip(section.lines, section.offsets, strict=True):
        bullet = _BULLET.match(line.text, offset)
        start = bullet.end() if bullet else offset
        number = _item_number(line.text[start:], is_glossary)
        if (number is not None or line.after_grid) and draft.text:
            yield draft.close()
            draft = _Draft(None, [], [], [], [])
        if number is not None:
            draft.item_number, start = number[0], start + number[1]
        _append(draft, line, start)
    if draft.text:
        yield draft.close()


def _item_number(text: str, is_glossary: bool) -> tuple[str, int] | None:
    """The marker that begins an item and its length in `text`, or None."""
    stripped = text.lstrip(SPACES)
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
    characters = line.text[start:]
    parts = list(map(_folded, characters))
    draft.lines.append((len(draft.positions), line.page, line.line))
    if "" not in parts and len("".join(parts)) == len(characters):  # as nearly all lines are: no space, no ligature
        draft.text.extend(parts)
        draft.printed.extend(characters)
        draft.positions.extend(range(start + 1, start + 1 + len(characters)))
        return
    spaces = ""
    for position, (character, folded) in enumerate(zip(characters, parts, strict=True), start=start + 1):
        if not folded:
            spaces += character
            continue
        for part in folded:
            draft.text.append(part)
            draft.printed.append(spaces + character)
            draft.positions.append(position)
            spaces, character = "", ""


@lru_cache(maxsize=65536)
def _folded(character: str) -> str:
    """The folded character; a circled or raised digit stays what it is, for it is no digit of a number."""
    folded = fold_label(character)
    strange = character != folded and any(part.isdigit() for part in folded) and not "０" <= character <= "９"
    return character if strange else folded
