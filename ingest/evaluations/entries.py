"""The indicators of a form, row by row: rows torn over a page break are rejoined, rows merged by extraction are split,
where the structure proves it; what stays unexplained is kept as an unread row with a reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.evaluations.columns import (
    INDICATOR_FIELDS,
    Columns,
    columns_of_header,
    columns_of_numbers,
    completed,
    number_list,
)
from ingest.evaluations.forms import FormRows
from ingest.evaluations.model import EvaluationCellKind
from ingest.evaluations.rows import PrintedRow, Reading, has_words, is_dash, plain, points_of, read_points, read_text
from ingest.evaluations.vocabulary import EvaluationVocabulary
from ingest.fold import fold_label
from ingest.memory import remembered

LEVELS = ("level_1", "level_2")
_TEXTS = ("level_3", "target", "actual", "reason")
_NUMBERS = ("weight", "score")
_VALUE = re.compile(r"[≥≤><=＞＜＝]?\s*[0-9][0-9.,]*\s*[^0-9\s≥≤><=＞＜＝]*")

_NOT_LABEL = re.compile(r"\(.*$|[^\u4e00-\u9fff()]")
_NOWHERE = range(0)
_LABEL_RESTS = {"指标", "标", "分"}

Cells = dict[str, Reading]


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator as printed in one copy. `pending_name` is a name that belongs to one of several merged rows."""

    cells: Cells
    pending_name: str | None = None


@dataclass(frozen=True, slots=True)
class IndicatorSection:
    """The indicators of one copy in the order printed, its total, and the rows nothing could be made of."""

    entries: tuple[Entry, ...]
    total: Cells
    unread: tuple[tuple[PrintedRow, str], ...]


def read_entries(form: FormRows, vocabulary: EvaluationVocabulary) -> IndicatorSection:
    """Read the rows below the indicators' header, on all pages of the form, and the total row."""
    columns = _columns_by_grid(form, vocabulary)
    entries: list[Entry] = []
    unread: list[tuple[PrintedRow, str]] = []
    waiting: Cells | None = None
    for position, row in enumerate(form.indicators):
        cells = _read_row(row, columns[row.table_index])
        if cells is None:
            if not all(is_dash(text) for _, text in row.filled):
                unread.append((row, "columns_not_told"))
            continue
        if not has_words(row.folded) and not _has_numbers(cells):
            continue  # a page number or a trace: raw.cells keeps it
        if _has_numbers(cells):
            joined = cells if waiting is None else _joined(waiting, cells, "name_continued_on_next_row")
            waiting = None
            if _is_blank(joined, "level_3") and (_is_blank(joined, "target") or _is_blank(joined, "actual")):
                unread.append((row, "no_name_and_values"))
            else:
                entries.extend(_split(joined))
        elif waiting is not None:
            unread.append((row, "no_weight_and_score"))
        elif not _take_part(cells, entries, _next_cells(form, columns, position)):
            waiting = cells
    if waiting is not None:
        unread.append((waiting["level_3"].row, "no_weight_and_score"))
    return IndicatorSection(tuple(entries), _read_total(form, columns), tuple(unread))


def _columns_by_grid(form: FormRows, vocabulary: EvaluationVocabulary) -> Mapping[int | None, Columns | None]:
    rows = [*form.indicators, *([form.total] if form.total is not None else [])]
    columns: dict[int | None, Columns | None] = {}
    for index in dict.fromkeys(row.table_index for row in rows):
        header = form.indicator_headers.get(index)
        numbers = columns_of_numbers(row for row in rows if row.table_index == index)
        if header is not None:
            columns[index] = completed(columns_of_header(header, vocabulary.headers["indicator"]), numbers)
        else:
            columns[index] = numbers
    return columns


def _read_row(row: PrintedRow, columns: Columns | None) -> Cells | None:
    """field → reading. Where a row is not as wide as the header or the other rows, its own numbers place it."""
    if columns is not None and len(row.cells) != columns.width:
        columns = columns_of_numbers([row]) or columns
    if columns is None:
        return None
    cells, folds, width = row.cells, row.folds, len(row.cells)
    spans = columns.spans(width)
    found: Cells = {}
    for field in INDICATOR_FIELDS:
        span = spans.get(field, _NOWHERE)
        if len(span) == 1 and (column := span[0]) < width and folds[column]:  # nearly all of them
            read = read_points if field in _NUMBERS else read_text
            found[field] = read(row, column, cells[column])
        else:
            found[field] = _read_field(row, field, span)
    return found


def _read_field(row: PrintedRow, field: str, span: range) -> Reading:
    cells, folds = row.cells, row.folds
    parts = [(c, cells[c]) for c in span if c < len(cells) and folds[c]]
    printed = parts
    if len(parts) > 1:
        printed = [part for part in parts if not is_dash(part[1])] or parts[:1]
    column, text = (printed[0][0], "|".join([text for _, text in printed])) if printed else (None, "")
    if field in _NUMBERS:
        return read_points(row, column, text)
    reading = read_text(row, column, text)
    if reading.value is not None and len(printed) > 1:
        value = "".join(fold_label(text) for _, text in printed)
        return reading._replace(value=value, evidence="joined_cells")
    return reading


@remembered
def label_word(text: str) -> str:
    """The word of a level's cell without points and noise; empty for the torn rest of a label (`指标`, `(50分)`)."""
    word = _NOT_LABEL.sub("", fold_label(text.replace("|", "")))
    return "" if word in _LABEL_RESTS else word


def _is_blank(cells: Cells, field: str) -> bool:
    return cells[field].kind == "blank"


def _has_numbers(cells: Cells) -> bool:
    return any(cells[field].number is not None or number_list(cells[field].text) for field in _NUMBERS)


def _next_cells(form: FormRows, columns: Mapping[int | None, Columns | None], position: int) -> Cells | None:
    if position + 1 >= len(form.indicators):
        return None
    row = form.indicators[position + 1]
    return _read_row(row, columns[row.table_index])


def _take_part(cells: Cells, entries: list[Entry], following: Cells | None) -> bool:
    """Add the rest of a torn row to the indicator before; False where the row is no such rest.

    A rest prints no numbers and no new level. A rest of a name belongs to the row before when a page ends between
    them and the row below it is complete; otherwise it is the beginning of the name of the row below.
    """
    if not entries or any(has_words(label_word(cells[level].text)) for level in LEVELS):
        return False
    last = entries[-1]
    page_break = last.cells["level_3"].row.table_index != cells["level_3"].row.table_index
    complete_below = following is None or (_has_numbers(following) and not _is_blank(following, "level_3"))
    if not _is_blank(cells, "level_3") and not (page_break and complete_below):
        return False
    entries[-1] = Entry(_joined(last.cells, cells, "continued_on_next_row"), last.pending_name)
    return True


def _joined(first: Cells, second: Cells, evidence: str) -> Cells:
    joined: Cells = {}
    for field in (*LEVELS, *_TEXTS, *_NUMBERS):
        above, below = first[field], second[field]
        if field in _TEXTS and above.value is not None and below.value is not None:
            text = f"{above.text}|{below.text}"
            joined[field] = above._replace(text=text, value=above.value + below.value, evidence=evidence)
        elif field in LEVELS and above.value is not None and below.value is not None:
            joined[field] = above._replace(text=f"{above.text}|{below.text}", value=above.value + below.value)
        else:
            joined[field] = below if above.kind == "blank" else above
    return joined


def _split(cells: Cells) -> tuple[Entry, ...]:
    """A row whose weight and score cells hold as many numbers each is as many indicators; one of them may be lost."""
    numbers = {field: number_list(cells[field].text) for field in _NUMBERS}
    count = max(len(found) for found in numbers.values())
    if count < 2 or any(found and len(found) != count for found in numbers.values()):
        return (Entry(cells),)
    targets, actuals = (_split_values(cells[field], count) for field in ("target", "actual"))
    name = cells["level_3"]
    nameless = name._replace(kind="unreadable", value=None, evidence=None, reason="merged_row_name_unproven")
    parts = []
    for position in range(count):
        part = dict(cells)
        for field, found in numbers.items():
            if found:
                part[field] = _part(cells[field], plain(found[position]), "number")
        part["target"], part["actual"] = targets[position], actuals[position]
        part["level_3"] = nameless
        if position:
            part["level_1"], part["level_2"] = (_emptied(cells[level]) for level in LEVELS)
        parts.append(Entry(part, name.value))
    return tuple(parts)


def _part(reading: Reading, value: str, kind: str) -> Reading:
    told: EvaluationCellKind = "number" if kind == "number" else "text"
    return reading._replace(kind=told, value=value, evidence="merged_row_split", reason=None)


def _emptied(reading: Reading) -> Reading:
    return reading._replace(column=None, kind="blank", value=None, text="", evidence=None, reason=None)


def _split_values(reading: Reading, count: int) -> Sequence[Reading]:
    """A merged target or actual, one value for each part: its words if there are as many, or else its numbers with
    their marks and units; where neither counts up, no part has a value."""
    words = reading.text.split()
    values = [match.group().strip() for match in _VALUE.finditer(reading.text)]
    covered = fold_label("".join(values)) == fold_label(reading.text)
    for parts in (values if covered else [], words):
        if len(parts) == count:
            return [_part(reading, fold_label(part), "text") for part in parts]
    unsplit = reading._replace(kind="unreadable", value=None, evidence=None, reason="merged_value_unsplit")
    return [unsplit] * count


def _read_total(form: FormRows, columns: Mapping[int | None, Columns | None]) -> Cells:
    """Total weight and score: two numbers are these two; a single one is told by its column, if the row is as wide
    as the others, and otherwise not at all."""
    row = form.total
    if row is None:
        return {}
    numbers = [(c, text) for c, text in row.filled if len(number_list(text)) == 1 or points_of(text) is not None]
    if len(numbers) == 2:
        return {field: read_points(row, *number) for field, number in zip(_NUMBERS, numbers, strict=True)}
    found = columns[row.table_index]
    if not numbers or (found is not None and found.width == len(row.cells)):
        spans = {field: found.span(field, len(row.cells)) if found else range(0) for field in _NUMBERS}
        return {field: _read_field(row, field, span) for field, span in spans.items()}
    unplaced = Reading(row, None, row.text, "unreadable", None, reason="total_position_unknown")
    return dict.fromkeys(_NUMBERS, unplaced)
