"""Finding Chinese names by their pinyin: whole syllables or initials, from the start of any syllable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import streamlit as st

MOST_VARIANTS = 24
"""Readings of one name that are tried: the likely one, and each other reading of one of its characters."""
LATIN = re.compile(r"[a-zü' ]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name: all syllables in a row, where each begins, and their initials."""

    syllables: str
    starts: frozenset[int]
    initials: str


def is_pinyin(needle: str) -> bool:
    """Whether a needle is in Latin letters: then it is looked for among readings, not among names."""
    return LATIN.fullmatch(needle.strip()) is not None


def folded_pinyin(needle: str) -> str:
    """A needle as the readings are written: lower case, without blanks and apostrophes, ü as v."""
    return re.sub("[' ]", "", needle.lower()).replace("ü", "v")


def readings_of(name: str) -> tuple[Reading, ...]:
    """The ways to read a name; characters that are not Chinese stay as they are."""
    # Imported when first asked for: its dictionaries take half a second that no other page needs.
    from pypinyin import lazy_pinyin

    likely = lazy_pinyin(name, errors=lambda text: [character.lower() for character in text])
    variants = [likely]
    for position, character in enumerate(name if len(likely) == len(name) else ""):
        others = (other for other in _readings_of_character(character) if other != likely[position])
        variants += [[*likely[:position], other, *likely[position + 1 :]] for other in others]
    return tuple(_reading(variant) for variant in variants[:MOST_VARIANTS])


@cache
def _readings_of_character(character: str) -> tuple[str, ...]:
    """Every reading of one character: the likely one of a name may be wrong (市长 inside 重庆市长寿区)."""
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(found[0]) if found else ()


def _reading(syllables: Sequence[str]) -> Reading:
    ends = [0]
    for syllable in syllables:
        ends.append(ends[-1] + len(syllable))
    initials = "".join(syllable[:1] for syllable in syllables)
    return Reading("".join(syllables), frozenset(start for start, _ in pairwise(ends)), initials)


def matches(reading: Reading, needle: str) -> bool:
    """Whether a folded needle begins a syllable of the reading or is in its initials."""
    if needle in reading.initials:
        return True
    start = reading.syllables.find(needle)
    while start >= 0:
        if start in reading.starts:
            return True
        start = reading.syllables.find(needle, start + 1)
    return False


def find_by_pinyin(index: Mapping[str, Sequence[Reading]], needle: str) -> list[str]:
    """The keys of an index whose readings match a needle; names that begin with it first."""
    wanted = folded_pinyin(needle)
    if not wanted:
        return []
    found = [key for key, readings in index.items() if any(matches(reading, wanted) for reading in readings)]
    return sorted(found, key=lambda key: not _begins(index[key], wanted))


def _begins(readings: Iterable[Reading], needle: str) -> bool:
    return any(reading.syllables.startswith(needle) or reading.initials.startswith(needle) for reading in readings)


@st.cache_resource(max_entries=8, show_spinner=False)
def pinyin_index(kind: str, names: tuple[tuple[str, str], ...]) -> dict[str, tuple[Reading, ...]]:
    """Readings by key for pairs of key and name. Kept by its content: a refresh that adds a name makes a new one."""
    return {key: readings_of(name) for key, name in names}
