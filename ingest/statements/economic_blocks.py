"""Basic expenditure by economic subject: blocks of code, name and amount side by side, totals in the last row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.fold import fold_label, is_number, kind_of_text
from ingest.statements.columns import find_column_numbers, name_columns, regular_rows
from ingest.statements.labels import put_code_and_label
from ingest.statements.lines import find_named_line, is_economic_code, join_code, split_glued
from ingest.statements.tables import (
    LineFound,
    MeasureFound,
    Placement,
    Sheet,
    Table,
    amount,
    is_label_text,
    strip_spaces,
)
from ingest.vocabulary import Statement

_THREE_DIGITS = re.compile(r"[35][0-9]{2}")
_TWO_DIGITS = re.compile(r"[0-9]{2}")
_GLUED_AMOUNT = re.compile(r"(.*[^\s0-9.,-])\s*(-?[0-9][0-9\s.,]*)", re.DOTALL)
_LONGEST_LABEL_CELL = 80
_TOTAL_WORDS = ("人员经费", "公用经费")
_SUM_WORDS = {"合计", "总计"}


@dataclass(slots=True)
class Block:
    """One block of columns; `end_column` is where the next begins."""

    code_columns: tuple[int, ...]
    end_column: int
    lines: dict[int, LineFound] = field(default_factory=dict)
    plan: dict[int, MeasureFound] = field(default_factory=dict)

    @property
    def label_column(self) -> int:
        """The name stands right of the code."""
        return self.code_columns[-1] + 1


@dataclass(slots=True)
class BlockPart:
    """One grid of the statement."""

    table: Table
    blocks: list[Block]
    numbers: dict[int, int] = field(default_factory=dict)
    number_rows: list[int] = field(default_factory=list)
    header_rows: list[int] = field(default_factory=list)
    total_rows: list[int] = field(default_factory=list)
    sum_rows: list[int] = field(default_factory=list)
    """Rows named 合计 that total the whole statement."""
    group_columns: dict[int, LineFound] = field(default_factory=dict)
    """Columns that split each amount into 人员经费 and 公用经费, with the line that their sum is."""


def read_economic_blocks(sheet: Sheet) -> None:
    """Place every cell of the statement's grids."""
    first: BlockPart | None = None
    for table in sheet.tables:
        part = BlockPart(table, _find_blocks(table, first))
        _read_rows(part)
        _find_groups(sheet.statement, part)
        _name(sheet.statement, part, first)
        _place(sheet, part)
        first = first or part


def read_block_lines(table: Table) -> list[LineFound]:
    """The economic subjects of one grid."""
    part = BlockPart(table, _find_blocks(table, None))
    _read_rows(part)
    return [line for block in part.blocks for line in block.lines.values()]


def _find_blocks(table: Table, first: BlockPart | None) -> list[Block]:
    """A block begins at each column whose economic codes stand left of names."""
    starts: list[tuple[int, ...]] = []
    for column in range(table.width):
        if starts and column <= starts[-1][-1]:
            continue
        if _is_code_column(table, column):
            starts.append((column, column + 1) if _is_second_column(table, column) else (column,))
    if first is not None and table.width == first.table.width:
        known = [block.code_columns for block in first.blocks]
        firsts = {start[0] for start in known}
        starts = known if all(start[0] in firsts for start in starts) else starts
    ends = [*(start[0] for start in starts[1:]), table.usual_width][: len(starts)]
    return [Block(start, end) for start, end in zip(starts, ends, strict=True)]


def _is_code_column(table: Table, column: int) -> bool:
    for row, folds in enumerate(table.folded):
        folded = folds[column] if column < len(folds) else ""
        if not folded or not folded[0].isdigit():
            continue
        if split_glued(table.texts[row][column], is_economic_code) is not None:
            return True
        if is_economic_code(folded):
            beside = [table.fold(row, column + 1), table.fold(row, column + 2)]
            if is_label_text(beside[0]) or (is_label_text(beside[1]) and _TWO_DIGITS.fullmatch(beside[0] or "00")):
                return True
    return False


def _is_second_column(table: Table, column: int) -> bool:
    """款 in a column of its own: two digits right of the three of 类."""
    return any(
        _THREE_DIGITS.fullmatch(table.fold(row, column)) and _TWO_DIGITS.fullmatch(table.fold(row, column + 1))
        for row in range(len(table.folded))
    )


def _read_rows(part: BlockPart) -> None:
    table = part.table
    before = {block.code_columns: "" for block in part.blocks}
    has_data = False
    for row in range(len(table.texts)):
        if table.is_blank_row(row):
            continue
        numbers = find_column_numbers(table, row) if not has_data else {}
        if numbers:
            part.numbers = part.numbers or numbers
            part.number_rows.append(row)
            continue
        for block in part.blocks:
            found = _line_of_block(table, row, block, before[block.code_columns])
            if found is not None:
                block.lines[row] = found
                before[block.code_columns] = found.line_code
                has_data = True
        joined = "".join(table.folded[row])
        if _names_the_sum(table, row) and not any(row in block.lines for block in part.blocks):
            part.sum_rows.append(row)
            has_data = True
            continue
        is_total = any(word in joined for word in _TOTAL_WORDS) and any(c.isdigit() for c in joined)
        if is_total and not any(row in block.lines for block in part.blocks):
            part.total_rows.append(row)
            has_data = True
        elif not has_data:
            part.header_rows.append(row)


def _names_the_sum(table: Table, row: int) -> bool:
    """合计 and numbers, and no other word."""
    if _SUM_WORDS.isdisjoint(table.folded[row]):
        return False
    words = {folded for folded in table.folded[row] if folded and not is_number(folded)}
    return words <= _SUM_WORDS and any(is_number(text) for text in table.texts[row])


def _find_groups(statement: Statement, part: BlockPart) -> None:
    """The columns headed 人员经费 or 公用经费: the amounts of their lines, whose sums alone the vocabulary names."""
    named = {block.label_column for block in part.blocks} | {c for b in part.blocks for c in b.code_columns}
    for row in regular_rows(part.table, part.header_rows):
        for column, folded in enumerate(part.table.folded[row]):
            line = find_named_line(statement, "", f"{folded}合计", 0) if folded in _TOTAL_WORDS else None
            if line is not None and column not in named:
                part.group_columns[column] = LineFound(line.line_code, folded, "header")


def _line_of_block(table: Table, row: int, block: Block, before: str) -> LineFound | None:
    code = join_code(table, row, block.code_columns, is_economic_code, before)
    label = table.text(row, block.label_column)
    if code:
        return LineFound(code, strip_spaces(label), "code_and_label" if is_label_text(fold_label(label)) else "code")
    for column in block.code_columns:
        glued = split_glued(table.text(row, column), is_economic_code)
        if glued:
            return LineFound(glued[0], strip_spaces(re.sub(r"[\s0-9.,]+$", "", glued[1])), "code_and_label")
    return None


def _name(statement: Statement, part: BlockPart, first: BlockPart | None) -> None:
    for index, block in enumerate(part.blocks):
        columns = list(range(block.label_column + 1, block.end_column))
        has_header = bool(part.header_rows or part.number_rows) or first is None
        if has_header:
            block.plan = name_columns(statement, "", part.table, part.header_rows, {}, columns, list(block.lines))
        if not block.plan and first is not None and index < len(first.blocks):
            block.plan = _continued(block, first.blocks[index])
        if not block.plan:
            valued = [c for c in columns if any(is_number(part.table.text(row, c)) for row in block.lines)]
            if len(valued) == 1:
                block.plan = {valued[0]: MeasureFound("amount", "position")}


def _continued(block: Block, before: Block) -> dict[int, MeasureFound]:
    shift = block.label_column - before.label_column
    return {
        column + shift: MeasureFound(measure.measure_code, "position")
        for column, measure in before.plan.items()
        if column + shift < block.end_column
    }


def _place(sheet: Sheet, part: BlockPart) -> None:
    table, number_rows, header_rows = part.table, set(part.number_rows), set(part.header_rows)
    total_rows = set(part.total_rows)
    for row in range(len(table.texts)):
        if row in number_rows:
            sheet.put_row(table, row, "column_number")
        elif row in header_rows:
            for column in range(len(table.texts[row])):
                sheet.put_header(table, row, column)
        elif row in total_rows:
            _place_totals(sheet, table, row)
        elif row in part.sum_rows:
            _place_sums(sheet, part, row)
        else:
            _place_blocks(sheet, part, row)
        for column in sheet.columns_left(table, row):
            sheet.put_unplaced(table, row, column, "no_line")


def _place_blocks(sheet: Sheet, part: BlockPart, row: int) -> None:
    if row in part.table.irregular_rows:
        for column in range(len(part.table.texts[row])):
            sheet.put_unplaced(part.table, row, column, "row_irregular")
        return
    for block in part.blocks:
        line = block.lines.get(row)
        if line is None:
            continue
        put_code_and_label(sheet, part.table, row, block.code_columns, block.label_column, 0, line)
        for column in range(block.label_column + 1, block.end_column):
            measure = block.plan.get(column)
            if measure is not None:
                sheet.put_amount(part.table, row, column, None, line, measure)
            else:
                is_group = column in part.group_columns
                sheet.put_unplaced(part.table, row, column, "expense_group" if is_group else "column_undecided")


def _place_sums(sheet: Sheet, part: BlockPart, row: int) -> None:
    """The totals of 人员经费 and 公用经费; the sum of both has no line in the vocabulary."""
    measure = MeasureFound("amount", "header")
    for column in range(len(part.table.texts[row])):
        line = part.group_columns.get(column)
        if row in part.table.irregular_rows:
            sheet.put_unplaced(part.table, row, column, "row_irregular")
        elif line is not None:
            sheet.put_amount(part.table, row, column, None, line, measure)
        elif is_number(part.table.text(row, column)):
            sheet.put_unplaced(part.table, row, column, "no_line")
        else:
            sheet.put(part.table, row, column, "label" if part.table.fold(row, column) else "noise")


def _place_totals(sheet: Sheet, table: Table, row: int) -> None:
    """Read a row of totals from left to right: a name, perhaps over several cells, then its amount.

    The amount may be glued to the name (`人员经费合计 382.73`).
    """
    pending: list[int] = []
    line: LineFound | None = None
    measure = MeasureFound("amount", "position")
    for column, text in enumerate(table.texts[row]):
        if not table.fold(row, column):
            continue
        if is_number(text):
            if line is not None:
                sheet.put_amount(table, row, column, None, line, measure)
                line, pending = None, []
            continue
        glued = _GLUED_AMOUNT.fullmatch(text.strip()) if len(text) <= _LONGEST_LABEL_CELL else None
        words = glued[1] if glued and is_number(glued[2]) else text
        name, pending = _total_name(sheet.statement, table, row, pending, column, words)
        if name is None:
            continue
        for labelled in pending:
            sheet.put(table, row, labelled, "label", line=name)
        line = name
        if glued and is_number(glued[2]):
            label = Placement("label", "text", glued[1], line_code=name.line_code, line_label=name.label)
            figure = amount(glued[2], kind_of_text(glued[2]), None, name, measure)
            sheet.put_fragments(table, row, column, [label, figure])
            line = None
        pending = []


def _total_name(
    statement: Statement, table: Table, row: int, pending: Sequence[int], column: int, words: str
) -> tuple[LineFound | None, list[int]]:
    """The total that a cell names alone or together with the cells before it, and the cells that name it."""
    alone = find_named_line(statement, "", words, 0)
    if alone is not None:
        return alone, [column]
    columns = [*pending, column]
    together = "".join([*(table.text(row, c) for c in pending), words])
    return find_named_line(statement, "", together, 0), columns
