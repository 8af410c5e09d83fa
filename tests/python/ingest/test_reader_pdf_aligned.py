"""PDF tables without ruling lines: the same accounts with and without borders give the same amounts, or none at all."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from ingest.fold import is_number, parse_number
from ingest.model import SourceDocument
from ingest.parse import parse_document
from ingest.readers import read_document
from ingest.vocabulary import cached_vocabulary
from tests.python.ingest.cells import printed_amounts
from tests.python.ingest.reader_samples import (
    ACCOUNT,
    COVER,
    EXPENDITURE,
    FONT,
    INCOME,
    Statement,
    as_lists,
    grids,
    paragraphs,
    pdf_bytes,
)
from tests.python.ingest.test_formats_in_warehouse import STATEMENTS
from tests.python.ingest.unruled_samples import Layout, document_bytes

Amounts = set[tuple[object, Decimal | None]]


def _read(statements: Sequence[Statement], layout: Layout) -> SourceDocument:
    return read_document("x.pdf", document_bytes(statements, layout))


def _amounts(document: SourceDocument) -> Amounts:
    parsed = parse_document("/x", "x", b"x", document, cached_vocabulary())
    return {(key, parse_number(text)) for key, text in printed_amounts(parsed)}


def test_a_table_without_a_line_is_read_back_exactly() -> None:
    document = _read(ACCOUNT, Layout())
    assert grids(document) == as_lists()
    assert paragraphs(document) == [COVER, *(text for item in ACCOUNT for text in (item.title, item.note))]
    assert document.warnings == ()


@pytest.mark.parametrize("lines", ["none", "frame", "horizontal"])
@pytest.mark.parametrize("numbers", ["left", "right", "centre"])
@pytest.mark.parametrize("words", ["left", "centre"])
@pytest.mark.parametrize("per_page", [1, 2])
def test_accounts_with_and_without_borders_give_the_same_amounts(
    lines: str, numbers: str, words: str, per_page: int
) -> None:
    bordered = _amounts(_read(STATEMENTS, Layout("all", numbers, words)))
    assert len(bordered) == sum(is_number(cell) and "." in cell for s in STATEMENTS for row in s.rows for cell in row)
    assert _amounts(_read(STATEMENTS, Layout(lines, numbers, words, statements_per_page=per_page))) == bordered


@pytest.mark.parametrize("lines", ["none", "all"])
def test_a_table_goes_on_over_the_next_page(lines: str) -> None:
    layout = Layout(lines, rows_per_page=7)
    assert _amounts(_read((INCOME, EXPENDITURE), layout)) == _amounts(_read((INCOME, EXPENDITURE), Layout("all")))


LAYERED = (
    Statement(
        "支出决算表",
        (
            ("项目", "", "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"),
            ("科目编码", "科目名称", "", "", "", "", "", ""),
            ("栏次", "", "1", "2", "3", "4", "5", "6"),
            ("", "合计", "1,234.50", "1,134.40", "100.10", "", "", ""),
            ("201", "一般公共服务支出", "1,000.10", "900.00", "100.10", "", "", ""),
            ("20126", "档案事务", "1,000.10", "900.00", "100.10", "", "", ""),
            ("208", "社会保障和就业支出", "234.40", "234.40", "", "", "", ""),
        ),
    ),
    Statement(
        "一般公共预算财政拨款支出决算表",
        (
            ("类", "款", "项", "科目名称", "合计", "基本支出", "项目支出"),
            ("", "", "", "合计", "1,234.50", "1,134.40", "100.10"),
            ("201", "", "", "一般公共服务支出", "1,000.10", "900.00", "100.10"),
            ("201", "26", "", "档案事务", "1,000.10", "900.00", "100.10"),
            ("201", "26", "01", "行政运行", "900.00", "900.00", ""),
            ("208", "", "", "社会保障和就业支出", "234.40", "234.40", ""),
        ),
    ),
    Statement(
        "财政拨款收入支出决算总表",
        (
            ("收入", "", "", "支出", "", "", "", ""),
            ("项目", "行次", "金额", "项目", "行次", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款"),
            ("栏次", "", "1", "栏次", "", "2", "3", "4"),
            ("一、一般公共预算财政拨款", "1", "1,234.50", "一、一般公共服务支出", "33", "1,000.10", "1,000.10", ""),
            ("二、政府性基金预算财政拨款", "2", "", "二、外交支出", "34", "", "", ""),
            ("", "4", "", "八、社会保障和就业支出", "40", "234.40", "234.40", ""),
            ("本年收入合计", "27", "1,234.50", "本年支出合计", "59", "1,234.50", "1,234.50", ""),
            ("年初财政拨款结转和结余", "28", "", "年末财政拨款结转和结余", "60", "", "", ""),
            ("总计", "32", "1,234.50", "总计", "64", "1,234.50", "1,234.50", ""),
        ),
    ),
)


@pytest.mark.parametrize("numbers", ["left", "right", "centre"])
@pytest.mark.parametrize("headers", ["left", "centre"])
def test_headers_of_several_lines_and_column_numbers_stand_over_their_columns(numbers: str, headers: str) -> None:
    document = _read(LAYERED, Layout(numbers=numbers, headers=headers))
    assert grids(document) == as_lists(LAYERED)
    assert _amounts(document) == _amounts(_read(LAYERED, Layout("all", numbers, headers)))


def _page(draw: Callable[[Canvas], None]) -> SourceDocument:
    pdf_bytes(())
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=landscape(A4))
    canvas.setFont(FONT, 10)
    draw(canvas)
    canvas.save()
    return read_document("x.pdf", buffer.getvalue())


def _rows_at(canvas: Canvas, rows: Sequence[Sequence[tuple[float, str]]], top: float = 500.0) -> None:
    for number, row in enumerate(rows):
        for x, text in row:
            canvas.drawString(x, top - 18 * number, text)


NUMBERS = [[(60.0, f"2{n}"), (100.0, "科目"), (300.0, "10.00"), (400.0, "20.00")] for n in range(3)]


def test_a_header_over_a_blank_column_is_a_column() -> None:
    header = [(60.0, "编码"), (100.0, "名称"), (300.0, "合计"), (350.0, "上缴"), (400.0, "其他")]
    (rows,) = grids(_page(lambda canvas: _rows_at(canvas, [header, *NUMBERS])))
    assert rows[0] == ["编码", "名称", "合计", "上缴", "其他"]
    assert rows[1] == ["20", "科目", "10.00", "", "20.00"]


def test_a_header_that_stands_aside_of_its_figures_decides_nothing() -> None:
    """The column at 400 has no header over it, the header at 350 no figures under it: perhaps one is the other's."""
    header = [(60.0, "编码"), (100.0, "名称"), (300.0, "合计"), (350.0, "其他")]
    document = _page(lambda canvas: _rows_at(canvas, [header, *NUMBERS]))
    assert grids(document) == []
    assert any("10.00" in text for text in paragraphs(document))
    assert document.warnings == ("pages 1 hold amounts in columns that nothing tells apart; they stay text",)


def test_a_header_between_two_columns_decides_nothing() -> None:
    header = [(60.0, "编码"), (100.0, "名称"), (350.0, "支出")]
    below = [(60.0, "一"), (100.0, "二"), (300.0, "金额"), (400.0, "金额")]
    document = _page(lambda canvas: _rows_at(canvas, [header, below, *NUMBERS]))
    assert grids(document) == []
    assert len(document.warnings) == 1


def test_figures_that_reach_into_the_next_column_decide_nothing() -> None:
    """In one row the first figure ends where in the others the second begins: no white space parts the columns."""
    wide = [(60.0, "29"), (100.0, "科目"), (300.0, "123,456,789,012,345,678.00"), (440.0, "20.00")]
    document = _page(lambda canvas: _rows_at(canvas, [*NUMBERS, wide]))
    assert grids(document) == []
    assert len(document.warnings) == 1


def test_figures_beside_the_others_without_a_wide_gap_decide_nothing() -> None:
    moved = [(60.0, "29"), (100.0, "科目"), (300.0, "10.00"), (427.0, "20.00")]
    document = _page(lambda canvas: _rows_at(canvas, [*NUMBERS, moved]))
    assert grids(document) == []
    assert len(document.warnings) == 1


def test_a_title_at_the_left_of_a_table_is_no_row() -> None:
    """It begins where the names begin, and the next table has the same columns."""
    rows = [[(60.0, "科目名称的科目"), (300.0, "10.00"), (400.0, "20.00")]] * 3
    document = _page(lambda canvas: _rows_at(canvas, [*rows, [(60.0, "支出决算表")], *rows]))
    assert [len(found) for found in grids(document)] == [3, 3]
    assert paragraphs(document) == ["支出决算表"]


def test_the_rest_of_a_wrapped_name_stays_in_the_table() -> None:
    def draw(canvas: Canvas) -> None:
        _rows_at(canvas, NUMBERS)
        canvas.drawString(100, 446, "机关事业单位基本养老保险")
        canvas.drawString(300, 446, "10.00")
        canvas.drawString(400, 446, "20.00")
        canvas.drawString(100, 434, "缴费支出")
        _rows_at(canvas, NUMBERS, 416)

    (rows,) = grids(_page(draw))
    assert [row[1] for row in rows[3:5]] == ["机关事业单位基本养老保险", "缴费支出"]
    assert len(rows) == 8


def test_a_row_that_no_table_takes_is_reported() -> None:
    """Words in the middle of nothing end the table; what follows is perhaps its last row."""
    aside, last = [(230.0, "其他")], [(60.0, "24"), (100.0, "科目"), (300.0, "10.00"), (400.0, "20.00")]
    document = _page(lambda canvas: _rows_at(canvas, [*NUMBERS, aside, last]))
    assert [len(rows) for rows in grids(document)] == [3]
    assert paragraphs(document) == ["其他", "24 科目 10.00 20.00"]
    assert len(document.warnings) == 1


def test_a_title_under_a_table_begins_another() -> None:
    title, note = [(180.0, "支出决算表")], [(60.0, "部门：示例市档案局"), (400.0, "单位：万元")]
    document = _page(lambda canvas: _rows_at(canvas, [*NUMBERS, title, note, *NUMBERS]))
    assert [len(rows) for rows in grids(document)] == [3, 3]
    assert paragraphs(document) == ["支出决算表", "部门：示例市档案局 单位：万元"]


@pytest.mark.parametrize(
    "lines",
    [
        ["2023 年度收入总计 1,234.50 万元。", "与 2022 年度相比增加 10.00 万元，", "增长 0.82%。其中 5.00 万元"],
        ["一、收入支出决算总表 ........ 3", "二、收入决算表 ........ 4", "三、支出决算表 ........ 5"],
        ["联系电话：12345678    联系人：某", "邮编：550000    传真：1234567", "地址：某路 1 号    电话：1234"],
    ],
    ids=["sentences", "contents", "addresses"],
)
def test_what_is_no_table_stays_text(lines: list[str]) -> None:
    document = _page(lambda canvas: _rows_at(canvas, [[(60.0, line)] for line in lines]))
    assert grids(document) == []
    assert len(paragraphs(document)) == 3
    assert document.warnings == ()


figures = st.decimals(min_value=0, max_value=99_999_999, places=2).map(lambda number: f"{number:,.2f}")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.one_of(st.just(""), figures), min_size=3, max_size=5), min_size=3, max_size=9),
    st.sampled_from(["left", "right", "centre"]),
    st.sampled_from(["left", "centre"]),
)
def test_no_figure_moves_to_another_column(cells: list[list[str]], numbers: str, headers: str) -> None:
    """What is read of a table without lines is what is printed, cell for cell; or nothing is read of it, and said."""
    width = min(map(len, cells))
    header = ("科目编码", "科目名称", *("合计", "财政拨款", "上级补助收入", "事业收入", "其他")[:width])
    rows = (header, *((f"20{n}", "一般公共服务支出", *row[:width]) for n, row in enumerate(cells, start=101)))
    document = _read((Statement("收入决算表", rows),), Layout(numbers=numbers, headers=headers))
    if document.warnings:
        assert grids(document) == []
        return
    printed = sum(is_number(cell) for row in rows[1:] for cell in row[2:])
    if printed > 2 and grids(document):
        assert [row for row in grids(document)[0] if row[0]] == [list(row) for row in rows]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.one_of(st.just(""), figures), min_size=4, max_size=4), min_size=3, max_size=9),
    st.sampled_from(["left", "right", "centre"]),
    st.sampled_from(["left", "centre"]),
)
def test_columns_under_a_common_header_stay_apart(cells: list[list[str]], numbers: str, headers: str) -> None:
    above = ("科目编码", "科目名称", "本年收入", "", "其中各项收入", "")
    below = ("", "", "小计", "财政拨款", "事业收入", "其他")
    rows = (above, below, *((f"20{n}", "一般公共服务支出", *row) for n, row in enumerate(cells, start=101)))
    document = _read((Statement("收入决算表", rows),), Layout(numbers=numbers, headers=headers))
    if grids(document):
        assert [row for row in grids(document)[0] if row[0][:3] == "201"] == [
            list(row) for row in rows if row[0][:3] == "201"
        ]
    else:
        assert document.warnings or sum(is_number(cell) for row in cells for cell in row) < 3 + len(cells)
