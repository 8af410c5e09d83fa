"""三公 expenses: twelve columns (six lines of budget and of actual, side by side or in pairs), or a line a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ingest.fold import is_number, parse_number
from ingest.statements.columns import (
    find_column_numbers,
    match_headers,
    merged_parents,
    regular_rows,
    rounding_tolerance,
)
from ingest.statements.lines import find_named_line
from ingest.statements.tables import CHINESE, LineFound, MeasureFound, Sheet, Table
from ingest.vocabulary import Statement

Slot = tuple[str, str]
"""line_code, measure_code."""

LINES = ("total", "overseas_travel", "vehicles", "vehicle_purchase", "vehicle_operation", "reception")
_SIDE_BY_SIDE: tuple[Slot, ...] = tuple((line, m) for m in ("budget", "actual") for line in LINES)
_IN_PAIRS: tuple[Slot, ...] = tuple((line, m) for line in LINES for m in ("budget", "actual"))
_SUMS = (
    ("total", ("overseas_travel", "vehicles", "reception")),
    ("vehicles", ("vehicle_purchase", "vehicle_operation")),
)
_LEAST_LINES_IN_ROWS = 3


def read_three_public(sheet: Sheet) -> None:
    """Place every cell of the statement's grids."""
    plan: dict[int, tuple[Slot, str]] = {}
    for table in sheet.tables:
        label_column = _label_column(sheet.statement, table)
        if label_column is not None:
            _place_rows(sheet, table, label_column)
            continue
        plan = _place_columns(sheet, table, plan)


def _label_column(statement: Statement, table: Table) -> int | None:
    """The column that names at least three different lines one below the other, or None."""
    for column in range(table.width):
        named = {
            found.line_code
            for texts in table.texts
            if column < len(texts) and (found := find_named_line(statement, "", texts[column], 0)) is not None
        }
        if len(named) >= _LEAST_LINES_IN_ROWS:
            return column
    return None


def _place_rows(sheet: Sheet, table: Table, label_column: int) -> None:
    """A line a row: the columns are named by their headers."""
    statement = sheet.statement
    lines = {
        row: found
        for row in range(len(table.texts))
        if (found := find_named_line(statement, "", table.text(row, label_column), 0)) is not None
    }
    header_rows = [row for row in range(min(lines)) if not find_column_numbers(table, row)]
    header_rows = regular_rows(table, header_rows)[-8:]
    columns = range(label_column + 1, table.width)
    measures = match_headers(statement, "", table, header_rows, columns)
    for row in range(len(table.texts)):
        if row < min(lines):
            _place_head(sheet, table, row)
            continue
        line = lines.get(row)
        if line is not None:
            sheet.put(table, row, label_column, "label", line=line)
        for column in range(len(table.texts[row])):
            if line is not None and column in measures and row not in table.irregular_rows:
                sheet.put_amount(table, row, column, None, line, MeasureFound(measures[column], "header"))
            elif not sheet.is_placed(table, row, column):
                is_ordinal = any(table.fold(header, column) == "行次" for header in header_rows)
                if is_ordinal and table.fold(row, column):
                    sheet.put(table, row, column, "ordinal", line=line)
                elif is_number(table.text(row, column)):
                    sheet.put_unplaced(table, row, column, "column_undecided" if line else "no_line")
                else:
                    sheet.put(table, row, column, "note" if table.fold(row, column) else "noise")


def _place_head(sheet: Sheet, table: Table, row: int) -> None:
    if find_column_numbers(table, row):
        sheet.put_row(table, row, "column_number")
        return
    for column in range(len(table.texts[row])):
        sheet.put_header(table, row, column)


def _place_columns(sheet: Sheet, table: Table, before: Mapping[int, tuple[Slot, str]]) -> dict[int, tuple[Slot, str]]:
    """Each column is a line and a measure; a page without header follows the page before it."""
    number_rows = [row for row in range(len(table.texts)) if find_column_numbers(table, row)]
    header_rows = [
        row
        for row in range(len(table.texts))
        if row not in number_rows and any(CHINESE.search(folded) for folded in table.folded[row])
    ]
    start = max([*number_rows[:1], *header_rows], default=-1) + 1
    header_rows, number_rows = regular_rows(table, header_rows)[-8:], regular_rows(table, number_rows)
    data_rows = [row for row in range(start, len(table.texts)) if not table.is_blank_row(row)]
    numbers = find_column_numbers(table, number_rows[0]) if number_rows else {}
    plan = _plan(sheet.statement, table, header_rows, numbers, data_rows)
    if not plan and not header_rows and not number_rows:
        plan = dict(before)
    for row in range(len(table.texts)):
        if row < start:
            _place_head(sheet, table, row)
            continue
        for column in range(len(table.texts[row])):
            slot = plan.get(column)
            if row in table.irregular_rows:
                sheet.put_unplaced(table, row, column, "row_irregular")
            elif slot is None or table.is_blank_row(row):
                sheet.put_unplaced(table, row, column, "column_undecided")
            else:
                line = LineFound(slot[0][0], "", _line_evidence(slot[1]))
                sheet.put_amount(table, row, column, None, line, MeasureFound(slot[0][1], slot[1]))
    return plan


def _line_evidence(evidence: str) -> str:
    return "label" if "header" in evidence else "ordinal"


def _plan(
    statement: Statement,
    table: Table,
    header_rows: Sequence[int],
    numbers: Mapping[int, int],
    data_rows: Sequence[int],
) -> dict[int, tuple[Slot, str]]:
    """Weigh the readings by header, by 栏次 and by position; what the sums refute gives way."""
    by_header = _by_header(statement, table, header_rows)
    by_number = _by_number(numbers, by_header)
    valued = {c for c in range(table.width) if any(is_number(table.text(row, c)) for row in data_rows)}
    readings: list[tuple[str, dict[int, Slot]]] = []
    if by_header and valued <= set(by_header) and len(set(by_header.values())) == len(by_header):
        readings.append(("header", by_header))
    if by_number:
        readings.append(("column_number", by_number))
    if not readings:
        columns = [c for c in range(table.width) if any(table.fold(row, c) for row in header_rows) or c in valued]
        if len(columns) == len(_SIDE_BY_SIDE):
            readings = [("position", dict(zip(columns, slots, strict=True))) for slots in (_SIDE_BY_SIDE, _IN_PAIRS)]
    scored = [(_balance(reading, table, data_rows), name, reading) for name, reading in readings]
    if not scored:
        return {}
    best, name, reading = max(scored, key=lambda entry: entry[0])
    rivals = [other for score, _, other in scored if score == best and other != reading]
    if name == "position" and (rivals or best <= 0):
        return {}
    return {c: (slot, _evidence(c, slot, name, by_header, by_number, best)) for c, slot in reading.items()}


def _evidence(
    column: int, slot: Slot, name: str, by_header: Mapping[int, Slot], by_number: Mapping[int, Slot], balance: int
) -> str:
    words = []
    if by_number.get(column) == slot:
        words.append("column_number")
    if by_header.get(column) == slot:
        words.append("header")
    if name == "position":
        words.append("position")
    if balance > 0:
        words.append("values")
    return "+".join(words)


def _by_number(numbers: Mapping[int, int], by_header: Mapping[int, Slot]) -> dict[int, Slot]:
    """栏次 1–12 of the national template: budget 1–6, actual 7–12; six columns alone are one of the two."""
    if len(numbers) == len(_SIDE_BY_SIDE) and set(numbers.values()) == set(range(1, 13)):
        return {column: _SIDE_BY_SIDE[number - 1] for column, number in numbers.items()}
    measures = {measure for _, measure in by_header.values()}
    if len(numbers) == len(LINES) and len(measures) == 1:
        measure = measures.pop()
        return {column: (LINES[number - 1], measure) for column, number in numbers.items()}
    return {}


def _by_header(statement: Statement, table: Table, header_rows: Sequence[int]) -> dict[int, Slot]:
    """Column → line and measure by the header cells above it, the lowest first."""
    known = statement.headers.get("", {})
    found: dict[int, Slot] = {}
    has_budget = any("预算" in folded for row in header_rows for folded in table.folded[row])
    merged = merged_parents([table.folded[row] for row in header_rows], table.width)
    for column in range(table.width):
        if not any(table.fold(row, column) for row in header_rows):
            continue
        texts = [table.fold(row, column) or merged[at][column] for at, row in enumerate(header_rows)]
        measure = next((known[text] for text in reversed(texts) if text in known), None)
        if measure is None and not has_budget:
            measure = "actual"  # the statement is one of final accounts; only a budget beside it must be named
        named = [find_named_line(statement, "", text, 0) for text in reversed(texts)]
        line = next((name for name in named if name is not None), None)
        if measure is not None and line is not None:
            found[column] = (line.line_code, measure)
    return found


def _balance(plan: Mapping[int, Slot], table: Table, rows: Sequence[int]) -> int:
    """Sums of the statement that hold less those that do not."""
    balance = 0
    columns = {slot: column for column, slot in plan.items()}
    for row in rows:
        for measure in ("budget", "actual"):
            for whole, parts in _SUMS:
                whole_text = table.text(row, columns.get((whole, measure), -1))
                part_texts = [table.text(row, columns.get((part, measure), -1)) for part in parts]
                total = parse_number(whole_text)
                numbers = [number for text in part_texts if (number := parse_number(text)) is not None]
                if total is None or not numbers:
                    continue
                agrees = abs(total - sum(numbers, Decimal(0))) <= rounding_tolerance([whole_text, *part_texts])
                balance += 1 if agrees else -1
    return balance
