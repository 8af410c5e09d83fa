"""Department, fiscal year and unit of money: what the heads of the statements print, else the cover."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from ingest.fold import fold_label
from ingest.statements.tables import strip_spaces
from ingest.statements.titles import is_owner_name
from ingest.vocabulary import Vocabulary

_Value = TypeVar("_Value", str, int)

_UNIT = re.compile(r"单位:?(?:人民币)?[(]?(百万元|千元|万元|亿元|元)")
_TORN_UNIT = re.compile(r"单位:?[百千万亿]{0,2}$")
_UNIT_REST = re.compile(r"^[百千万亿]{0,2}元$")
_DEPARTMENT = re.compile(
    r"^[(]?(?:公开|编制|填报|预算|填制)?(?:单位|部门)(?:名称)?(?:[(]盖?公?章[)])?[:](?P<name>[^:]{2,60}?)(?=[(]?(?:金额)?单位:|$)"
)
_YEAR = re.compile(r"(?:^|[^0-9])((?:19|20)[0-9]{2})年")
_COVER = re.compile(r"^(?P<before>.*?)(?P<year>(?:19|20)[0-9]{2})年?(?:度)?(?P<after>.*?)(?:部门|单位)?决算")
_CODE = re.compile(r"(?:部门|单位|预算)(?:代码|编码)[:]?([0-9]{3,12})")
_NAME_AND_CODE = re.compile(r"([\u4e00-\u9fff]{4,40}?)号?[(]([0-9]{6,12})[)]")
_COVER_LINES = 12
_MARK_LINES = 40
_LONGEST_COVER_LINE = 80
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Heads:
    """What stands over one statement."""

    department_printed: str | None
    fiscal_year: int | None
    unit_printed: str | None
    unit_name: str | None


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of the whole document, each with where it was found."""

    department_name: str | None
    department_source: str | None
    department_code: str | None
    fiscal_year: int | None
    fiscal_year_source: str | None


def read_heads(texts: Sequence[str]) -> Heads:
    """Department, year and unit in the texts over a statement; a unit torn over two lines is joined."""
    folded = [fold_label(text) for text in texts]
    unit_printed, unit_name = _find_unit(texts, folded)
    department = next((name for text in texts if (name := _department_of(text)) is not None), None)
    years = [int(match[1]) for text in folded if len(text) <= _LONGEST_NAME * 2 and (match := _YEAR.search(text))]
    return Heads(department, years[-1] if years else None, unit_printed, unit_name)


def _find_unit(texts: Sequence[str], folded: Sequence[str]) -> tuple[str | None, str | None]:
    for index, text in enumerate(folded):
        match = _UNIT.search(text)
        if match is not None:
            return texts[index].strip(), match[1]
        if _TORN_UNIT.search(text) and index + 1 < len(folded) and _UNIT_REST.fullmatch(folded[index + 1]):
            match = _UNIT.search(text + folded[index + 1])
            if match is not None:
                return f"{texts[index].strip()} {texts[index + 1].strip()}", match[1]
    return None, None


def _department_of(text: str) -> str | None:
    match = _DEPARTMENT.search(fold_label(text))
    if match is None:
        return None
    name = match["name"].strip()
    return None if _UNIT_REST.fullmatch(name) or not re.search(r"[\u4e00-\u9fff]{2}", name) else name


def read_identity(heads: Iterable[Heads], lines: Sequence[str], vocabulary: Vocabulary) -> Identity:
    """Department and year by vote over the statements' heads, else from the cover; the code where it is printed."""
    heads = list(heads)
    name, year = _most_common(h.department_printed for h in heads), _most_common(h.fiscal_year for h in heads)
    cover_name, cover_year = _read_cover(lines)
    department_name = name or cover_name
    return Identity(
        department_name,
        "statement_heads" if name else "title" if cover_name else None,
        _department_code(lines, department_name),
        year or cover_year,
        "statement_heads" if year else "title" if cover_year else None,
    )


def is_synthetic(lines: Iterable[str], vocabulary: Vocabulary) -> bool:
    """Whether one of the document's first lines says that a program invented it, however spaced or wide it prints."""
    folded = (fold_label(line) for line in islice(lines, _MARK_LINES))
    return any(mark in line for line in folded for mark in vocabulary.synthetic_marks)


def _most_common(values: Iterable[_Value | None]) -> _Value | None:
    """The value with most votes; of equals the first met."""
    counts = Counter(value for value in values if value is not None)
    return counts.most_common(1)[0][0] if counts else None


def _read_cover(lines: Sequence[str]) -> tuple[str | None, int | None]:
    """Name and year of `某某局 2023 年度部门决算`, which a cover may break into several lines."""
    cover: list[str] = []
    for line in lines:
        folded = fold_label(line)
        if folded.startswith("目录") or len(cover) >= _COVER_LINES:
            break
        if 0 < len(folded) <= _LONGEST_COVER_LINE:
            cover.append(folded)
    candidates = ["".join(cover[start:end]) for start in range(len(cover)) for end in range(start + 1, start + 5)]
    match = next((found for text in candidates if len(text) < 120 and (found := _COVER.search(text))), None)
    if match is None:
        return None, None
    name = re.sub(r"^(?:附件[0-9]*:?|关于)", "", match["before"] + match["after"])
    good = 2 <= len(name) <= _LONGEST_NAME and is_owner_name(name)
    return (name if good else None), int(match["year"])


def _department_code(lines: Sequence[str], department_name: str | None) -> str | None:
    """A printed 部门代码, or the number in brackets behind the department's own name in its forms."""
    votes: Counter[str] = Counter()
    for line in lines:
        if "码" not in line or not any(character.isdigit() for character in line):
            continue
        folded = strip_spaces(fold_label(line))
        named = _CODE.search(folded)
        if named is not None:
            votes[named[1]] += 1
            continue
        for match in _NAME_AND_CODE.finditer(folded):
            name = match[1]
            if department_name and any(name[start:] in department_name for start in range(max(1, len(name) - 5))):
                votes[match[2]] += 1
    return votes.most_common(1)[0][0] if votes else None
