"""The words of the self-evaluation forms, read from seeds/evaluation_*.csv and folded once for look-up."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.fold import fold_label
from ingest.memory import remembered
from ingest.vocabulary import DEFAULT_SEED_FOLDER

_NOTE = re.compile(r"\([^()]{1,4}\)$")  # (A), (B), (E), (万元)
_SHORTEST_TORN_PREFIX = 3
_SHORTEST_TORN_PART = 4


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """The headers of one kind of item: whole ones, and the torn parts of them that only one field can be.

    A part is a beginning of three characters, or four from anywhere. All are laid out once, because every cell of
    every form is looked up.
    """

    fields: dict[str, str]
    parts: dict[str, str]
    by_beginning: dict[str, tuple[tuple[str, str], ...]]
    """First three characters → (header, field), longest first: a torn label begins as the whole one does."""
    field_of: Callable[[str], str | None]
    """Folded text of a cell → the field whose header it is, whole or a part, or None."""


def header_words(fields: dict[str, str]) -> HeaderWords:
    """Lay out the parts of some headers (folded header → field code)."""
    found: dict[str, set[str]] = {}
    for header, field in fields.items():
        for part in _parts_of(header):
            found.setdefault(part, set()).add(field)
    by_beginning: dict[str, tuple[tuple[str, str], ...]] = {}
    for header in sorted(fields, key=lambda word: (-len(word), word)):
        beginning = header[:_SHORTEST_TORN_PREFIX]
        by_beginning[beginning] = (*by_beginning.get(beginning, ()), (header, fields[header]))
    parts = {part: named.pop() for part, named in found.items() if len(named) == 1}

    def field_of(folded: str) -> str | None:
        if folded in fields:
            return fields[folded]
        if not folded.endswith(")"):
            return parts.get(folded)
        bare = _NOTE.sub("", folded)
        return fields.get(bare) or parts.get(bare)

    return HeaderWords(fields, parts, by_beginning, remembered(field_of))


def _parts_of(header: str) -> set[str]:
    length = len(header)
    beginnings = {header[:end] for end in range(_SHORTEST_TORN_PREFIX, length + 1)}
    starts = range(length - _SHORTEST_TORN_PART + 1)
    return beginnings | {header[i:end] for i in starts for end in range(i + _SHORTEST_TORN_PART, length + 1)}


@dataclass(frozen=True, slots=True)
class LevelName:
    """A conformed indicator level; `level_1` is the level-1 indicator it belongs to (its own name at level 1)."""

    title: str
    level_1: str


@dataclass(frozen=True, slots=True)
class EvaluationVocabulary:
    """All words are folded (`ingest.fold.fold_label`)."""

    titles: tuple[tuple[str, str], ...]
    """(title, form kind), longest first."""
    title_words: tuple[str, ...]
    headers: dict[str, HeaderWords]
    """item kind → its headers; `head` holds the labels of a form's head"""
    fund_labels: dict[str, dict[str, str]]
    """form kind → label → source code"""
    fund_order: dict[str, tuple[str, ...]]
    """form kind → source codes in the order of the template"""
    levels: dict[int, dict[str, LevelName]]
    """1 or 2 → label → the conformed name"""
    grades: tuple[str, ...]
    units: tuple[str, ...]
    """names of units of money, longest first"""

    header_parts: frozenset[str]
    """headers of funds and indicators and all parts that tell one: a row without any of them, and without a note in
    parentheses behind one, is no header"""

    list_names: frozenset[str]
    """headers of a column of project names, in a list of several projects"""

    list_name: re.Pattern[str]
    """one of `list_names` anywhere"""

    goal_units: dict[str, str]
    """printed unit → its name, of the figures that the text of 年度总体目标 says; "" for what is no result"""

    openers: re.Pattern[str]
    """in the folded text of every row that can open a form: a title, the label of the project's name or its torn
    beginning, the header of a weight, rate or score"""

    unit_beside_funds: re.Pattern[str]
    """(万元): a unit of money in parentheses, its name as group 1"""

    unit_of_list: re.Pattern[str]
    """单位:万元 or (万元), the name as group 1 or 2"""

    grade_stated: re.Pattern[str]
    """等级为优: a grade in a sentence, as group 1"""

    goal_unit: re.Pattern[str]
    """a unit of goal_units behind a number, as group 1"""


def _read_rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _nested(rows: list[dict[str, str]], outer: str, key: str, value: str) -> dict[str, dict[str, str]]:
    nested: dict[str, dict[str, str]] = {}
    for row in rows:
        nested.setdefault(row[outer], {})[fold_label(row[key])] = row[value]
    return nested


def _levels(rows: list[dict[str, str]]) -> dict[int, dict[str, LevelName]]:
    levels: dict[int, dict[str, LevelName]] = {1: {}, 2: {}}
    for row in rows:
        name = LevelName(row["title_zh"], row["level_1_title_zh"] or row["title_zh"])
        levels[int(row["level"])][fold_label(row["label_zh"])] = name
    return levels


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """So that 万元 is never read as 元."""
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _one_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


def _openers(titles: Iterable[str], headers: dict[str, dict[str, str]]) -> re.Pattern[str]:
    names = [label[:3] for label, field in headers["head"].items() if field == "project_name"]
    judged = [
        header
        for kind in ("fund", "indicator")
        for header, field in headers[kind].items()
        if field in ("weight", "rate", "score")
    ]
    return re.compile("|".join(re.escape(word) for word in sorted({*titles, *names, *judged})))


def load_evaluation_vocabulary(folder: Path = DEFAULT_SEED_FOLDER) -> EvaluationVocabulary:
    """Read the seed CSV files of `folder`. Raises OSError or KeyError where a file or a column is missing."""
    sources = sorted(_read_rows(folder, "evaluation_fund_sources"), key=lambda row: int(row["ordinal"]))
    kinds = {row["form_kind"] for row in sources}
    titles = {fold_label(row["title_zh"]): row["form_kind"] for row in _read_rows(folder, "evaluation_form_titles")}
    headers = _nested(_read_rows(folder, "evaluation_headers"), "item_kind", "header_zh", "field_code")
    headers["list"] = {**headers["fund"], **headers["list"]}  # its amounts go by the same names
    list_names = frozenset(word for word, field in headers["list"].items() if field == "project_name")
    units = _longest_first(row["unit_name"] for row in _read_rows(folder, "money_units"))
    grades = tuple(row["grade_zh"] for row in _read_rows(folder, "evaluation_grades"))
    goal_units = {row["unit_zh"]: row["unit_name"] for row in _read_rows(folder, "evaluation_goal_units")}
    words = {kind: header_words(fields) for kind, fields in headers.items()}
    return EvaluationVocabulary(
        titles=tuple(sorted(titles.items(), key=lambda item: (-len(item[0]), item[0]))),
        title_words=tuple(titles),
        headers=words,
        header_parts=frozenset(w for kind in ("fund", "indicator") for w in (*words[kind].fields, *words[kind].parts)),
        list_names=list_names,
        list_name=re.compile(_one_of(sorted(list_names))),
        goal_units=goal_units,
        openers=_openers(titles, headers),
        fund_labels=_nested(_read_rows(folder, "evaluation_fund_labels"), "form_kind", "label_zh", "source_code"),
        fund_order={k: tuple(row["source_code"] for row in sources if row["form_kind"] == k) for k in kinds},
        levels=_levels(_read_rows(folder, "evaluation_indicator_levels")),
        grades=grades,
        units=units,
        unit_beside_funds=re.compile(rf"\((?:单位:)?({_one_of(units)})\)"),
        unit_of_list=re.compile(rf"单位:?({_one_of(units)})|\(({_one_of(units)})\)"),
        grade_stated=re.compile(rf"(?:等级|等次)(?:评定|评价)?(?:为|是|:)?({_one_of(grades)})"),
        goal_unit=re.compile(rf"\s*({_one_of(_longest_first(goal_units))})"),
    )


@lru_cache(maxsize=4)
def cached_evaluation_vocabulary(folder: Path = DEFAULT_SEED_FOLDER) -> EvaluationVocabulary:
    """`load_evaluation_vocabulary`, read once for a process."""
    return load_evaluation_vocabulary(folder)
