"""Where the forms of a document begin and end, and which of their rows belong to which section.

A form is opened by its title, by a head label, or by one of its two headers, and it is a form only if one of the two
headers is printed: a title in a list of contents or a sentence about forms opens nothing that stays.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from ingest.evaluations.columns import (
    is_fund_header,
    is_indicator_header,
    looks_like_indicator,
)
from ingest.evaluations.head import starts_with_project_name
from ingest.evaluations.model import FormKind
from ingest.evaluations.rows import LONGEST_TITLE, PrintedRow, PrintedRows, has_words
from ingest.evaluations.vocabulary import EvaluationVocabulary

_MOST_HEAD_ROWS = 15
_MOST_TAIL_ROWS = 12
_TRAILING_NOTE = re.compile(r"\([^()]*\)$")
_GOAL = re.compile(r"预期目标|总体目标|实际完成情况")
_TOTAL = re.compile(r"(?:自评)?(?:总分|总计|合计|总得分|综合得分)[^\u4e00-\u9fff]*(?:分\)?)?[^\u4e00-\u9fff]*")
_PART_HEADING = re.compile(r"第[一二三四五六七八九十]+部分")


@dataclass(slots=True)
class FormRows:
    """The rows of one printed copy, by section; `indicator_headers` holds one for each grid that prints it."""

    kind: FormKind | None
    titles: list[PrintedRow] = field(default_factory=list)
    head: list[PrintedRow] = field(default_factory=list)
    fund_header: PrintedRow | None = None
    funds: list[PrintedRow] = field(default_factory=list)
    goals: list[PrintedRow] = field(default_factory=list)
    indicator_headers: dict[int | None, PrintedRow] = field(default_factory=dict)
    indicators: list[PrintedRow] = field(default_factory=list)
    total: PrintedRow | None = None
    tail: list[PrintedRow] = field(default_factory=list)
    last_row: PrintedRow | None = None
    section: str = "head"

    @property
    def has_body(self) -> bool:
        """True once one of the two headers has been seen."""
        return self.fund_header is not None or bool(self.indicator_headers)

    @property
    def first_row(self) -> PrintedRow:
        """The title, or what opened the form in its place."""
        return (*self.titles, *self.head, *([self.fund_header] if self.fund_header else []), *self.indicators)[0]


def title_kind(row: PrintedRow, vocabulary: EvaluationVocabulary) -> FormKind | None:
    """project or department where the row is the title of a form; torn cells are read joined."""
    folded = row.folded
    if len(folded) > LONGEST_TITLE:
        return None
    bare = _TRAILING_NOTE.sub("", folded)
    if not bare.endswith(vocabulary.title_words):
        return None
    for title, kind in vocabulary.titles:
        if bare.endswith(title):
            return "department" if kind == "department" else "project"
    return None


def is_total_row(row: PrintedRow) -> bool:
    """The 总分 row, its label in one cell or torn over several."""
    return not row.is_paragraph and _TOTAL.fullmatch(row.folded) is not None


def split_forms(
    rows: PrintedRows, list_headers: Collection[int], vocabulary: EvaluationVocabulary
) -> tuple[FormRows, ...]:
    """The printed copies of forms in reading order; `list_headers` are the rows that begin a list of projects."""
    openers = rows.numbers_of(vocabulary.openers)
    may_open = frozenset(openers)
    drafts: list[FormRows] = []  # the last one is the form being read, unless it has ended
    current: FormRows | None = None
    number = -1
    while (number := _next_row(number, current, openers)) < len(rows):
        row, opens = rows[number], number in may_open
        if number in list_headers:
            current = None
        if (current is None and not opens) or not row.folded:
            continue
        header = header_of(row, vocabulary)
        kind = title_kind(row, vocabulary) if opens else None
        opened = _opened_by(row, header, kind, current, vocabulary) if opens or header else None
        if opened is not None:
            current = opened
            drafts.append(opened)
        if current is not None and not _take(row, header, kind, current):
            current = None
    return tuple(draft for draft in drafts if draft.has_body)


def _next_row(number: int, current: FormRows | None, openers: Sequence[int]) -> int:
    """The row after this one; outside a form the next that can open one, or one past any."""
    if current is not None:
        return number + 1
    place = bisect_left(openers, number + 1)
    return openers[place] if place < len(openers) else sys.maxsize


def header_of(row: PrintedRow, vocabulary: EvaluationVocabulary) -> str | None:
    """fund or indicator where the row is the header of that section."""
    if row.table_index is None or (vocabulary.header_parts.isdisjoint(row.folds) and ")" not in row.folded):
        return None
    if is_fund_header(row, vocabulary.headers["fund"]):
        return "fund"
    return "indicator" if is_indicator_header(row, vocabulary.headers["indicator"]) else None


def _opened_by(
    row: PrintedRow,
    header: str | None,
    kind: FormKind | None,
    current: FormRows | None,
    vocabulary: EvaluationVocabulary,
) -> FormRows | None:
    """A new form if this row opens one; a second title above the same form's body does not."""
    if kind is not None:
        return None if current is not None and not current.has_body and current.kind == kind else FormRows(kind)
    ended = current is None or current.total is not None
    if header == "fund":
        begun_anew = current is None or current.has_body
        return FormRows(None) if begun_anew else None
    if header == "indicator":
        return FormRows(None) if ended else None
    is_head = not row.is_paragraph and starts_with_project_name(row, vocabulary)
    return FormRows(None) if is_head and (current is None or current.has_body) else None


def _take(row: PrintedRow, header: str | None, kind: FormKind | None, form: FormRows) -> bool:
    """Put a row into its section; False where the form has ended before it."""
    if header == "fund":
        form.fund_header, form.section = row, "fund"
    elif header == "indicator":
        form.indicator_headers[row.table_index] = row
        form.section = "indicator"
    elif form.section == "head":
        target = form.titles if kind is not None else form.head
        target.append(row)
        return len(form.head) <= _MOST_HEAD_ROWS
    elif form.section in ("fund", "goal"):
        _take_before_indicators(row, form)
    elif form.section == "indicator":
        _take_indicator(row, form)
    else:
        return _take_after_indicators(row, form)
    form.last_row = row
    return True


def _take_before_indicators(row: PrintedRow, form: FormRows) -> None:
    if form.section == "fund" and _GOAL.search(row.folded):
        form.section = "goal"
    if form.section == "goal":
        form.goals.append(row)
    elif not row.is_paragraph:
        form.funds.append(row)


def _take_indicator(row: PrintedRow, form: FormRows) -> None:
    if is_total_row(row):
        form.total, form.section = row, "tail"
    elif not row.is_paragraph:
        form.indicators.append(row)
    elif has_words(row.folded):
        form.tail.append(row)
        form.section = "tail"


def _take_after_indicators(row: PrintedRow, form: FormRows) -> bool:
    """Conclusions; and back to the indicators where a line of text only stood between two pages of them."""
    if form.total is None and not row.is_paragraph and (is_total_row(row) or looks_like_indicator(row)):
        form.tail.clear()
        form.section = "indicator"
        _take_indicator(row, form)
        form.last_row = row
        return True
    if len(form.tail) >= _MOST_TAIL_ROWS or _PART_HEADING.match(row.folded):
        return False
    form.tail.append(row)
    return True
