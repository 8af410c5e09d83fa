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
    return [
        column
        for column in range(part.first_measure_column, part.table.width)
        if any(is_number(part.table.text(row, column)) for row in part.lines)
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
    measures = [offsets[offset] for offset in sorted(offsets)]
    confirmed: list[Plan] = []
    for number, chosen in enumerate(combinations(measures, len(valued))):
        if number >= _MOST_READINGS:
            return {}
        plan = {c: MeasureFound(m.measure_code, "values") for c, m in zip(valued, chosen, strict=True)}
        trial = [plan if other == index else plans[other] for other in range(len(parts))]
        if _is_confirmed(parts[index], plan, _verdicts(parts, trial)):
            confirmed.append(plan)
    return confirmed[0] if len(confirmed) == 1 else {}


def _verdicts(parts: Sequence[ContinuedPart], plans: Sequence[Plan]) -> dict[str, bool | None]:
    """Measure → whether the rows of the highest level add up to the total row; None where that cannot be asked."""
    levels = {len(code) for part in parts for code in part.lines.values() if code.isdigit()}
    top = min(levels, default=0)
    totals: dict[str, str] = {}
    columns: dict[str, dict[str, str]] = {}
    for part, plan in zip(parts, plans, strict=True):
        for row, code in part.lines.items():
            for column, measure in plan.items():
                text = part.table.text(row, column)
                if not code.isdigit() and is_number(text):
                    totals[measure.measure_code] = text
                elif len(code) == top and is_number(text):
                    columns.setdefault(measure.measure_code, {})[code] = text
    return {measure: _adds_up(totals.get(measure), list(texts.values())) for measure, texts in columns.items()}


def _adds_up(total_text: str | None, texts: Sequence[str]) -> bool | None:
    total = parse_number(total_text) if total_text is not None else None
    if total is None or total_text is None:
        return None
    numbers = [number for text in texts if (number := parse_number(text)) is not None]
    return abs(total - sum(numbers, Decimal(0))) <= rounding_tolerance([total_text, *texts])
