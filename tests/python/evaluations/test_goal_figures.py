"""The figures of the block 年度总体目标: what is read, what a tear hides, and to which text it belongs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.evaluations import EvaluationGoalFigure
from tests.python.evaluations.reading import read_grid_forms

FUNDS = ["资金来源", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
TOTAL = ["年度资金总额", "100", "100", "100", "10", "100%", "10"]
HEADER = ["", "预期目标", "", "", "实际完成情况", "", ""]
INDICATORS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
INDICATOR = ["产出指标", "数量指标", "新建社区养老驿站", "≥10座", "12", "90", "90"]


def goal_figures(*rows: Sequence[str]) -> tuple[EvaluationGoalFigure, ...]:
    """The goal figures of a form whose block holds these rows."""
    return read_grid_forms([["项目支出绩效自评表"], FUNDS, TOTAL, HEADER, *rows, INDICATORS, INDICATOR]).goal_figures


def said(*rows: Sequence[str]) -> list[tuple[str | None, str, str]]:
    """(part, value, unit) of each."""
    return [(figure.part, figure.value, figure.unit_name) for figure in goal_figures(*rows)]


def test_two_whole_texts_are_the_expected_and_the_achieved_one() -> None:
    row = ["年度总体目标", "新建社区养老驿站10座。", "", "", "1、新建社区养老驿站12座;2、服务老人1,450人。", "", ""]
    assert said(row) == [("expected", "10", "座"), ("achieved", "12", "座"), ("achieved", "1450", "人")]
    figure = goal_figures(row)[1]
    assert (figure.clause, figure.source_row, figure.source_column) == ("新建社区养老驿站12座", 4, 4)


def test_a_text_torn_over_cells_and_rows_is_read_joined() -> None:
    first = ["", "2、服务老", "人", "1450 人,", "培训护理员", "36", ""]
    assert said(first, ["", "名;", "", "", "", "", ""]) == [(None, "1450", "人"), (None, "36", "人")]


@pytest.mark.parametrize(
    "row",
    [
        ["", "服务老人14", "50人", "", "", "", ""],  # digits on both sides of a tear
        ["", "服务老 区养老 共14 座", "人数达 驿站建 到50人", "", "", "", ""],  # pieces of three lines in each cell
        ["", "提高5个百分点", "", "", "", "", ""],  # a change, no result
        ["", "按(2022)2号文件,第3项,建成5G基站", "", "", "", "", ""],
        ["", "2023年12月31日前完成", "", "", "", "", ""],
    ],
)
def test_what_the_print_does_not_prove_is_not_read(row: Sequence[str]) -> None:
    assert said(row) == []


def test_the_year_is_the_last_one_named_before_the_figure_in_its_sentence() -> None:
    text = "2022年,满意度达91%,2023年满意度达95%。新建驿站12座。"
    figures = goal_figures(["", text, "", "", "", "", ""])
    assert [(figure.value, figure.year_printed) for figure in figures] == [("91", "2022"), ("95", "2023"), ("12", None)]


def test_parts_of_one_clause_share_its_number() -> None:
    figures = goal_figures(["", "新建驿站8座、改建驿站4座,培训36名", "", "", "", "", ""])
    assert figures[0].clause_number == figures[1].clause_number != figures[2].clause_number
