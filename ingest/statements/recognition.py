"""Which statement a grid is: by the title above it or in it, by its headers, or as the next page of the one before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from ingest.fold import fold_label
from ingest.memory import remembered
from ingest.model import Paragraph
from ingest.statements.columns import find_column_numbers, header_candidates
from ingest.statements.economic_blocks import read_block_lines
from ingest.statements.lines import code_test, find_named_line, first_code
from ingest.statements.tables import Table, words_of
from ingest.statements.titles import match_sheet_name, match_title
from ingest.statements.two_sided import SIDES, side_line
from ingest.statements.witnesses import OTHER_PAGE_NUMBER, why_not_continued
from ingest.vocabulary import Statement, Vocabulary

_PAGE_NUMBER = re.compile(r"[-—–]*(?:第)?([0-9]{1,4})(?:页)?(?:/[0-9]{1,4}|共[0-9]{1,4}页)?[-—–]*")
_HEAD = re.compile(
    r"公开[0-9]{1,2}表|^[0-9]{4}年|单位|部门|编制|金额|^[百千万亿]?元$|续表|日期|^附表|^表[0-9一二三四五六七八九十]+"
)
_HEADING = re.compile(r"说明|第.{1,3}部分|目录|^[一二三四五六七八九十]{1,3}、|^[(][一二三四五六七八九十]{1,3}[)]|^注")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LONGEST_HEAD = 40
_LONGEST_PAGE_NUMBER = 20
_LONGEST_RUNNING_LINE = 25
_MOST_STRANGE_HEADS = 3
_HEADER_ROWS = 8
_TITLE_ROWS = 4
TITLE_AND_HEADER = "title_and_header_disagree"
_LEAST_HEADER_SHARE = 0.6
_LEAST_LINES_NAMED = 6


class Element(NamedTuple):
    """One block of the document in reading order."""

    page: int
    page_name: str
    block: Paragraph | Table


@dataclass(slots=True)
class Recognised:
    """A grid and the statement it is found to be; `heads` are the texts between the grid before and this one."""

    table: Table
    statement_code: str | None
    recognition: str
    title_printed: str | None = None
    continues_table_index: int | None = None
    part_number: int | None = None
    heads: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    note: str | None = None
    """Why a grid is not taken for the statement that its title, or its place behind another page, makes it look like:
    title_and_header_disagree, or not_continued with a reason of `witnesses`."""


@dataclass(slots=True)
class _Title:
    code: str
    printed: str
    heads_start: int


def recognise(elements: Sequence[Element], vocabulary: Vocabulary) -> list[Recognised]:
    """Give each grid its statement; grids keep their order."""
    found: list[Recognised] = []
    gap: list[tuple[int, str]] = []
    page_numbers = _printed_page_numbers(elements)
    for element in elements:
        if isinstance(element.block, Paragraph):
            if element.block.text.strip():
                gap.append((element.page, element.block.text))
            continue
        before = found[-1] if found else None
        current = _recognise_grid(element, gap, found, page_numbers, vocabulary)
        if before is not None:
            before.tail = [text for _, text in gap]
        found.append(current)
        gap = []
    if found:
        found[-1].tail = [text for _, text in gap]
    return found


def _recognise_grid(
    element: Element,
    gap: Sequence[tuple[int, str]],
    found: Sequence[Recognised],
    page_numbers: Mapping[int, int],
    vocabulary: Vocabulary,
) -> Recognised:
    table, before = element.block, found[-1] if found else None
    assert isinstance(table, Table)
    heads = [text for _, text in gap]
    title = _title_inside(table, vocabulary) or _title_above(heads, vocabulary)
    if title is None and element.page_name and (before is None or before.table.page != element.page):
        named = match_sheet_name(element.page_name, vocabulary)
        title = _Title(named[0], element.page_name, 0) if named else None
    if title is not None and _is_header_of_another(title.code, table, vocabulary):
        return Recognised(table, None, "unrecognised", title.printed, heads=heads[-6:], note=TITLE_AND_HEADER)
    if title is not None and _supports(vocabulary.statements[title.code], table, vocabulary):
        if before is not None and _repeats_title(before, title, table, vocabulary):
            return _continuation(table, before, heads, title.printed)
        return Recognised(table, title.code, "title", title.printed, None, 1, heads[title.heads_start :])
    by_header = _statement_by_header(table, vocabulary) if title is None else None
    refuted = None
    if title is None and before is not None and before.statement_code is not None:
        statement = vocabulary.statements[before.statement_code]
        same = by_header in (None, before.statement_code)
        if same and _is_gap(gap) and _continues(statement, table, vocabulary):
            refuted = _why_not_next_page(before.table.page, table.page, page_numbers)
            refuted = refuted or why_not_continued(statement, _grids_so_far(found), table, vocabulary)
            if refuted is None:
                return _continuation(table, before, heads, None)
    if by_header is not None:
        return Recognised(table, by_header, "header", None, None, 1, heads[-6:])
    return Recognised(
        table,
        None,
        "unrecognised",
        title.printed if title else None,
        heads=heads[-6:],
        note=refuted,
    )


def _printed_page_numbers(elements: Sequence[Element]) -> dict[int, int]:
    """Page → the number printed on it, the last where there are several."""
    numbers: dict[int, int] = {}
    for element in elements:
        if isinstance(element.block, Paragraph) and len(element.block.text) <= _LONGEST_PAGE_NUMBER:
            number = _page_number(element.block.text)
            if number is not None:
                numbers[element.page] = number
    return numbers


@remembered
def _page_number(text: str) -> int | None:
    match = _PAGE_NUMBER.fullmatch(fold_label(text))
    return int(match[1]) if match else None


def _why_not_next_page(before: int, page: int, numbers: Mapping[int, int]) -> str | None:
    if before not in numbers or page not in numbers or numbers[page] - numbers[before] == page - before:
        return None
    return OTHER_PAGE_NUMBER


def _grids_so_far(found: Sequence[Recognised]) -> list[Table]:
    """The grids of the statement that the last one belongs to, from its first page on."""
    tables: list[Table] = []
    wanted: int | None = found[-1].table.index
    for part in reversed(found):
        if part.table.index == wanted:
            tables.append(part.table)
            wanted = part.continues_table_index
    return tables[::-1]


def _continuation(table: Table, before: Recognised, heads: list[str], printed: str | None) -> Recognised:
    part_number = (before.part_number or 1) + 1
    return Recognised(table, before.statement_code, "continuation", printed, before.table.index, part_number, heads)


def _repeats_title(before: Recognised, title: _Title, table: Table, vocabulary: Vocabulary) -> bool:
    """The same title at the head of the next page, over rows that go on: `(续)`, or no total row of its own."""
    if before.statement_code != title.code:
        return False
    if "续" in fold_label(title.printed):
        return True
    statement = vocabulary.statements[title.code]
    return (
        table.page != before.table.page
        and statement.layout in ("subject_rows", "two_sided", "economic_blocks")
        and (_first_line(statement, table, vocabulary) != _first_line(statement, before.table, vocabulary))
    )


@lru_cache(maxsize=64)
def _first_line(statement: Statement, table: Table, vocabulary: Vocabulary) -> str:
    """The first code or named line in reading order."""
    is_code = code_test(statement)
    for row, folds in enumerate(table.folded):
        for column, folded in enumerate(folds):
            if not folded:
                continue
            if is_code(folded):
                return folded
            for side in SIDES if statement.layout == "two_sided" else ():
                found = side_line(statement, side, table.text(row, column), 0, vocabulary)
                if found is not None:
                    return found.line_code
    return ""


def _title_inside(table: Table, vocabulary: Vocabulary) -> _Title | None:
    """A title in the first rows of the grid itself, as workbooks have it."""
    for row in range(min(_TITLE_ROWS, len(table.folded))):
        for column, folded in enumerate(table.folded[row]):
            matched = match_title(folded, vocabulary) if folded else None
            if matched:
                return _Title(matched[0], table.text(row, column).strip(), 0)
    return None


def _title_above(heads: Sequence[str], vocabulary: Vocabulary) -> _Title | None:
    """The last title above the grid with only heads of a statement between the two."""
    strange = 0
    for index in range(len(heads) - 1, -1, -1):
        folded = fold_label(heads[index])
        matched = match_title(folded, vocabulary)
        printed, start = heads[index].strip(), index
        if matched is None and index and folded.endswith("表") and not _HEAD.search(folded):
            printed, start = f"{heads[index - 1].strip()} {printed}", index - 1
            matched = match_title(fold_label(printed), vocabulary)
        if matched is not None:
            is_head_before = start > 0 and _HEAD.search(fold_label(heads[start - 1])) is not None
            return _Title(matched[0], printed, start - 1 if is_head_before else start)
        if not folded or _PAGE_NUMBER.fullmatch(folded):
            continue
        if len(folded) > _LONGEST_HEAD or _HEADING.search(folded):
            return None
        if not _HEAD.search(folded):
            strange += 1
            if strange > _MOST_STRANGE_HEADS:
                return None
    return None


def _supports(statement: Statement, table: Table, vocabulary: Vocabulary) -> bool:
    """The grid does not contradict its title: it has a header, a code or a line of the statement."""
    return bool(_measures_named(statement, table, vocabulary)) or _continues(statement, table, vocabulary)


def _is_header_of_another(code: str, table: Table, vocabulary: Vocabulary) -> bool:
    """The header names all columns of another statement and fewer of the title's: the title's own grid is lost."""
    if vocabulary.statements[code].layout != "subject_rows":
        return False
    numbered, named = _numbered_and_named(vocabulary.statements[code], table, vocabulary)
    if numbered == named:
        return False
    rivals = []
    for other, statement in vocabulary.statements.items():
        others, named_others = _numbered_and_named(statement, table, vocabulary)
        if other != code and named_others == others and len(named_others) > len(named):
            rivals.append(other)
    return bool(rivals) and _statement_by_header(table, vocabulary) in rivals


def _numbered_and_named(statement: Statement, table: Table, vocabulary: Vocabulary) -> tuple[set[str], set[str]]:
    """The measures that the template numbers, and those of them that the header names."""
    numbered = {m.measure_code for side in statement.measures.values() for m in side if m.ordinal is not None}
    return numbered, _measures_named(statement, table, vocabulary) & numbered


def _measures_named(statement: Statement, table: Table, vocabulary: Vocabulary) -> set[str]:
    """The measures of the statement that the headers of its first rows name."""
    known = statement.measure_of_header
    joined, single = _headers_of(table, vocabulary)
    return {known[header] for header in joined if header in known} or {known[h] for h in single if h in known}


@lru_cache(maxsize=8)
def _headers_of(table: Table, vocabulary: Vocabulary) -> tuple[frozenset[str], frozenset[str]]:
    """The headers of any statement in the first rows: put together from the cells of each column, and each cell alone.

    Kept for the next question, because every statement of the vocabulary is asked about every grid.
    """
    rows = range(min(_HEADER_ROWS, len(table.folded)))
    single = vocabulary.headers.intersection(chain.from_iterable(table.folded[: len(rows)]))
    return vocabulary.headers.intersection(chain.from_iterable(header_candidates(table, rows))), single


def _statement_by_header(table: Table, vocabulary: Vocabulary) -> str | None:
    """The statement that headers and rows decide alone: most of its measures named, and no rival names as many."""
    scores: dict[str, int] = {}
    top = {folded for row in table.folded[:_HEADER_ROWS] for folded in row if folded in vocabulary.headers}
    for code, statement in vocabulary.statements.items():
        if top.isdisjoint(statement.measure_of_header):
            continue
        measures, found = _numbered_and_named(statement, table, vocabulary)
        named = len(found)
        share = named / len(measures) if measures else 0.0
        if statement.layout == "economic_blocks":
            share = 1.0 if read_block_lines(table) else 0.0
        elif statement.layout == "measure_columns":
            share = _public_expense_share(statement, table)
        elif statement.layout == "two_sided":
            named = _lines_named_on_both_sides(statement, table, vocabulary)
            share = 1.0 if named >= _LEAST_LINES_NAMED else 0.0
        elif named < 2 or not (_has_room(statement, table) and _continues(statement, table, vocabulary)):
            share = 0.0
        if share > _LEAST_HEADER_SHARE:
            scores[code] = named
    best = max(scores.values(), default=0)
    leaders = [code for code, score in scores.items() if score == best]
    return leaders[0] if len(leaders) == 1 else None


def _has_room(statement: Statement, table: Table) -> bool:
    """No 栏次 goes beyond the statement's measures: a statement of fewer columns is another one, named alike."""
    rows = range(min(_HEADER_ROWS, len(table.folded)))
    highest = max((number for row in rows for number in find_column_numbers(table, row).values()), default=0)
    return highest <= max(map(len, statement.measures.values()), default=0)


def _lines_named_on_both_sides(statement: Statement, table: Table, vocabulary: Vocabulary) -> int:
    """Different lines named under 收入 and 支出 (or 项目 twice); 0 without such a header or a second side."""
    top = table.folded[:_HEADER_ROWS]
    if not any({"收入", "支出"} <= set(row) or row.count("项目") > 1 for row in top):
        return 0
    named: dict[str, set[str]] = {side: set() for side in SIDES}
    for text in words_of(table):
        for side in SIDES:
            found = side_line(statement, side, text, 0, vocabulary)
            if found is not None:
                named[side].add(found.line_code)
    return sum(map(len, named.values())) if all(named.values()) else 0


def _public_expense_share(statement: Statement, table: Table) -> float:
    named = {
        found.line_code for text in words_of(table) if (found := find_named_line(statement, "", text, 0)) is not None
    }
    return len(named) / len(statement.lines.get("", {"": 0}))


def _is_gap(gap: Sequence[tuple[int, str]]) -> bool:
    """Nothing between two grids but page numbers, running lines and heads."""
    for _, text in gap:
        folded = fold_label(text)
        if not folded or _PAGE_NUMBER.fullmatch(folded):
            continue
        if len(folded) > _LONGEST_RUNNING_LINE or _HEADING.search(folded):
            return False
    return True


def _continues(statement: Statement, table: Table, vocabulary: Vocabulary) -> bool:
    """The grid's rows are of the statement's kind, or the page is blank."""
    if all(table.is_blank_row(row) for row in range(len(table.texts))):
        return True
    if statement.layout == "measure_columns":
        return _public_expense_share(statement, table) > 0 or _is_numeric(table)
    if statement.layout == "two_sided":
        return _first_line(statement, table, vocabulary) != ""
    if first_code(table, code_test(statement)) is not None:
        return True
    return any(find_named_line(statement, "", folded, 0) is not None for folded in words_of(table))


def _is_numeric(table: Table) -> bool:
    return any(any(map(str.isdigit, folded)) for folded in words_of(table)) and not any(
        map(_CHINESE.search, words_of(table))
    )
