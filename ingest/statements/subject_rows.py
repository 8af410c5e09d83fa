"""Statements with a subject a row: a code (in one column or in 类|款|项), a name, then one column a measure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from ingest.fold import fold_label, is_number
from ingest.memory import remembered
from ingest.statements.columns import find_column_numbers, name_columns, row_balance, row_parts
from ingest.statements.continuation import ContinuedPart, name_continuation
from ingest.statements.labels import put_code_and_label
from ingest.statements.lines import CodeTest, code_test, find_named_line, join_code, split_glued, split_number
from ingest.statements.tables import CHINESE, LineFound, MeasureFound, Sheet, Table, is_label_text, strip_spaces
from ingest.vocabulary import Statement, Vocabulary

_CODE_HEADERS = re.compile(r"(?:支出)?(?:功能|经济)?(?:分类)?科目(?:代码|编码)")
_LABEL_HEADERS = ("科目名称", "项目", "功能分类科目名称", "科目")
_TWO_DIGITS = re.compile("[0-9]{2}")
_LEVEL_HEADERS = ("类", "款", "项")


@dataclass(slots=True, eq=False)
class SubjectPart:
    """One grid of the statement: where its codes and names stand, and its rows by what they are."""

    table: Table
    code_columns: tuple[int, ...]
    label_column: int
    numbers: dict[int, int] = field(default_factory=dict)
    number_rows: list[int] = field(default_factory=list)
    header_rows: list[int] = field(default_factory=list)
    lines: dict[int, LineFound] = field(default_factory=dict)
    shifts: dict[int, int] = field(default_factory=dict)

    @property
    def first_measure_column(self) -> int:
        """The first column that can hold amounts."""
        return max((*self.code_columns, self.label_column)) + 1

    def measure_columns(self) -> list[int]:
        """The columns right of code and name."""
        return list(range(self.first_measure_column, self.table.usual_width))


def read_subject_rows(sheet: Sheet, vocabulary: Vocabulary) -> None:
    """Place every cell of the statement's grids."""
    parts: list[SubjectPart] = []
    for table in sheet.tables:
        parts.append(read_subject_part(sheet.statement, table, parts[0] if parts else None, vocabulary))
    for part, plan in zip(parts, _plans(sheet.statement, parts), strict=True):
        _place_part(sheet, part, plan)


@lru_cache(maxsize=32)
def read_subject_part(
    statement: Statement, table: Table, first: SubjectPart | None, vocabulary: Vocabulary
) -> SubjectPart:
    """Where codes and names stand in one grid, and what its rows are; kept, for a page is first asked whether it goes
    on with the one before."""
    part = find_code_and_label_columns(statement, table, first)
    _read_lines(statement, part, vocabulary)
    return part


def find_code_and_label_columns(statement: Statement, table: Table, first: SubjectPart | None) -> SubjectPart:
    """Find code and name columns by what stands in them, else by their headers, else as on the first page."""
    is_code = code_test(statement)
    counts = [0] * table.width
    alone = [0] * table.width
    for row, (texts, folds) in enumerate(zip(table.texts, table.folded, strict=True)):
        if row in table.irregular_rows:
            continue
        for column, folded in enumerate(folds):
            if not folded or not folded[0].isdigit():
                continue
            if is_code(folded):
                counts[column] += 1
                alone[column] += 1
            elif split_glued(texts[column], is_code):
                counts[column] += 1
    levels = _level_columns(table)
    if levels:
        code_columns = levels
    elif any(counts):
        # Of columns with as many codes the one that prints them alone: the other repeats whole rows in one cell.
        best = max(range(table.width), key=lambda column: (counts[column], alone[column], -column))
        code_columns = (best, *_columns_of_lower_levels(table, best))
    else:
        code_columns = _header_column(table, _CODE_HEADERS.fullmatch)
    if not code_columns and first is not None and first.table.width == table.width:
        return SubjectPart(table, first.code_columns, first.label_column)
    return SubjectPart(table, code_columns, _label_column(table, code_columns, is_code))


def _level_columns(table: Table) -> tuple[int, ...]:
    for row in range(min(len(table.folded), 8)):
        folds = list(table.folded[row])
        if "类" in folds and "款" in folds:
            return tuple(folds.index(name) for name in _LEVEL_HEADERS if name in folds)
    return ()


def _columns_of_lower_levels(table: Table, first: int) -> tuple[int, ...]:
    """The 款 and 项 columns right of a 类 column on a page without header: two digits where 类 has three."""
    found: list[int] = []
    for column in (first + 1, first + 2):
        printed = {folds[column] for folds in table.folded if column < len(folds)} - {""}
        if not printed or not all(map(_TWO_DIGITS.fullmatch, printed)):
            break
        found.append(column)
    return tuple(found)


def _header_column(table: Table, matches: object) -> tuple[int, ...]:
    assert callable(matches)
    for row in range(min(len(table.folded), 6)):
        for column, folded in enumerate(table.folded[row]):
            if folded and matches(folded):
                return (column,)
    return ()


def _label_column(table: Table, code_columns: tuple[int, ...], is_code: CodeTest) -> int:
    """The first column right of the codes with words in most rows that have a code."""
    start = code_columns[-1] + 1 if code_columns else 0
    rows = [
        folds
        for folds in table.folded
        if not code_columns or any(column < len(folds) and folds[column].isdigit() for column in code_columns)
    ]
    for column in range(start, table.width):
        words = sum([column < len(folds) and is_label_text(folds[column]) for folds in rows])
        if words * 2 > len(rows):
            return column
    header = _header_column(table, lambda folded: folded in _LABEL_HEADERS)
    if header and header[0] >= start:
        return header[0]
    glued = any(split_glued(table.text(row, start - 1), is_code) for row in range(len(table.texts))) if start else False
    is_named = any(start < len(folds) and is_label_text(folds[start]) for folds in rows)
    return start - 1 if glued and not is_named else start


def _read_lines(statement: Statement, part: SubjectPart, vocabulary: Vocabulary) -> None:
    """Tell header, number and data rows apart and find the line of each data row."""
    table, before = part.table, ""
    for row in range(len(table.texts)):
        if table.is_blank_row(row):
            continue
        numbers = find_column_numbers(table, row) if not part.lines else {}
        if numbers:
            part.numbers = part.numbers or ({} if row in table.irregular_rows else numbers)
            part.number_rows.append(row)
            continue
        found = _line_of_row(statement, part, row, before, vocabulary)
        if found is None:
            if not part.lines:
                part.header_rows.append(row)
            continue
        part.lines[row] = found
        if found.line_code[:1].isdigit():
            before = found.line_code


def _line_of_row(
    statement: Statement, part: SubjectPart, row: int, before: str, vocabulary: Vocabulary
) -> LineFound | None:
    table, is_code = part.table, code_test(statement)
    label = table.text(row, part.label_column)
    code = join_code(table, row, part.code_columns, is_code, before)
    if code:
        return LineFound(code, strip_spaces(label), "code_and_label" if is_label_text(fold_label(label)) else "code")
    for column in part.code_columns:
        glued = split_glued(table.text(row, column), is_code)
        if glued:
            return LineFound(glued[0], strip_spaces(_words(glued[1])), "code_and_label")
    named = _total_line(statement, part, row)
    if named is not None:
        return named
    shifted = _shifted_line(table, part, row, is_code)
    if shifted is not None:
        return shifted
    class_code = vocabulary.class_names.get(fold_label(label))
    if class_code is not None and not part.code_columns:
        return LineFound(class_code, strip_spaces(label), "label")
    return None


@remembered
def _words(text: str) -> str:
    """The words of a label without a number glued to its end."""
    return re.sub(r"[\s0-9.,]+$", "", text)


def _total_line(statement: Statement, part: SubjectPart, row: int) -> LineFound | None:
    """A row named 合计 in its code or name columns; not where the amount columns print words (a header does)."""
    table = part.table
    for column in (part.label_column, *part.code_columns):
        named = find_named_line(statement, "", table.text(row, column), 0)
        if named is not None:
            amounts = table.folded[row][part.first_measure_column : table.usual_width]
            return None if any(map(CHINESE.search, amounts)) else named
    return None


def _shifted_line(table: Table, part: SubjectPart, row: int, is_code: CodeTest) -> LineFound | None:
    """A row whose code and name stand some columns beside the others'."""
    if len(part.code_columns) != 1:
        return None
    for column, (code, label) in enumerate(pairwise(table.folded[row])):
        if code and is_code(code) and is_label_text(label) and column not in part.code_columns:
            part.shifts[row] = column - part.code_columns[0]
            return LineFound(code, strip_spaces(table.text(row, column + 1)), "code_and_label")
    return None


def _plans(statement: Statement, parts: Sequence[SubjectPart]) -> list[dict[int, MeasureFound]]:
    """Column → measure for each part; a part without header or numbers follows the first."""
    plans: list[dict[int, MeasureFound]] = []
    waiting: list[int] = []
    for index, part in enumerate(parts):
        rows = list(_regular_lines(part))
        plan: dict[int, MeasureFound] = {}
        if any(column < part.first_measure_column for column in part.numbers):
            plans.append(plan)  # 栏次 over codes or names: header and rows do not stand in the same columns
            continue
        if part.header_rows or part.number_rows or index == 0:
            plan = name_columns(statement, "", part.table, part.header_rows, part.numbers, part.measure_columns(), rows)
        if not plan and index > 0:
            waiting.append(index)
        plans.append(plan)
    if waiting:
        continued = [ContinuedPart(p.table, p.first_measure_column, _regular_lines(p)) for p in parts]
        name_continuation(continued, plans, waiting)
    return plans


def _place_part(sheet: Sheet, part: SubjectPart, plan: Mapping[int, MeasureFound]) -> None:
    number_rows, header_rows = set(part.number_rows), set(part.header_rows)
    for row in range(len(part.table.texts)):
        if row in number_rows:
            sheet.put_row(part.table, row, "column_number")
        elif row in part.lines:
            _place_row(sheet, part, row, plan)
        elif row in header_rows:
            _place_header(sheet, part.table, row)
        else:
            _place_lineless(sheet, part, row)


def _place_header(sheet: Sheet, table: Table, row: int) -> None:
    for column in range(len(table.texts[row])):
        sheet.put_header(table, row, column)


def _place_lineless(sheet: Sheet, part: SubjectPart, row: int) -> None:
    """A row below the header that names no line: a sentence, a repeated header, or numbers without a name."""
    table = part.table
    for column in range(len(table.texts[row])):
        if is_number(table.text(row, column)):
            sheet.put_unplaced(table, row, column, "no_line")
        else:
            sheet.put(table, row, column, "note" if table.fold(row, column) else "noise")


def _place_row(sheet: Sheet, part: SubjectPart, row: int, plan: Mapping[int, MeasureFound]) -> None:
    table, line, shift = part.table, part.lines[row], part.shifts.get(row, 0)
    moved = _measure_shift(sheet.statement, part, row, plan, shift)
    is_glued = bool(moved) and not shift  # code and name share one cell, the first amount stands where names do
    label_column = part.code_columns[-1] if is_glued else part.label_column
    put_code_and_label(sheet, table, row, part.code_columns, label_column, shift, line)
    if moved is None:
        for column in range(len(table.texts[row])):
            sheet.put_unplaced(table, row, column, "row_irregular")
        return
    for column in sheet.columns_left(table, row):
        measure = plan.get(column - moved)
        if measure is not None:
            sheet.put_amount(table, row, column, None, line, measure)
        elif column < part.first_measure_column + moved:
            sheet.put(table, row, column, "noise", reason="garbage_column" if table.fold(row, column) else None)
        else:
            sheet.put_unplaced(table, row, column, "column_undecided")


def _measure_shift(
    statement: Statement, part: SubjectPart, row: int, plan: Mapping[int, MeasureFound], shift: int
) -> int | None:
    """By how many columns a row's amounts stand beside the plan; None where that cannot be told.

    A row of the usual length stands where the plan says. One cell more before the code, or code and name in one cell
    and one cell less, explain a shift of all that follows. Any other oddity must be witnessed by the row's own sum.
    """
    table = part.table
    excess = len(table.texts[row]) - table.usual_width if row in table.irregular_rows else 0
    if excess == -1 and not shift and _is_glued(part, row):
        return -1
    number_as_name = bool(part.code_columns) and is_number(table.text(row, part.label_column + shift))
    if excess == shift and not number_as_name:
        return shift
    if excess or not shift:
        return None
    moved = {column + shift: measure.measure_code for column, measure in plan.items()}
    is_witnessed = row_balance(statement, "", moved, table, [row]) > 0
    return shift if is_witnessed and row_parts(statement, "", moved, table, row) > 1 else None


def _is_glued(part: SubjectPart, row: int) -> bool:
    return any(split_number(part.table.text(row, column)) for column in part.code_columns)


def _regular_lines(part: SubjectPart) -> dict[int, str]:
    """Row → line code, for the rows that stand where the others do."""
    return {
        row: found.line_code
        for row, found in part.lines.items()
        if row not in part.shifts and row not in part.table.irregular_rows
    }
