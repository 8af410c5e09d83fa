"""Titles, headers and heads: which statement a grid is, and what stands over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.fold import fold_label
from ingest.metadata import read_heads, read_identity
from ingest.model import DocumentRefusedError, Grid, GridCell, GridRow, Page, Paragraph, ParsedDocument, SourceDocument
from ingest.parse import parse_document
from ingest.statements.titles import match_sheet_name, match_title
from ingest.vocabulary import cached_vocabulary
from tests.python.ingest.cells import parse_text, printed_amounts

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "ingest"
VOCABULARY = cached_vocabulary()
ROWS = "科目编码\t科目名称\t{}\n201\t一般公共服务支出\t9.00\t9.00\t\n"
EXPENDITURE = "科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("收入决算表", "income"),
        ("部门收入决算表", "income"),
        ("表 2：高等学校收入决算表", "income"),
        ("二、收入决算表（公开02表）", "income"),
        ("海州市档案局2023年度支出决算表", "expenditure"),
        ("收入支出决算总表", "income_expenditure_summary"),
        ("财政拨款收入支出决算总表", "fiscal_appropriation_summary"),
        ("财政拨款 三公 经费支出决算表", "three_public_expenses"),
        ("一般公共预算财政拨款支出决算表（续）", "general_public_budget_expenditure"),
        ("政府采购支出决算表", None),
        ("政府性基金预算财政拨款项目支出决算表", None),
        ("支出决算情况说明", None),
        ("三、支出决算表说明", None),
        ("收入决算表 ......... 6", None),
        ("单位收支预算总表", None),
        ("市局区县" * 13 + "支出决算表", None),
    ],
)
def test_a_title_is_the_whole_title_and_nothing_else(text: str, code: str | None) -> None:
    matched = match_title(fold_label(text), VOCABULARY)
    assert (matched[0] if matched else None) == code


def test_a_sheet_names_its_statement_whatever_its_number() -> None:
    assert match_sheet_name("Z01 收入支出决算总表(公开01表)", VOCABULARY) == (
        "income_expenditure_summary",
        "收入支出决算总表",
    )
    assert match_sheet_name("填表说明", VOCABULARY) is None


def test_headers_decide_where_no_title_stands() -> None:
    parsed = parse_text("一份表格\n" + EXPENDITURE + "201\t一般公共服务支出\t9.00\t9.00\t\t\t\t\n")
    assert [(t.statement_code, t.recognition) for t in parsed.tables] == [("expenditure", "header")]


@pytest.mark.parametrize(
    ("fixture", "code"),
    [
        ("spaces_and_widths", "income_expenditure_summary"),
        ("torn_headers", "fiscal_appropriation_summary"),
        ("totals_inside_labels", "basic_expenditure"),
        ("three_public_as_rows", "three_public_expenses"),
        ("glued_code_label_amount", "income"),
    ],
)
def test_each_layout_is_known_without_its_title(fixture: str, code: str) -> None:
    lines = (FIXTURES / f"{fixture}.txt").read_text(encoding="utf-8").split("\n")
    parsed = parse_text("\n".join("" if line.endswith("表") and "\t" not in line else line for line in lines))
    assert [(t.statement_code, t.recognition) for t in parsed.tables] == [(code, "header")]


def test_headers_that_fit_several_statements_decide_nothing() -> None:
    with pytest.raises(DocumentRefusedError, match="no_statements"):
        parse_text("一份表格\n" + ROWS.format("合计\t基本支出\t项目支出"))


def test_contents_and_narrative_name_no_grid() -> None:
    text = "目录\n- 一、收入决算表\n- 二、支出决算表\n第三部分 情况说明\n一、支出决算情况说明\n" + ROWS.format("金额一")
    with pytest.raises(DocumentRefusedError, match="no_statements"):
        parse_text(text)


def _pages(*pages: list[list[list[str]]]) -> ParsedDocument:
    blocks = []
    for number, grids in enumerate(pages, start=1):
        title = [Paragraph(1, "支出决算表")] if number == 1 else []
        rows = [Grid(tuple(GridRow(i, tuple(map(GridCell, row))) for i, row in enumerate(g, start=2))) for g in grids]
        blocks.append(Page(number, (*title, *rows, Paragraph(40, f"— {number} —"))))
    return parse_document("/x", "x", b"x", SourceDocument("pdf", tuple(blocks)), VOCABULARY)


def test_a_blank_page_does_not_end_a_statement() -> None:
    header = EXPENDITURE.rstrip("\n").split("\t")
    blank = [["", "", "", "", "", "", "", ""]]
    row = ["208", "社会保障和就业支出", "5.00", "5.00", "", "", "", ""]
    parsed = _pages([[header, ["201", "一般公共服务支出", "9.00", "9.00", "", "", "", ""]]], [blank], [[row]])
    assert [(t.statement_code, t.part_number) for t in parsed.tables] == [("expenditure", n) for n in (1, 2, 3)]
    assert [text for _, text in printed_amounts(parsed)] == ["9.00", "9.00", "5.00", "5.00"]


def test_two_totals_that_contradict_refuse_the_document() -> None:
    text = "支出决算表\n" + EXPENDITURE + "\t合计\t9.00\t9.00\t\t\t\t\n201\t一般公共服务支出\t9.00\t9.00\t\t\t\t\n"
    assert len(printed_amounts(parse_text(text + "\t合计\t9.00\t9.00\t\t\t\t\n"))) == 4
    with pytest.raises(DocumentRefusedError) as refusal:
        parse_text(text + "\t合计\t9.10\t9.00\t\t\t\t\n")
    assert refusal.value.code == "contradicting_totals"
    assert "合计 9.00 (page 1 line 3) against 合计 9.10 (page 1 line 5)" in refusal.value.detail


def test_a_declared_empty_statement_says_so_and_an_unfilled_one_does_not() -> None:
    table = "政府性基金预算财政拨款收入支出决算表\n科目编码\t科目名称\t年初结转和结余\t本年收入\t小计\n\t合计\t\t\t\n"
    (empty,) = parse_text(table).tables
    assert (empty.data_state, empty.declared_empty_text) == ("empty", None)
    (declared,) = parse_text(table + "\t海州市档案局2023年度没有政府性基金收入，故本表无数据\t\t\t\n").tables
    assert declared.data_state == "declared_empty"
    assert declared.declared_empty_text == "海州市档案局2023年度没有政府性基金收入，故本表无数据"
    (noted,) = parse_text(table + "注：本单位无政府性基金预算财政拨款收支，本表无数据。\n").tables
    assert noted.data_state == "declared_empty"


@pytest.mark.parametrize(
    ("texts", "unit"),
    [
        (["金额单位：万元"], "万元"),
        (["单位: 元"], "元"),
        (["金额单位:万", "元", "单位: 海州市档案局"], "万元"),
        (["部门：海州市档案局 金额单位：亿元"], "亿元"),
        (["单位：海州市档案局"], None),
        (["本套报表金额单位转换时可能存在尾数误差"], None),
    ],
)
def test_the_unit_of_money_is_read_where_it_is_printed(texts: list[str], unit: str | None) -> None:
    assert read_heads(texts).unit_name == unit


def test_the_department_is_voted_over_the_heads() -> None:
    heads = [
        read_heads(["单位：海州市档案局(本级)", "2023 年度", "单位：万元"]),
        read_heads(["部门: 海州市档案局"]),
        read_heads(["公开部门：海州市档案局(本级) 单位：万元", "2023年度"]),
    ]
    identity = read_identity(heads, ["主管部门及代码 海州市档案局（901215001）"], VOCABULARY)
    assert (identity.department_name, identity.department_source) == ("海州市档案局(本级)", "statement_heads")
    assert (identity.fiscal_year, identity.department_code) == (2023, "901215001")


@pytest.mark.parametrize(
    "cover",
    [
        ["海州市档案局", "2024 年度部门决算"],
        ["2024年海州市", "档案局部门决算公开说明"],
        ["海州市档", "案局2024年度部门决算"],
    ],
)
def test_the_cover_speaks_where_the_heads_are_silent(cover: list[str]) -> None:
    identity = read_identity([], [*cover, "目录", "第一部分"], VOCABULARY)
    assert (identity.department_name, identity.department_source) == ("海州市档案局", "title")
    assert (identity.fiscal_year, identity.fiscal_year_source) == (2024, "title")


def test_units_come_from_the_other_statements_only_when_these_agree() -> None:
    first = "收入决算表\n单位：万元\n" + ROWS.format("本年收入合计\t财政拨款收入")
    second = "\n支出决算表\n" + EXPENDITURE + "201\t一般公共服务支出\t9.00\t9.00\t\t\t\t\n"
    tables = parse_text(first + second).tables
    assert [(t.unit_name, t.unit_source) for t in tables] == [("万元", "printed"), ("万元", "other_statements")]
    third = "\n一般公共预算财政拨款支出决算表\n单位：元\n" + ROWS.format("合计\t基本支出\t项目支出")
    tables = parse_text(first + second + third).tables
    assert (tables[1].unit_name, tables[1].unit_source) == (None, "none")


TWICE = "支出决算表\n部门：{}\n" + EXPENDITURE + "{}"


def _printed_twice(first: str, second: str, owners: tuple[str, str] = ("海州市档案局", "海州市档案局")) -> str:
    return TWICE.format(owners[0], first) + "\n附件\n" + TWICE.format(owners[1], second)


def test_two_accounts_under_one_title_are_never_one() -> None:
    row = "{}\t一般公共服务支出\t{}\t{}\t\t\t\t\n"
    own, consolidated = row.format(201, "9.00", "9.00"), row.format(201, "19.00", "19.00")
    with pytest.raises(DocumentRefusedError) as refusal:
        parse_text(_printed_twice(own, consolidated + row.format(208, "1.00", "1.00")))
    assert refusal.value.code == "statement_printed_twice"
    assert "一般公共服务支出 9.00 (page 1 line 4) against 一般公共服务支出 19.00" in refusal.value.detail
    with pytest.raises(DocumentRefusedError, match="statement_printed_twice"):  # no row in common
        parse_text(_printed_twice(own, row.format(208, "1.00", "1.00"), ("海州市档案局", "海州市档案局（本级）")))


def test_a_statement_printed_again_is_read_once() -> None:
    rows = "201\t一般公共服务支出\t9.00\t9.00\t\t\t\t\n208\t社会保障和就业支出\t1.00\t1.00\t\t\t\t\n"
    misread = rows.replace("1.00\t1.00", "7.00\t1.00")
    parsed = parse_text(_printed_twice(rows, misread, ("海州市档案局", "海州档案局")))
    found = {key[2:]: text for key, text in printed_amounts(parsed)}
    assert found == {("201", "total"): "9.00", ("201", "basic"): "9.00", ("208", "basic"): "1.00"}
    unplaced = [(cell.text, cell.reason) for cell in parsed.cells if cell.cell_role == "unplaced"]
    assert unplaced == [("1.00", "contradicting_rows"), ("7.00", "contradicting_rows")]
