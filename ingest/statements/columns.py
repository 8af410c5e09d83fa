"""Which measure a column reports: its 栏次 number, its header, its place in the template and the values together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from ingest.fold import is_number, parse_number, printed_decimals
from ingest.memory import remembered
from ingest.statements.tables import MeasureFound, Table
from ingest.vocabulary import Statement

_SMALL_INTEGERS = {str(number): number for number in range(1, 100)}
_GARBAGE_LENGTH = 40
_MOST_HEADER_ROWS = 8
_HALF_WIDTH = Decimal("0.5")
_PARTS_OF_EXPENDITURE = ("basic", "project", "to_superior", "operating", "to_subordinate")


def regular_rows(table: Table, rows: Sequence[int]) -> list[int]:
    """The rows that are as long as most of the grid: only those can name its columns by where they stand."""
    return [row for row in rows if row not in table.irregular_rows]


def find_column_numbers(table: Table, row: int) -> dict[int, int]:
    """Column → 栏次 where the row is a row of column numbers, else nothing.

    Such a row counts up by one from left to right and prints besides only 栏次 (or a garbage first column).
    """
    numbers: dict[int, int] = {}
    names_itself = False
    for column, folded in enumerate(table.folded[row]):
        if not folded or len(folded) > _GARBAGE_LENGTH:
            continue
        if folded in _SMALL_INTEGERS:
            numbers[column] = _SMALL_INTEGERS[folded]
        elif folded == "栏次":
            names_itself = True
        elif numbers or "次" not in folded:
            return {}
    values = list(numbers.values())
    is_counting = all(after == before + 1 for before, after in pairwise(values))
    enough = len(values) >= (1 if names_itself else 3)
    return numbers if is_counting and enough and values[0] <= 2 else {}


def header_candidates(table: Table, header_rows: Sequence[int]) -> list[list[str]]:
    """For each column the ways to put together its header from its own cells and the merged cells above it, best
    first."""
    return _header_candidates(tuple([table.folded[row] for row in header_rows]), table.width)


@lru_cache(maxsize=512)
def _header_candidates(rows: tuple[tuple[str, ...], ...], width: int) -> list[list[str]]:
    """As `header_candidates`; the documents of one place print the same headers."""
    printed = [[*folds, *[""] * (width - len(folds))] for folds in rows]
    merged = merged_parents(rows, width)
    return [
        _candidates(own, parents) if any(own) else []
        for own, parents in zip(zip(*printed, strict=True), zip(*merged, strict=True), strict=True)
    ]


def _candidates(cells: Sequence[str], merged: Sequence[str]) -> list[str]:
    own = [folded for folded in cells if folded and len(folded) <= _GARBAGE_LENGTH]
    parents = [parent for folded, parent in zip(cells, merged, strict=True) if parent and not folded]
    lowest = own[-1] if own else ""
    candidates = ["".join(own)]
    if lowest:
        candidates += ["".join([*parents, lowest]), *[parent + lowest for parent in reversed(parents)]]
        candidates += ["".join(own[start:]) for start in range(1, len(own))]
        candidates += ["".join(own[:end]) for end in range(len(own) - 1, 0, -1)]
    return [candidate for candidate in candidates if candidate]


def merged_parents(rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    """For each header row and column what a merged cell that reaches over the column prints: the nearest text to the
    left of it.

    It does not reach past a column that a header row above begins anew.
    """
    found: list[list[str]] = []
    is_begun = [False] * width
    for folds in rows:
        parents, nearest, nearest_column, begun_column = [], "", -1, -1
        for column in range(width):
            if is_begun[column]:
                begun_column = column
            parents.append(nearest if begun_column <= nearest_column else "")
            folded = folds[column] if column < len(folds) else ""
            if folded:
                nearest, nearest_column = (folded if len(folded) <= _GARBAGE_LENGTH else ""), column
        for column, folded in enumerate(folds):
            is_begun[column] = is_begun[column] or bool(folded)
        found.append(parents)
    return found


def match_headers(
    statement: Statement, side: str, table: Table, header_rows: Sequence[int], columns: Sequence[int]
) -> dict[int, str]:
    """Column → measure by the text of the header; two columns that claim one measure lose it both."""
    known = statement.headers.get(side, {})
    found: dict[int, str] = {}
    candidates = header_candidates(table, header_rows)
    for column in columns:
        named = next((known[text] for text in candidates[column] if text in known), None) if candidates else None
        if named is not None:
            found[column] = named
    claims = list(found.values())
    return {column: measure for column, measure in found.items() if claims.count(measure) == 1}


def match_numbers(
    statement: Statement, side: str, numbers: Mapping[int, int], columns: Sequence[int]
) -> dict[int, str]:
    """Column → measure by 栏次."""
    found: dict[int, str] = {}
    for column in columns:
        measure = statement.measure_by_ordinal(side, numbers[column]) if column in numbers else None
        if measure is not None:
            found[column] = measure
    return found


def parts_of_total(statement: Statement, side: str) -> tuple[str, ...]:
    """The measures that add up to `total` in a row; empty where the side has no total."""
    measures = statement.ordered_measures(side)
    if "total" not in measures:
        return ()
    if "basic" in measures:
        return tuple(measure for measure in measures if measure in _PARTS_OF_EXPENDITURE)
    return tuple(measure for measure in measures if measure != "total")


def rounding_tolerance(texts: Sequence[str]) -> Decimal:
    """Half of the last printed digit of each number, summed: what rounding alone can explain."""
    return sum(map(_half_width, texts), Decimal(0))


@remembered
def _half_width(text: str) -> Decimal:
    return _HALF_WIDTH.scaleb(-printed_decimals(text)) if is_number(text) else Decimal(0)


def row_balance(statement: Statement, side: str, plan: Mapping[int, str], table: Table, rows: Sequence[int]) -> int:
    """Rows in which the parts add up to the printed total, less the rows in which they do not."""
    parts = parts_of_total(statement, side)
    columns = {measure: column for column, measure in plan.items()}
    if not parts or "total" not in columns:
        return 0
    balance = 0
    total_column, part_columns = columns["total"], [columns[part] for part in parts if part in columns]
    for row in rows:
        total_text = table.text(row, total_column)
        total = parse_number(total_text)
        if total is None:
            continue
        texts = table.texts[row]
        part_texts = [texts[column] if 0 <= column < len(texts) else "" for column in part_columns]
        numbers = [number for text in part_texts if (number := parse_number(text)) is not None]
        if not numbers:
            continue
        agrees = abs(total - sum(numbers, Decimal(0))) <= rounding_tolerance([total_text, *part_texts])
        balance += 1 if agrees else -1
    return balance


def row_parts(statement: Statement, side: str, plan: Mapping[int, str], table: Table, row: int) -> int:
    """How many parts of its total a row prints."""
    parts = parts_of_total(statement, side)
    return sum(measure in parts and is_number(table.text(row, column)) for column, measure in plan.items())


def name_columns(
    statement: Statement,
    side: str,
    table: Table,
    header_rows: Sequence[int],
    numbers: Mapping[int, int],
    columns: Sequence[int],
    rows: Sequence[int],
) -> dict[int, MeasureFound]:
    """Column → measure with its evidence, for the amount columns of one side; a column in doubt is left out."""
    header_rows, rows = regular_rows(table, header_rows)[-_MOST_HEADER_ROWS:], regular_rows(table, rows)
    by_number = match_numbers(statement, side, numbers, columns)
    by_header = match_headers(statement, side, table, header_rows, columns)
    plan = _settle(statement, side, table, rows, by_number, by_header, columns)
    filled = _fill_by_position(statement, side, table, rows, plan, columns)
    balance = row_balance(statement, side, filled, table, rows)
    is_position_alone = not plan and "total" in filled.values()
    if filled != plan and (balance < 0 or (is_position_alone and balance == 0)):
        filled = plan
        balance = row_balance(statement, side, filled, table, rows)
    is_balanced = balance > 0
    return {
        column: MeasureFound(measure, _evidence(statement, side, column, filled, by_number, by_header, is_balanced))
        for column, measure in filled.items()
    }


def _settle(
    statement: Statement,
    side: str,
    table: Table,
    rows: Sequence[int],
    by_number: dict[int, str],
    by_header: dict[int, str],
    columns: Sequence[int],
) -> dict[int, str]:
    """Join numbers and headers; where they contradict, the values decide, then a complete header, else nothing."""
    number_first = _joined(by_number, by_header)
    conflicts = {c for c in by_number if c in by_header and by_number[c] != by_header[c]}
    if not conflicts:
        return number_first
    header_first = _joined(by_header, by_number)
    number_balance = row_balance(statement, side, number_first, table, rows)
    header_balance = row_balance(statement, side, header_first, table, rows)
    if number_balance != header_balance:
        return number_first if number_balance > header_balance else header_first
    valued = {c for c in columns if any(is_number(table.text(row, c)) for row in rows)}
    if valued <= set(by_header):
        return header_first
    return {column: measure for column, measure in number_first.items() if column not in conflicts}


def _joined(first: Mapping[int, str], second: Mapping[int, str]) -> dict[int, str]:
    joined = dict(first)
    for column, measure in second.items():
        if column not in joined and measure not in joined.values():
            joined[column] = measure
    return joined


def _fill_by_position(
    statement: Statement, side: str, table: Table, rows: Sequence[int], plan: Mapping[int, str], columns: Sequence[int]
) -> dict[int, str]:
    """Name a run of nameless columns where the template leaves exactly as many measures at that place."""
    template = statement.ordered_measures(side)
    filled = dict(plan)
    named = [column for column in columns if plan.get(column) in template]
    columns = _without_blank_end(table, rows, plan, columns) if not named else columns
    anchors = [None, *named, None]
    for left, right in pairwise(anchors):
        run = [c for c in columns if (left is None or c > left) and (right is None or c < right) and c not in plan]
        start = 0 if left is None else template.index(plan[left]) + 1
        end = len(template) if right is None else template.index(plan[right])
        free = [measure for measure in template[start:end] if measure not in plan.values()]
        if run and len(run) == len(free):
            filled.update(zip(run, free, strict=True))
    return filled


def _without_blank_end(
    table: Table, rows: Sequence[int], plan: Mapping[int, str], columns: Sequence[int]
) -> Sequence[int]:
    kept = list(columns)
    while kept and kept[-1] not in plan and not any(table.fold(row, kept[-1]) for row in range(len(table.texts))):
        kept.pop()
    return kept


def _evidence(
    statement: Statement,
    side: str,
    column: int,
    plan: Mapping[int, str],
    by_number: Mapping[int, str],
    by_header: Mapping[int, str],
    is_balanced: bool,
) -> str:
    measure = plan[column]
    template = statement.ordered_measures(side)
    first = min(plan)
    words = []
    if by_number.get(column) == measure:
        words.append("column_number")
    if by_header.get(column) == measure:
        words.append("header")
    if measure in template and column - first == template.index(measure):
        words.append("position")
    if is_balanced and measure in ("total", *parts_of_total(statement, side)):
        words.append("values")
    return "+".join(words) or "position"
