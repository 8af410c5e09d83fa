"""Several projects in one table: a list that gives each project a row with its budget, execution, score or grade.

Each row is a form of its own with what the list says of it; where a form of the project is printed too, the row is one
more copy of it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ingest.evaluations.columns import Columns, columns_of_header, is_project_list_header
from ingest.evaluations.copies import CopyContent
from ingest.evaluations.entries import IndicatorSection
from ingest.evaluations.forms import FormRows, is_total_row
from ingest.evaluations.funds import PHASES, FundSection
from ingest.evaluations.rows import (
    PrintedRow,
    PrintedRows,
    Reading,
    has_words,
    read_number,
    read_percent,
    read_points,
    read_text,
)
from ingest.evaluations.vocabulary import EvaluationVocabulary
from ingest.fold import fold_label

_TEXTS = ("project_name", "implementing_unit", "grade")
_FIELDS = (*_TEXTS, *PHASES, "rate", "score")
_TOTALS = ("合计", "总计", "小计")
_LONGEST_HEADER = 200
_MOST_LINES_BETWEEN = 4  # from the line that prints the unit to the header


def find_list_headers(rows: PrintedRows, vocabulary: EvaluationVocabulary) -> frozenset[int]:
    """The numbers of the rows that are the header of a list of projects."""
    words = vocabulary.headers["list"]
    named = rows.numbers_of(vocabulary.list_name)
    return frozenset(n for n in named if is_project_list_header(rows[n], words, vocabulary.list_names))


def read_project_lists(
    rows: PrintedRows, headers: Collection[int], vocabulary: EvaluationVocabulary
) -> tuple[tuple[FormRows, CopyContent], ...]:
    """Every project of every list, in reading order; `headers` are the rows that begin one. A list goes on over pages,
    until its total row, a line of words or a grid of another width."""
    if not headers:
        return ()
    found: list[tuple[FormRows, CopyContent]] = []
    header: PrintedRow | None = None
    columns = Columns((), 0, "header")
    units: list[tuple[int, Reading]] = []
    for place, row in enumerate(rows):
        unit = _unit_of(row, vocabulary)
        if unit is not None:
            units = [(place, unit)]
        if place in headers:
            header, columns = row, columns_of_header(row, vocabulary.headers["list"])
            units = [near for near in units if place - near[0] <= _MOST_LINES_BETWEEN]
        elif header is not None:
            if _ends(row, columns):
                header = None
                continue
            content = _content(row, columns, [unit for _, unit in units], vocabulary)
            if content is not None:
                rows_of_it = FormRows("project", head=[row], fund_header=header, funds=[row], last_row=row)
                found.append((rows_of_it, content))
    return tuple(found)


def _ends(row: PrintedRow, columns: Columns) -> bool:
    if row.is_paragraph:
        return has_words(row.folded)
    return len(row.cells) != columns.width or any(fold_label(text) in _TOTALS for _, text in row.filled)


def _unit_of(row: PrintedRow, vocabulary: EvaluationVocabulary) -> Reading | None:
    """The unit of money: a line 单位:万元, or in parentheses in a header."""
    if "元" not in row.folded or len(row.folded) > _LONGEST_HEADER:
        return None
    found = vocabulary.unit_of_list.search(row.folded)
    if found is None:
        return None
    return Reading(row, None, row.text.strip(), "text", found.group(1) or found.group(2), "beside_funds")


def _content(
    row: PrintedRow, columns: Columns, units: Sequence[Reading], vocabulary: EvaluationVocabulary
) -> CopyContent | None:
    cells = {field: _read(row, field, columns) for field in _FIELDS if field in columns.fields}
    name = cells["project_name"]
    numbers = [reading for field, reading in cells.items() if field not in _TEXTS and reading.number is not None]
    if name.value is None or not has_words(name.value) or not numbers or is_total_row(row):
        return None
    head = {field: cells[field] for field in ("project_name", "implementing_unit") if field in cells}
    if units:
        head["unit_name"] = units[-1]
    funds = {"total": {field: cells[field] for field in (*PHASES, "rate") if field in cells}}
    total = {"score": cells["score"]} if "score" in cells else {}
    grade = next(
        (word for word in vocabulary.grades if (text := cells.get("grade")) and (text.value or "").startswith(word)),
        None,
    )
    conclusion = {"grade": cells["grade"]._replace(value=grade)} if grade else {}
    return CopyContent("project", head, FundSection(funds, None, ()), IndicatorSection((), total, ()), conclusion)


def _read(row: PrintedRow, field: str, columns: Columns) -> Reading:
    span = [column for column in columns.span(field, len(row.cells)) if row.folds[column]]
    column, text = (span[0], "|".join(row.cells[c] for c in span)) if span else (None, "")
    if field in _TEXTS:
        return read_text(row, column, "".join(row.cells[c] for c in span))
    if field == "rate":
        return read_percent(row, column, text)
    return read_points(row, column, text) if field == "score" else read_number(row, column, text)
