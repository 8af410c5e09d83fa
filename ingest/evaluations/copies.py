"""Which printed copies are of one form, and which rows of them are one indicator.

Two copies are of one form when nothing that both print tells them apart and most of their content is equal: names
alone do not prove it, because a department prints many forms of the same kind, nor do indicators alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache

from ingest.evaluations.entries import Cells, Entry, IndicatorSection
from ingest.evaluations.funds import PHASES, Funds, FundSection
from ingest.evaluations.goals import GoalFigure
from ingest.evaluations.model import FormKind

_SIMILAR_NAME = 0.8
_LEAST_SHARED = 0.6
_NUMERALS = re.compile(r"[0-9一二三四五六七八九十ⅠⅡⅢⅣⅤ]")
_DIGITS = re.compile(r"[0-9.]+")
_SHORTEST_PART = 3
_WORDED = ("level_3", "target", "actual")
_COMPARED = ("level_3", "target", "actual", "weight", "score")
_LEAST_ROW_SCORE = 3


@dataclass(frozen=True, slots=True)
class CopyContent:
    """What one printed copy says."""

    kind: FormKind
    head: Cells
    funds: FundSection
    indicators: IndicatorSection
    conclusion: Cells
    goals: tuple[GoalFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """The copies of one form (places in the document's list) and, for each, the item number of each of its rows."""

    members: tuple[int, ...]
    item_numbers: tuple[tuple[int, ...], ...]


def group_copies(contents: Sequence[CopyContent]) -> tuple[CopyGroup, ...]:
    """Each copy joins the first group whose first copy it repeats; rows are then numbered through all copies."""
    groups: list[list[int]] = []
    for index, content in enumerate(contents):
        for members in groups:
            if is_copy(contents[members[0]], content):
                members.append(index)
                break
        else:
            groups.append([index])
    return tuple(_numbered(members, contents) for members in groups)


def is_copy(first: CopyContent, second: CopyContent) -> bool:
    """True where both print one form: same kind, no contradicting name, code or funds, most indicators equal."""
    if first.kind != second.kind or not _same_head(first.head, second.head):
        return False
    equal, different = _compared_funds(first.funds.funds, second.funds.funds)
    if different > equal:
        return False
    rows, others = first.indicators.entries, second.indicators.entries
    shared = len(align(rows, others))
    fewer = min(len(rows), len(others))
    if fewer == 0:
        return equal > 0
    return shared / fewer >= _LEAST_SHARED


def copy_evidence(first: CopyContent, second: CopyContent) -> str:
    """What the second copy repeats of the first, counted."""
    shared = len(align(first.indicators.entries, second.indicators.entries))
    equal, different = _compared_funds(first.funds.funds, second.funds.funds)
    total = len(second.indicators.entries)
    return f"{shared} of {total} indicators and {equal} of {equal + different} amounts repeat the first copy"


def _same_head(first: Cells, second: Cells) -> bool:
    code, other_code = _value(first, "department_code"), _value(second, "department_code")
    if code and other_code and code != other_code:
        return False
    year, other_year = _value(first, "fiscal_year"), _value(second, "fiscal_year")
    if year and other_year and year != other_year:
        return False
    fields = ("project_name", "implementing_unit")
    return all(_similar(_value(first, field), _value(second, field)) for field in fields)


def _value(cells: Cells, field: str) -> str | None:
    reading = cells.get(field)
    return None if reading is None else reading.value


@lru_cache(maxsize=8192)
def _similar(first: str | None, second: str | None) -> bool:
    """Equal but for a few misread or lost characters; a differing numeral (一期, 二期) is another name."""
    if first is None or second is None or first == second:
        return True
    if not _share_enough(first, second) or _NUMERALS.findall(first) != _NUMERALS.findall(second):
        return False
    shorter, longer = sorted((first, second), key=len)
    matcher = SequenceMatcher(None, shorter, longer, autojunk=False)
    has_holes = len(shorter) >= _SHORTEST_PART and sum(b.size for b in matcher.get_matching_blocks()) == len(shorter)
    return has_holes or matcher.ratio() >= _SIMILAR_NAME


def _share_enough(first: str, second: str) -> bool:
    """Whether two texts have so many characters in common, in whatever order, that they can be similar at all."""
    shared = (Counter(first) & Counter(second)).total()
    shorter = min(len(first), len(second))
    return shared == shorter or 2 * shared >= _SIMILAR_NAME * (len(first) + len(second))


@lru_cache(maxsize=8192)
def _same_quantity(first: str, second: str) -> bool:
    """Targets and actual values with the same digits: what differs is a misread unit (≥30个, ≥30↑)."""
    digits = _DIGITS.findall(first)
    return bool(digits) and digits == _DIGITS.findall(second)


def _compared_funds(first: Funds, second: Funds) -> tuple[int, int]:
    equal = different = 0
    for source in first.keys() & second.keys():
        for phase in PHASES:
            one, other = _number(first, source, phase), _number(second, source, phase)
            if one is not None and other is not None:
                equal += one == other
                different += one != other
    return equal, different


def _number(funds: Funds, source: str, phase: str) -> object:
    reading = funds[source].get(phase)
    return None if reading is None else reading.number


_Compared = tuple[tuple[str | None, Decimal | None], ...]
"""Value and number of a row's cells, in the order of _COMPARED."""


class _Print:
    """What a row prints of _COMPARED. Equal ones are one object: a pair is known without a look inside."""

    __slots__ = ("values",)

    def __init__(self, values: _Compared) -> None:
        self.values = values


_print_of = lru_cache(maxsize=8192)(_Print)


def _compared(entry: Entry) -> _Print:
    return _print_of(tuple([(entry.cells[field].value, entry.cells[field].number) for field in _COMPARED]))


def row_score(first: _Compared, second: _Compared) -> int:
    """Agreement of two rows over name, target, actual, weight and score; the name counts twice."""
    score = 0
    for field, (value, number), (other_value, other_number) in zip(_COMPARED, first, second, strict=True):
        if value is None or other_value is None:
            continue
        alike = _similar if field == "level_3" else _same_quantity
        is_same = number == other_number if None not in (number, other_number) else value == other_value
        agreed = is_same or (field in _WORDED and alike(value, other_value))
        importance = 2 if field == "level_3" else 1
        score += importance if agreed else -importance
    return score


def align(first: Sequence[Entry], second: Sequence[Entry]) -> tuple[tuple[int, int], ...]:
    """Pairs of rows that are one indicator, in order in both: the pairing with the highest total agreement."""
    best = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    ours, theirs = [_compared(entry) for entry in first], [_compared(entry) for entry in second]
    gains = [[_gain(one, other) for other in theirs] for one in ours]
    if not any(map(any, gains)):
        return ()
    for i in range(len(first) - 1, -1, -1):
        above, below, gains_here, right = best[i], best[i + 1], gains[i], 0
        for j in range(len(second) - 1, -1, -1):
            paired = below[j + 1] + gains_here[j]
            right = max(right, below[j], paired) if gains_here[j] else right if right > below[j] else below[j]
            above[j] = right
    pairs = []
    i = j = 0
    while i < len(first) and j < len(second):
        gain = gains[i][j]
        if gain > 0 and best[i][j] == best[i + 1][j + 1] + gain:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return tuple(pairs)


@lru_cache(maxsize=32_768)
def _gain(first: _Print, second: _Print) -> int:
    score = row_score(first.values, second.values)
    return score if score >= _LEAST_ROW_SCORE else 0


def _numbered(members: Sequence[int], contents: Sequence[CopyContent]) -> CopyGroup:
    """Number the rows of all copies in one order: what a later copy adds stands where that copy prints it."""
    merged: list[dict[int, int]] = []  # per item: copy's place among the members → row
    for place, member in enumerate(members):
        rows = contents[member].indicators.entries
        pairs = align([_witness(item, members, contents) for item in merged], rows)
        item_of = {row: item for item, row in pairs}
        rebuilt: list[dict[int, int]] = []
        item = 0
        for row in range(len(rows)):
            if row in item_of:
                rebuilt.extend(merged[item : item_of[row]])
                item = item_of[row] + 1
                rebuilt.append({**merged[item_of[row]], place: row})
            else:
                rebuilt.append({place: row})
        merged = rebuilt + merged[item:]
    numbers = [[0] * len(contents[member].indicators.entries) for member in members]
    for number, item_rows in enumerate(merged, start=1):
        for place, row in item_rows.items():
            numbers[place][row] = number
    return CopyGroup(tuple(members), tuple(tuple(rows) for rows in numbers))


def _witness(item: dict[int, int], members: Sequence[int], contents: Sequence[CopyContent]) -> Entry:
    """The row of an item with the most cells read: the best partner for a further copy."""
    rows = [contents[members[place]].indicators.entries[row] for place, row in item.items()]
    return max(rows, key=lambda entry: sum(entry.cells[field].value is not None for field in _COMPARED))
