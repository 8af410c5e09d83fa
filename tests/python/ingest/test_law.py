"""The law of ingest: every printed number of the grids is in raw with its provenance, and no other number is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.fold import is_number, parse_number
from ingest.model import DocumentRefusedError, Grid, GridCell, GridRow, Page, Paragraph, ParsedDocument, SourceDocument
from ingest.parse import parse_document
from ingest.readers.text import read
from ingest.vocabulary import cached_vocabulary
from tests.python.ingest.cells import printed_amounts

BUNDLED = Path(__file__).resolve().parents[3] / "ingest" / "bundled" / "guiyang-bigdata-2023.txt"
VOCABULARY = cached_vocabulary()
Rows = list[list[str]]
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _parse(document: SourceDocument) -> ParsedDocument:
    return parse_document("/x", "x", b"x", document, VOCABULARY)


def _check_the_law(document: SourceDocument, parsed: ParsedDocument) -> None:
    grids = [(page.number, block) for page in document.pages for block in page.blocks if isinstance(block, Grid)]
    cells = {(c.table_index, c.row_index, c.column_index): c for c in parsed.cells if c.fragment_index == 0}
    expected = {
        (table, row, column): (cell.text, page, grid_row.line)
        for table, (page, grid) in enumerate(grids)
        for row, grid_row in enumerate(grid.rows)
        for column, cell in enumerate(grid_row.cells)
    }
    assert {place: (c.text, c.source_page, c.source_line) for place, c in cells.items()} == expected
    for cell in parsed.cells:
        here = expected[cell.table_index, cell.row_index, cell.column_index][0]
        assert cell.text in here  # a fragment is a piece of what is printed there
        if cell.cell_role == "amount":
            assert cell.statement_code and cell.line_code and cell.measure_code
            assert cell.cell_kind in ("printed_number", "printed_zero", "blank", "unreadable")
        if is_number(cell.text) and cell.cell_role in ("amount", "unplaced", "noise"):
            assert cell.cell_kind in ("printed_number", "printed_zero")
    keys = Counter(key for key, _ in printed_amounts(parsed))
    assert all(count == 1 for count in keys.values())


TITLES = ["收入决算表", "支出决算表", "财政拨款收入支出决算总表", "一般公共预算财政拨款基本支出决算明细表",
          "财政拨款“三公”经费支出决算表", "政府性基金预算财政拨款收入支出决算表", "收入支出决算总表"]  # fmt: skip
WORDS = ["", "", "合计", "总计", "201", "20126", "301", "30101", "一般公共服务支出", "基本工资", "1", "2", "3", "栏次",
         "科目编码", "科目名称", "本年收入合计", "基本支出", "项目支出", "金额", "项目", "行次", "预算数", "决算数",
         "208.32", "14, 419. 03", "1,23", "-", "人员经费合计 382.73", "20699 其他科学技术支出 2,928",
         "一、一般公共服务支出", "公务接待费", "本表无数据", "12.3.4", "0.00", "30.00"]  # fmt: skip
grids_of_words = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), min_size=1, max_size=9)


@SLOW
@given(st.sampled_from(TITLES), grids_of_words, grids_of_words)
def test_any_grid_under_a_title_keeps_every_cell(title: str, first: Rows, second: Rows) -> None:
    def grid(rows: Rows, line: int) -> Grid:
        return Grid(tuple(GridRow(line + i, tuple(GridCell(text) for text in row)) for i, row in enumerate(rows)))

    head = [Paragraph(1, title), Paragraph(2, "单位：万元")]
    page = Page(1, (*head, grid(first, 3), Paragraph(30, ""), grid(second, 31)))
    document = SourceDocument("text", (page,))
    try:
        parsed = _parse(document)
    except DocumentRefusedError as refusal:
        assert refusal.code in ("no_statements", "contradicting_totals")
        return
    _check_the_law(document, parsed)


def _lines() -> list[str]:
    return BUNDLED.read_text(encoding="utf-8").split("\n")[:375]


def _shift(lines: list[str], at: int) -> list[str]:
    return [f"\t{line}" if at <= i < at + 12 and "\t" in line else line for i, line in enumerate(lines)]


def _split(lines: list[str], at: int) -> list[str]:
    return [*lines[:at], "", *lines[at:]]


def _cut(lines: list[str], at: int) -> list[str]:
    return [line[:-3] if i == at else line for i, line in enumerate(lines)]


def _glue(lines: list[str], at: int) -> list[str]:
    return [line.replace("\t", " ", 1) if i == at else line for i, line in enumerate(lines)]


def _drop(lines: list[str], at: int) -> list[str]:
    return [*lines[:at], *lines[at + 1 :]]


def _double(lines: list[str], at: int) -> list[str]:
    return [*lines[:at], lines[at], *lines[at:]]


def _lose_column(lines: list[str], at: int) -> list[str]:
    return ["\t".join([*row[:2], *row[3:]]) if at <= i < at + 25 and len(row) > 3 else "\t".join(row)
            for i, row in enumerate(line.split("\t") for line in lines)]  # fmt: skip


def _lose_blanks(lines: list[str], at: int) -> list[str]:
    return ["\t".join(cell for cell in line.split("\t") if cell) if i == at else line for i, line in enumerate(lines)]


def _insert_blank(lines: list[str], at: int) -> list[str]:
    return [line.replace("\t", "\t\t", 1) if i == at else line for i, line in enumerate(lines)]


@SLOW
@given(st.sampled_from([_shift, _split, _cut, _glue, _drop, _double, _lose_column]), st.integers(30, 370))
def test_a_damaged_real_document_keeps_every_cell(damage: object, at: int) -> None:
    assert callable(damage)
    document = read("\n".join(damage(_lines(), at)).encode())
    try:
        parsed = _parse(document)
    except DocumentRefusedError as refusal:
        assert refusal.code == "contradicting_totals"
        return
    _check_the_law(document, parsed)


@pytest.mark.parametrize("damage", [_shift, _split, _drop, _double, _glue, _lose_column, _lose_blanks, _insert_blank])
def test_damage_never_makes_a_false_amount(damage: object) -> None:
    """What is placed after damage is what was placed before it: a figure may be unplaced, never misplaced."""
    assert callable(damage)
    truth = {key: parse_number(text) for key, text in printed_amounts(_parse(read("\n".join(_lines()).encode())))}
    for at in range(58, 372, 7):
        document = read("\n".join(damage(_lines(), at)).encode())
        try:
            parsed = _parse(document)
        except DocumentRefusedError:
            continue
        for key, text in printed_amounts(parsed):
            assert truth.get(key) == parse_number(text), (at, key)
