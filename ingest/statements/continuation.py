"""Columns of a page that continues a statement without header or 栏次.

A page with as many amount columns as the first follows it column by column. A page with another number of columns
could be read in several ways; the values decide: a reading holds when, for each column that prints numbers, the rows of
the highest level on all pages add up to the total row. With no such witness its numbers stay unplaced.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableSequence, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import comb
from typing import NamedTuple

from ingest.fold import is_number, parse_number
from ingest.statements.columns import rounding_tolerance
from ingest.statements.tables import MeasureFound, Table

Plan = dict[int, MeasureFound]
_MOST_READINGS = 500
_MOST_ROWS_WEIGHED = 2_000


@dataclass(frozen=True, slots=True)
class ContinuedPart:
    """A grid, its first amount column and the line of each data row."""

    table: Table
    first_measure_column: int
    lines: Mapping[int, str]


class _Figures(NamedTuple):
    """What a column of a page prints: the total row's number, and code → number for the rows of the highest level."""

    total: str | None
    parts: dict[str, str]


def name_continuation(parts: Sequence[ContinuedPart], plans: MutableSequence[Plan], waiting: Sequence[int]) -> None:
    """Fill `plans` for the parts in `waiting` from the first part's plan, where that can be decided."""
    first, first_plan = parts[0], plans[0]
    if not first_plan:
        return
    offsets = {column - first.first_measure_column: measure for column, measure in first_plan.items()}
    width = max(offsets) + 1
    uneven: list[int] = []
    wider: list[int] = []
    for index in waiting:
        part = parts[index]
        here = part.table.usual_width - part.first_measure_column
        if here == width or (here > width and _used_width(part) <= width):
            plans[index] = _by_offset(part, offsets, "position")
            wider.extend([index] if here > width else [])
        else:
            uneven.append(index)
    _drop_refuted(parts, plans, wider)
    if uneven:
        _decide_uneven(parts, plans, uneven, offsets)


def _drop_refuted(parts: Sequence[ContinuedPart], plans: MutableSequence[Plan], wider: Sequence[int]) -> None:
    """A page with more columns, the last of them blank, may be another statement's: no sum may speak against it."""
    verdicts = _verdicts(parts, plans) if wider else {}
    for index in wider:
        if any(verdicts.get(plans[index][column].measure_code) is False for column in _valued_columns(parts[index])):
            plans[index] = {}


def _used_width(part: ContinuedPart) -> int:
    """Amount columns up to the last that prints anything."""
    used = 0
    for row in part.lines:
        for column in range(part.first_measure_column, len(part.table.texts[row])):
            if part.table.fold(row, column):
                used = max(used, column - part.first_measure_column + 1)
    return used


def _by_offset(part: ContinuedPart, offsets: Mapping[int, MeasureFound], evidence: str) -> Plan:
    return {
        part.first_measure_column + offset: MeasureFound(measure.measure_code, evidence)
        for offset, measure in offsets.items()
        if part.first_measure_column + offset < part.table.width
    }


def _decide_uneven(
    parts: Sequence[ContinuedPart],
    plans: MutableSequence[Plan],
    uneven: Sequence[int],
    offsets: Mapping[int, MeasureFound],
) -> None:
    """Read the pages by position if the total row confirms it, else by the one other reading that it confirms."""
    trial = list(plans)
    for index in uneven:
        trial[index] = _by_offset(parts[index], offsets, "position")
    verdicts = _verdicts(parts, trial)
    if all(_is_confirmed(parts[index], trial[index], verdicts) for index in uneven):
        for index in uneven:
            plans[index] = _with_values(parts[index], trial[index])
    elif len(uneven) == 1:
        plans[uneven[0]] = _only_confirmed_reading(parts, plans, uneven[0], offsets)


def _valued_columns(part: ContinuedPart) -> list[int]:
    rows = [part.table.texts[row] for row in part.lines]
    return [
        column
        for column in range(part.first_measure_column, part.table.width)
        if any(column < len(row) and is_number(row[column]) for row in rows)
    ]


def _is_confirmed(part: ContinuedPart, plan: Plan, verdicts: Mapping[str, bool | None]) -> bool:
    """Every column that prints numbers has a measure, and its sum over the statement is the printed total."""
    return all(column in plan and verdicts.get(plan[column].measure_code) is True for column in _valued_columns(part))


def _with_values(part: ContinuedPart, plan: Plan) -> Plan:
    valued = set(_valued_columns(part))
    return {
        column: MeasureFound(m.measure_code, f"{m.evidence}+values" if column in valued else m.evidence)
        for column, m in plan.items()
    }


def _only_confirmed_reading(
    parts: Sequence[ContinuedPart], plans: Sequence[Plan], index: int, offsets: Mapping[int, MeasureFound]
) -> Plan:
    valued = _valued_columns(parts[index])
    if sum(len(part.lines) for part in parts) > _MOST_ROWS_WEIGHED:
        return {}
    measures = [offsets[offset].measure_code for offset in sorted(offsets)]
    if comb(len(measures), len(valued)) > _MOST_READINGS:
        return {}
    top = _top_level(parts)
    others = [
        _by_measure(part, {} if part is parts[index] else plan, top) for part, plan in zip(parts, plans, strict=True)
    ]
    own = _by_column(parts[index], valued, top)
    holds = {
        (column, measure): _adds_up(
            [own[column] if at == index else other.get(measure) for at, other in enumerate(others)]
        )
        for column in valued
        for measure in measures
    }
    confirmed = [
        chosen
        for chosen in combinations(measures, len(valued))
        if all(holds[place] is True for place in zip(valued, chosen, strict=True))
    ]
    if len(confirmed) != 1:
        return {}
    return {c: MeasureFound(measure, "values") for c, measure in zip(valued, confirmed[0], strict=True)}


def _verdicts(parts: Sequence[ContinuedPart], plans: Sequence[Plan]) -> dict[str, bool | None]:
    """Measure → whether the rows of the highest level add up to the total row; None where that cannot be asked."""
    top = _top_level(parts)
    printed = [_by_measure(part, plan, top) for part, plan in zip(parts, plans, strict=True)]
    return {
        measure: _adds_up([figures.get(measure) for figures in printed])
        for measure in dict.fromkeys(measure for figures in printed for measure in figures)
    }


def _top_level(parts: Sequence[ContinuedPart]) -> int:
    """The length of the shortest code."""
    return min((len(code) for part in parts for code in part.lines.values() if code.isdigit()), default=0)


def _by_measure(part: ContinuedPart, plan: Plan, top: int) -> dict[str, _Figures]:
    return {plan[column].measure_code: figures for column, figures in _by_column(part, list(plan), top).items()}


def _by_column(part: ContinuedPart, columns: Sequence[int], top: int) -> dict[int, _Figures]:
    """What each column prints in the total row and in the rows of the highest level."""
    found = {column: _Figures(None, {}) for column in columns}
    for row, code in part.lines.items():
        is_total = not code.isdigit()
        if not is_total and len(code) != top:
            continue
        texts = part.table.texts[row]
        for column in columns:
            text = texts[column] if column < len(texts) else ""
            if not is_number(text):
                continue
            if is_total:
                found[column] = found[column]._replace(total=text)
            else:
                found[column].parts[code] = text
    return found


def _adds_up(printed: Sequence[_Figures | None]) -> bool | None:
    """Whether the parts on all pages add up to the total, the last one where several print it."""
    found = [figures for figures in printed if figures is not None]
    total_text = next((figures.total for figures in reversed(found) if figures.total is not None), None)
    by_code: dict[str, str] = {}
    for figures in found:
        by_code.update(figures.parts)
    texts = list(by_code.values())
    total = parse_number(total_text) if total_text is not None else None
    if total is None or total_text is None or not texts:
        return None
    numbers = [number for text in texts if (number := parse_number(text)) is not None]
    return abs(total - sum(numbers, Decimal(0))) <= rounding_tolerance([total_text, *texts])
