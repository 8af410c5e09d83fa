"""Statements with income on the left and expenditure on the right, each side with its own names and amounts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.statements.columns import find_column_numbers, name_columns, regular_rows
from ingest.statements.labels import put_code_and_label
from ingest.statements.lines import find_class, find_named_line
from ingest.statements.tables import LineFound, MeasureFound, Sheet, Table, is_number
from ingest.vocabulary import Statement, Vocabulary

SIDES = ("income", "expenditure")
_INTEGER = re.compile(r"[1-9][0-9]?")
_LEAST_ORDINALS = 3


@dataclass(slots=True)
class SidePart:
    """One side of one grid: its columns and the line of each row."""

    side: str
    label_column: int
    end_column: int
    ordinal_columns: tuple[int, ...] = ()
    lines: dict[int, LineFound] = field(default_factory=dict)
    plan: dict[int, MeasureFound] = field(default_factory=dict)

    def amount_columns(self) -> list[int]:
        """The columns between this side's names and the next side's."""
        return [c for c in range(self.label_column + 1, self.end_column) if c not in self.ordinal_columns]


@dataclass(slots=True)
class TwoSidedPart:
    """One grid of the statement."""

    table: Table
    sides: list[SidePart]
    numbers: dict[int, int] = field(default_factory=dict)
    number_rows: list[int] = field(default_factory=list)
    header_rows: list[int] = field(default_factory=list)


def read_two_sided(sheet: Sheet, vocabulary: Vocabulary) -> None:
    """Place every cell of the statement's grids."""
    parts: list[TwoSidedPart] = []
    last_ordinals = dict.fromkeys(SIDES, 0)
    for table in sheet.tables:
        part = TwoSidedPart(table, _find_sides(sheet.statement, table, vocabulary, parts[0] if parts else None))
        _read_rows(sheet.statement, part, vocabulary, last_ordinals)
        _find_ordinals(part, parts[0] if parts else None)
        _name(sheet.statement, part, parts[0] if parts else None)
        parts.append(part)
        _place(sheet, part)


def read_side_lines(statement: Statement, table: Table, vocabulary: Vocabulary) -> dict[str, list[LineFound]]:
    """side → the lines that one grid names."""
    part = TwoSidedPart(table, _find_sides(statement, table, vocabulary, None))
    _read_rows(statement, part, vocabulary, dict.fromkeys(SIDES, 0))
    return {side.side: list(side.lines.values()) for side in part.sides}


def side_line(statement: Statement, side: str, text: str, after: int, vocabulary: Vocabulary) -> LineFound | None:
    """A named line of the side or, for expenditure, a function class."""
    named = find_named_line(statement, side, text, after)
    if named is None and side == "expenditure":
        return find_class(vocabulary, text)
    return named


def _find_sides(
    statement: Statement, table: Table, vocabulary: Vocabulary, first: TwoSidedPart | None
) -> list[SidePart]:
    """The name column of a side is the one that names most of its lines; income stands left of expenditure."""
    counts = {side: [0] * (table.width + 1) for side in SIDES}
    for row in range(len(table.texts)):
        for column, text in enumerate(table.texts[row]):
            if not table.folded[row][column] or is_number(text):
                continue
            for side in SIDES:
                counts[side][column] += side_line(statement, side, text, 0, vocabulary) is not None
    right = _best(counts["expenditure"], 1)
    left = _best(counts["income"][: right if right is not None else table.width], 0)
    if first is not None and (right is None or left is None) and table.width == first.table.width:
        return [SidePart(s.side, s.label_column, s.end_column) for s in first.sides]
    sides = []
    if left is not None:
        sides.append(SidePart("income", left, right if right is not None else table.usual_width))
    if right is not None:
        sides.append(SidePart("expenditure", right, table.usual_width))
    return sides


def _best(counts: Sequence[int], start: int) -> int | None:
    highest = max(counts[start:], default=0)
    return counts.index(highest, start) if highest else None


def _read_rows(statement: Statement, part: TwoSidedPart, vocabulary: Vocabulary, last_ordinals: dict[str, int]) -> None:
    table, has_data = part.table, False
    for row in range(len(table.texts)):
        if table.is_blank_row(row):
            continue
        numbers = find_column_numbers(table, row) if not has_data else {}
        if numbers:
            part.numbers = part.numbers or ({} if row in table.irregular_rows else numbers)
            part.number_rows.append(row)
            continue
        for side in part.sides:
            text = table.text(row, side.label_column)
            found = side_line(statement, side.side, text, last_ordinals[side.side], vocabulary) if text else None
            if found is not None:
                side.lines[row] = found
                has_data = True
                named = statement.lines.get(side.side, {}).get(found.line_code)
                if named is not None:
                    last_ordinals[side.side] = max(last_ordinals[side.side], named.ordinal)
        if not has_data:
            part.header_rows.append(row)


def _find_ordinals(part: TwoSidedPart, first: TwoSidedPart | None) -> None:
    for index, side in enumerate(part.sides):
        columns = range(side.label_column + 1, side.end_column)
        found = [column for column in columns if _is_ordinal_column(part, column)]
        if not found and first is not None and len(first.sides) == len(part.sides):
            offset = first.sides[index].label_column - side.label_column
            found = [c - offset for c in first.sides[index].ordinal_columns if _is_all_integers(part, c - offset)]
        side.ordinal_columns = tuple(found)


def _is_ordinal_column(part: TwoSidedPart, column: int) -> bool:
    """行次: so named in the header, or whole numbers that count up by one from row to row."""
    if any(part.table.fold(row, column) == "行次" for row in regular_rows(part.table, part.header_rows)):
        return True
    heads = {*part.header_rows, *part.number_rows}
    rows = [row for row in regular_rows(part.table, range(len(part.table.texts))) if row not in heads]
    folds = [part.table.fold(row, column) for row in rows if part.table.fold(row, column)]
    if len(folds) < _LEAST_ORDINALS or not all(_INTEGER.fullmatch(folded) for folded in folds):
        return False
    values = [int(folded) for folded in folds]
    return all(after == before + 1 for before, after in pairwise(values))


def _is_all_integers(part: TwoSidedPart, column: int) -> bool:
    folds = [part.table.fold(row, column) for row in range(len(part.table.texts))]
    return all(not folded or _INTEGER.fullmatch(folded) for folded in folds)


def _name(statement: Statement, part: TwoSidedPart, first: TwoSidedPart | None) -> None:
    for index, side in enumerate(part.sides):
        columns = side.amount_columns()
        if first is None or part.header_rows or part.number_rows:
            side.plan = name_columns(
                statement, side.side, part.table, part.header_rows, part.numbers, columns, list(side.lines)
            )
        if not side.plan and first is not None and len(first.sides) == len(part.sides):
            side.plan = _continued(part, first, side, first.sides[index])


def _continued(part: TwoSidedPart, first: TwoSidedPart, side: SidePart, before: SidePart) -> dict[int, MeasureFound]:
    """A page without header follows the first column by column when the side is as wide there."""
    widths_agree = (
        len(side.amount_columns()) == len(before.amount_columns()) or part.table.usual_width == first.table.usual_width
    )
    if not widths_agree:
        return {}
    places = dict(zip(before.amount_columns(), side.amount_columns(), strict=False))
    return {
        places[column]: MeasureFound(measure.measure_code, "position")
        for column, measure in before.plan.items()
        if column in places
    }


def _place(sheet: Sheet, part: TwoSidedPart) -> None:
    table, number_rows, header_rows = part.table, set(part.number_rows), set(part.header_rows)
    for row in range(len(table.texts)):
        if row in number_rows:
            sheet.put_row(table, row, "column_number")
        elif row in header_rows:
            for column in range(len(table.texts[row])):
                sheet.put_header(table, row, column)
        else:
            for side in part.sides if row not in table.irregular_rows else ():
                _place_side(sheet, table, row, side)
            for column in sheet.columns_left(table, row):
                is_irregular = row in table.irregular_rows
                sheet.put_unplaced(table, row, column, "row_irregular" if is_irregular else "column_undecided")


def _place_side(sheet: Sheet, table: Table, row: int, side: SidePart) -> None:
    line = side.lines.get(row)
    for column in side.ordinal_columns:
        if _INTEGER.fullmatch(table.fold(row, column)):
            sheet.put(table, row, column, "ordinal", side=side.side, line=line)
        elif table.fold(row, column):
            sheet.put_unplaced(table, row, column, "in_ordinal_column", side.side)
    if line is None:
        _place_nameless(sheet, table, row, side)
        return
    put_code_and_label(sheet, table, row, (), side.label_column, 0, line, side.side)
    _place_amounts(sheet, table, row, side, line, side.plan)


def _place_amounts(
    sheet: Sheet, table: Table, row: int, side: SidePart, line: LineFound, plan: Mapping[int, MeasureFound]
) -> None:
    for column in side.amount_columns():
        measure = plan.get(column)
        if measure is not None:
            sheet.put_amount(table, row, column, side.side, line, measure)
        else:
            sheet.put_unplaced(table, row, column, "column_undecided", side.side)


def _place_nameless(sheet: Sheet, table: Table, row: int, side: SidePart) -> None:
    for column in range(side.label_column, side.end_column):
        if is_number(table.text(row, column)):
            sheet.put_unplaced(table, row, column, "no_line", side.side)
        else:
            role = "note" if table.fold(row, column) else "noise"
            sheet.put(table, row, column, "note" if role == "note" else "noise", side=side.side)
