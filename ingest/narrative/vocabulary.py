"""The patterns of the narrative, read from seeds/narrative_*.csv and folded once."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from ingest.fold import SPACES, fold_label
from ingest.vocabulary import DEFAULT_SEED_FOLDER

SectionKind = Literal["section", "glossary", "stop"]
MASK_ROLES = ("reason", "purpose", "composition", "prose")
NUMERALS = "一二三四五六七八九十"
ORDINAL_BEGINNINGS = f"第{NUMERALS}(0123456789"
BEFORE_TITLES = SPACES + "-*#"
"""What may stand before a heading."""
TOLD_BY = 12
"""How many characters of a title tell that it is none of another kind of line."""
_MOST_ALTERNATIVES = 12
BLOCK_END = "block"
"""In the column `ends`: the words hold to the end of the item."""


@dataclass(frozen=True, slots=True)
class SectionType:
    """A kind of section; `names_classes` where function classes stand there by name without the marker (类)."""

    section_code: str
    parent_section_code: str | None
    kind: SectionKind
    names_classes: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed; `kind` is money, percent, points or count, `name` what it stands for."""

    words: str
    name: str
    kind: str
    anomaly: str | None


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of narrative_patterns.csv: what some words of a section mean."""

    section_code: str
    words: str
    role: str  # topic | metric | fact | reason | purpose | composition | prose | entity | prior_year | filler
    topic_code: str | None
    metric_code: str | None
    unit_kind: str | None
    direction: str | None
    rate_label: str | None
    ends: tuple[str, ...]
    anomaly: str | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The patterns that hold in one section; `finder` finds numbers with their unit, sentence ends and known words.

    Among words it takes the leftmost, then the longest. Its groups: lead, value, about, unit, percent, stop,
    bracket, words.
    """

    finder: re.Pattern[str]
    patterns: dict[str, tuple[Pattern, ...]]


@dataclass(frozen=True, eq=False)
class NarrativeVocabulary:
    """Sections, their headings, patterns, units and the metrics of counted things.

    Compared by identity, so that what is derived from it is kept by it: to hash all patterns takes longer than to read
    a section.
    """

    sections: dict[str, SectionType]
    titles: tuple[tuple[str, str], ...]
    """(folded title without its ending, section_code), longest first."""
    title_endings: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    units: dict[str, Unit]
    counts: dict[tuple[str, str], str]
    """(topic_code, unit name) → metric_code."""
    class_names: tuple[str, ...]
    statement_titles: frozenset[str]
    heading_openings: tuple[str, ...]

    @cached_property
    def scopes(self) -> frozenset[str]:
        """The sections that have patterns of their own, and "" for all sections."""
        return frozenset(pattern.section_code for pattern in self.patterns)

    @cached_property
    def heading_opening(self) -> re.Pattern[str]:
        """What may stand between the ordinal of a heading and its title: 关于, a department's name and a year, 部门."""
        words = "|".join(map(re.escape, self.heading_openings))
        return re.compile(rf"(?:{words})*(?:[^。;,:]{{0,30}}?\d{{4}}年(?:度)?)?(?:{words})*")

    @cached_property
    def titles_by_first(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """`titles` by their first character, in the same order."""
        found: dict[str, tuple[tuple[str, str], ...]] = {}
        for title in self.titles:
            found[title[0][:1]] = (*found.get(title[0][:1], ()), title)
        return found

    @cached_property
    def title_beginnings(self) -> dict[str, tuple[str, ...]]:
        """How headings and the titles of statements begin, by their first character."""
        found: dict[str, tuple[str, ...]] = {}
        for title in (*dict(self.titles), *self.statement_titles):
            found[title[:1]] = (*found.get(title[:1], ()), title[:TOLD_BY])
        return found

    @cached_property
    def no_heading(self) -> re.Pattern[str]:
        """How lines begin that are no heading, as most do: with a plain character that begins no title and no
        ordinal."""
        beginnings = re.escape("".join(sorted({*ORDINAL_BEGINNINGS, *self.title_beginnings})))
        return re.compile(rf"[{re.escape(BEFORE_TITLES)}]*(?![{beginnings}])[A-Za-z\u4e00-\u9fff]")


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _pattern(row: dict[str, str]) -> Pattern:
    return Pattern(
        section_code=row["section_code"],
        words=fold_label(row["words_zh"]),
        role=row["role"],
        topic_code=row["topic_code"] or None,
        metric_code=row["metric_code"] or None,
        unit_kind=row["unit_kind"] or None,
        direction=row["direction"] or None,
        rate_label=row["rate_label"] or None,
        ends=tuple(row["ends"].split("|")) if row["ends"] else (),
        anomaly=row["anomaly"] or None,
    )


def _section(row: dict[str, str]) -> SectionType:
    kind: SectionKind = "stop" if row["kind"] == "stop" else "glossary" if row["kind"] == "glossary" else "section"
    parent = row["parent_section_code"] or None
    return SectionType(row["section_code"], parent, kind, row["names_classes"].strip().lower() == "true")


def _longest_first(words: set[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda item: (-len(item), item)))


@lru_cache(maxsize=4)
def load_narrative_vocabulary(folder: Path = DEFAULT_SEED_FOLDER) -> NarrativeVocabulary:
    """Read the narrative's seeds of `folder`. Raises OSError or KeyError where a file or a column is missing."""
    titles = {fold_label(r["title_zh"]): r["section_code"] for r in _rows(folder, "narrative_section_titles")}
    units = [
        Unit(fold_label(r["unit_zh"]), r["unit_name"], r["unit_kind"], r["anomaly"] or None)
        for r in _rows(folder, "narrative_units")
    ]
    classes = {fold_label(r["name_zh"]) for r in _rows(folder, "function_class_names")}
    return NarrativeVocabulary(
        sections={r["section_code"]: _section(r) for r in _rows(folder, "narrative_sections")},
        titles=tuple(sorted(titles.items(), key=lambda item: (-len(item[0]), item[0]))),
        title_endings=("情况说明", "情况的说明", "的说明", "情况", "说明"),
        patterns=tuple(_pattern(row) for row in _rows(folder, "narrative_patterns")),
        units={unit.words: unit for unit in units},
        counts={(r["topic_code"], r["unit_name"]): r["metric_code"] for r in _rows(folder, "narrative_counts")},
        class_names=_longest_first(classes),
        statement_titles=frozenset(fold_label(r["title_zh"]) for r in _rows(folder, "statement_titles")),
        heading_openings=_longest_first(
            {fold_label(r["words_zh"]) for r in _rows(folder, "narrative_heading_openings")}
        ),
    )


@lru_cache(maxsize=16)
def _number_pattern(unit_words: tuple[str, ...]) -> str:
    """A number with its unit; `lead` is the front of a unit printed before its number (万133.58元).

    Two numbers with a dash between are one value, a range.
    """
    units = "|".join(re.escape(words) for words in unit_words)
    return (
        r"(?:(?<![\d一二三四五六七八九十百千])(?P<lead>百万|[万亿千])(?=-?\d[\d,]*(?:\.\d+)?元))?"
        r"(?P<value>(?<![\d.])(?:\d+[-~])?-?(?:[1-9]\d{0,2}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?)"
        rf"(?P<about>[余多](?={units}))?(?P<unit>{units})?"
    )


def _lexicon(
    patterns: tuple[Pattern, ...], class_names: tuple[str, ...], unit_words: tuple[str, ...], scopes: tuple[str, ...]
) -> Lexicon:
    held: dict[str, tuple[Pattern, ...]] = {}
    for scope in scopes:
        scoped: dict[str, tuple[Pattern, ...]] = {}
        for pattern in patterns:
            if pattern.section_code == scope and pattern.words not in held:
                scoped[pattern.words] = (*scoped.get(pattern.words, ()), pattern)
        held.update(scoped)
    for name in class_names:
        held.setdefault(name, (Pattern("", name, "class_name", None, None, None, None, None, (), None),))
    words = sorted(held)
    firsts = "".join(re.escape(first) for first in sorted({word[0] for word in words}))
    # The two looks ahead let nearly every character that begins nothing pass at once.
    return Lexicon(
        re.compile(
            rf"(?=[-\d%。;()百万亿千{firsts}])(?:(?=[-\d百万亿千])(?:{_number_pattern(unit_words)})"
            rf"|(?P<percent>%)|(?P<stop>[。;])|(?P<bracket>[()])|(?P<words>{words_pattern(words)}))"
        ),
        held,
    )


def words_pattern(words: Sequence[str]) -> str:
    """A pattern that takes the longest of some words (sorted), as a tree of their common beginnings: a search then
    looks at each character once and not at every word."""
    branches: dict[str, list[str]] = {}
    for word in words:
        if word:
            branches.setdefault(word[0], []).append(word[1:])
    patterns = [re.escape(first) + words_pattern(rests) for first, rests in branches.items()]
    if not patterns:
        return ""
    tree = patterns[0] if len(patterns) == 1 else _in_groups(list(branches), patterns)
    return f"(?:{tree})?" if "" in words else tree


def _in_groups(firsts: Sequence[str], patterns: Sequence[str]) -> str:
    """Alternatives; many of them in groups behind a look at the first character, for they are tried one by one."""
    if len(patterns) <= _MOST_ALTERNATIVES:
        return f"(?:{'|'.join(patterns)})"
    size = math.isqrt(len(patterns))
    groups = []
    for start in range(0, len(patterns), size):
        heads = "".join(map(re.escape, firsts[start : start + size]))
        groups.append(f"(?=[{heads}])(?:{'|'.join(patterns[start : start + size])})")
    return f"(?:{'|'.join(groups)})"


def lexicon_of(vocabulary: NarrativeVocabulary, section_code: str) -> Lexicon:
    """The patterns that hold in a section: its own go before its parent's, and these before those of all sections."""
    section = vocabulary.sections[section_code]
    parent = vocabulary.sections.get(section.parent_section_code or "")
    names_classes = section.names_classes or (parent is not None and parent.names_classes)
    scopes = dict.fromkeys((section_code, section.parent_section_code or "", ""))
    return _scoped_lexicon(vocabulary, tuple(s for s in scopes if s in vocabulary.scopes), names_classes)


@lru_cache(maxsize=256)
def _scoped_lexicon(vocabulary: NarrativeVocabulary, scopes: tuple[str, ...], names_classes: bool) -> Lexicon:
    """Sections in which the same patterns hold share one lexicon."""
    classes = vocabulary.class_names if names_classes else ()
    return _lexicon(vocabulary.patterns, classes, _longest_first(set(vocabulary.units)), scopes)
