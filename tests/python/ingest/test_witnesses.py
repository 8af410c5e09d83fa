"""Pages in the wrong order: what cannot be the next page of a statement stays unrecognised, with the reason."""

from __future__ import annotations

import pytest

from ingest.model import Grid, GridCell, GridRow, Page, Paragraph, ParsedDocument, SourceDocument
from ingest.parse import parse_document
from ingest.vocabulary import cached_vocabulary
from tests.python.ingest.cells import printed_amounts

Rows = list[str]
"""Rows of a grid, cells separated by |."""

EXPENDITURE = ["科目编码|科目名称|本年支出合计|基本支出|项目支出|上缴上级支出|经营支出|对附属单位补助支出"]
EXPENDITURE_1 = [
    *EXPENDITURE,
    "|合计|30.00|20.00|10.00|||",
    "201|一般公共服务支出|18.00|9.00|9.00|||",
    "20126|档案事务|18.00|9.00|9.00|||",
]
EXPENDITURE_2 = ["208|社会保障和就业支出|12.00|11.00|1.00|||", "20805|行政事业单位养老支出|12.00|11.00|1.00|||"]
SUMMARY = ["收入||支出|", "项目|金额|项目|金额", "一、一般公共预算财政拨款收入|9.00|一、一般公共服务支出|9.00"]
BASIC = ["科目编码|科目名称|决算数|科目编码|科目名称|决算数", "301|工资福利支出|9.00|302|商品和服务支出|1.00"]


def _parse(*pages: tuple[list[str], Rows, list[str]]) -> ParsedDocument:
    """A document of pages, each with the lines above its grid, the grid, and the lines below."""
    made = []
    for number, (above, rows, below) in enumerate(pages, start=1):
        grid = Grid(tuple(GridRow(10 + i, tuple(map(GridCell, row.split("|")))) for i, row in enumerate(rows)))
        heads = [Paragraph(1 + i, text) for i, text in enumerate(above)]
        tails = [Paragraph(50 + i, text) for i, text in enumerate(below)]
        made.append(Page(number, (*heads, grid, *tails)))
    return parse_document("/x", "x", b"x", SourceDocument("pdf", tuple(made)), cached_vocabulary())


def _made_of(parsed: ParsedDocument) -> list[tuple[str | None, str | None]]:
    return [(table.statement_code, table.note) for table in parsed.tables]


def test_a_page_that_goes_on_where_the_statement_stopped_is_its_next() -> None:
    parsed = _parse((["支出决算表"], EXPENDITURE_1, ["— 7 —"]), ([], EXPENDITURE_2, ["— 8 —"]))
    assert _made_of(parsed) == [("expenditure", None), ("expenditure", None)]
    assert (("expenditure", "", "208", "total"), "12.00") in printed_amounts(parsed)


@pytest.mark.parametrize(
    ("title", "first", "second", "reason"),
    [
        ("支出决算表", [*EXPENDITURE, *EXPENDITURE_2], EXPENDITURE_1[2:], "codes_do_not_follow"),
        ("支出决算表", EXPENDITURE_1, ["|合计|31.00|21.00|10.00|||", *EXPENDITURE_2], "total_printed_twice"),
        ("支出决算表", EXPENDITURE_1, ["|20000|10|||||"], "no_code_with_a_name"),
        (
            "支出决算表",
            [*EXPENDITURE, *EXPENDITURE_2, *EXPENDITURE_1[2:]],
            EXPENDITURE_1[2:],
            "lines_repeated",
        ),
        (
            "收入支出决算总表",
            SUMMARY,
            ["二、政府性基金预算财政拨款收入|1.00|二、外交支出|1.00|1.00||"],
            "columns_differ",
        ),
        ("收入支出决算总表", SUMMARY, [SUMMARY[2].replace("9.00", "7.00")], "lines_repeated"),
        ("一般公共预算财政拨款基本支出决算表", BASIC, [BASIC[1].replace("9.00", "7.00")], "lines_repeated"),
        (
            "三公经费支出决算表",
            ["项目|预算数|决算数", "合计|1.00|1.00"],
            ["1.00|2.00|3.00|4.00|5.00"],
            "columns_differ",
        ),
    ],
)
def test_a_page_that_cannot_be_the_next_is_not_taken(title: str, first: Rows, second: Rows, reason: str) -> None:
    parsed = _parse(([title], first, []), ([], second, []))
    assert parsed.tables[0].statement_code is not None
    assert _made_of(parsed)[1] == (None, f"not_continued:{reason}")
    later = [cell for cell in parsed.cells if cell.table_index == 1 and cell.cell_kind == "printed_number"]
    assert later
    assert {(cell.cell_role, cell.reason) for cell in later} == {("unplaced", "unrecognised_table")}


def test_a_repeated_total_row_does_not_end_a_statement() -> None:
    parsed = _parse((["支出决算表"], EXPENDITURE_1, []), ([], [EXPENDITURE_1[1], *EXPENDITURE_2], []))
    assert _made_of(parsed) == [("expenditure", None), ("expenditure", None)]


def test_pages_whose_printed_numbers_do_not_follow_are_not_one_statement() -> None:
    parsed = _parse((["支出决算表"], EXPENDITURE_1, ["7"]), ([], EXPENDITURE_2, ["第 12 页"]))
    assert _made_of(parsed)[1] == (None, "not_continued:page_numbers_do_not_follow")


def test_a_wider_page_is_not_read_by_position_against_the_sums() -> None:
    income = "208|社会保障和就业支出|{0}|{0}|||||"  # the next page of another statement: one column more
    parsed = _parse((["支出决算表"], EXPENDITURE_1, []), ([], [income.format("9.00")], []))
    assert [key for key, _ in printed_amounts(parsed) if key[2] == "208"] == []
    page_2 = [cell.reason for cell in parsed.cells if cell.table_index == 1 and cell.cell_role == "unplaced"]
    assert page_2 == ["column_undecided", "column_undecided"]
    agreeing = _parse(
        (["支出决算表"], [row.replace("30.00|20.00|10.00", "30.00|21.00|9.00") for row in EXPENDITURE_1], []),
        ([], [income.format("12.00")], []),
    )
    assert (("expenditure", "", "208", "basic"), "12.00") in printed_amounts(agreeing)


def test_a_title_over_the_grid_of_another_statement_names_nothing() -> None:
    header = "科目编码|科目名称|本年收入合计|财政拨款收入|上级补助收入|事业收入|经营收入|附属单位上缴收入|其他收入"
    parsed = _parse(
        (["政府性基金预算财政拨款收入支出决算表"], [header, "|合计|9.00|9.00|||||"], []),
        (["支出决算表"], EXPENDITURE_1, []),
    )
    assert _made_of(parsed) == [(None, "title_and_header_disagree"), ("expenditure", None)]
    assert parsed.tables[0].title_printed == "政府性基金预算财政拨款收入支出决算表"


def test_more_column_numbers_than_a_statement_has_measures_are_another_statements() -> None:
    torn = ["科目编码|科目名称|合计|基本支出|项目支出小计|缴上|营|补助", "栏次||1|2|3|4|5|6", *EXPENDITURE_1[1:]]
    parsed = _parse(([], torn, []), (["支出决算表"], EXPENDITURE_1, []))
    assert _made_of(parsed) == [(None, None), ("expenditure", None)]
    three = ["科目编码|科目名称|合计|基本支出|项目支出小计", "栏次||1|2|3", "201|一般公共服务支出|18.00|9.00|9.00"]
    assert _made_of(_parse(([], three, [])))[0][0] == "fiscal_appropriation_expenditure"
