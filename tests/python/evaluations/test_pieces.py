"""Rules of the reader one by one: a case that the rule takes, and one that it must leave alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.evaluations import EvaluationReadings, cached_evaluation_vocabulary, read_evaluations
from ingest.evaluations.columns import match_header, number_list
from ingest.model import Page, Paragraph, SourceDocument
from tests.python.evaluations.reading import (
    cells_of,
    fund_rows,
    grid_document,
    indicator_rows,
    read_grid_forms,
    read_text_forms,
)

FUND_HEADER = ["", "资金来源", "年初预算数", "全年预算数(A)", "全年执行数(E)", "分值", "执行率", "得分"]
HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
TITLE = ["项目支出绩效自评表", "", "", "", "", "", "", ""]


def form(
    name: str = "桥梁养护", amount: str = "100.00", rows: list[list[str]] | None = None, total: str = "96"
) -> list[list[str]]:
    """A form of one grid as Word and PDF print it, merged cells in their first place."""
    indicators = rows or [
        ["产出指标", "数量指标", "养护桥梁", "≥10座", "12座", "50", "50", ""],
        ["", "质量指标", "验收合格率", "100%", "98%", "30", "26", "返工"],
        ["满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "95%", "10", "10", ""],
    ]
    return [
        TITLE,
        ["项目名称", name, "", "", "主管部门", "云岭市交通局", "", ""],
        FUND_HEADER,
        ["项目资金(万元)", "年度资金总额", amount, amount, amount, "10", "100.00%", "10"],
        ["", "其中:当年财政拨款", amount, amount, amount, "—", "—", "—"],
        ["", "上年结转资金", "", "", "", "—", "—", "—"],
        ["总体目标", "预期目标", "", "", "实际完成情况", "", "", ""],
        HEADER,
        *indicators,
        ["总分", "", "", "", "", "100", total, ""],
    ]


def test_one_grid_with_all_sections() -> None:
    readings = read_grid_forms(form())
    assert [row[2] for row in indicator_rows(readings, 1)] == ["养护桥梁", "验收合格率", "居民满意度"]
    assert [row[0] for row in indicator_rows(readings, 1)] == ["产出指标", "产出指标", "满意度指标"]
    assert fund_rows(readings, 1)["total"] == ("100.00", "100.00", "100.00")
    assert fund_rows(readings, 1)["carry_over"] == (None, None, None)
    assert cells_of(readings, 1, "head")[0, "unit_name"].value == "万元"
    assert cells_of(readings, 1, "fund")[1, "rate"].value == "100.00"
    total = cells_of(readings, 1, "total")
    assert (total[0, "weight"].value, total[0, "score"].value) == ("100", "96")


def test_titles_without_a_form_open_nothing() -> None:
    text = "目录\n项目支出绩效自评表\n部门整体绩效自评表\n第二部分\n项目自评得分为90分,自评等级为优。\n"
    assert read_text_forms(text.encode()) == EvaluationReadings()


def test_a_table_of_targets_without_scores_is_no_self_evaluation() -> None:
    grid = [["项目名称", "桥梁养护", "", ""], ["一级指标", "二级指标", "三级指标", "年度指标值"],
            ["产出指标", "数量指标", "养护桥梁", "≥10座"]]  # fmt: skip
    assert read_grid_forms(grid) == EvaluationReadings()


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [("单位：人民币万元", "unit_name", "万元"), ("单位：云岭市交通局", "reporting_unit", "云岭市交通局")],
)
def test_a_unit_may_be_of_money_or_an_office(text: str, field: str, value: str) -> None:
    grid = form()
    grid[3][0] = "项目资金"
    page = grid_document(grid[1:]).pages[0]
    blocks = (Paragraph(1, "项目支出绩效自评表"), Paragraph(2, text), *page.blocks)
    readings = read_evaluations(SourceDocument("docx", (Page(1, blocks),)), cached_evaluation_vocabulary())
    head = cells_of(readings, 1, "head")
    assert head[0, field].value == value
    assert ((0, "unit_name") in head) == (field == "unit_name")


def test_a_table_of_budget_execution_is_no_form() -> None:
    grid = [["项目", "年初预算数", "全年预算数", "决算数", "执行率"], ["基本支出", "100", "120", "120", "100%"],
            ["项目支出", "400", "500", "450", "90%"]]  # fmt: skip
    assert read_grid_forms(grid) == EvaluationReadings()
    assert len(read_grid_forms([["部门整体绩效自评表", "", "", "", ""], *grid]).forms) == 1


def test_statements_after_a_form_that_lost_its_total_are_no_indicators() -> None:
    statement = [["科目编码", "科目名称", "合计", "基本支出"], ["20604", "技术研究与开发", "80.00", "20.00"]]
    pages = grid_document(form()[:-1], statement).pages
    between = replace(pages[1], blocks=(Paragraph(1, "一般公共预算支出决算表"), *pages[1].blocks))
    document = SourceDocument("pdf", (pages[0], between))
    assert len(indicator_rows(read_evaluations(document, cached_evaluation_vocabulary()), 1)) == 3


def test_forms_of_different_projects_are_not_copies() -> None:
    readings = read_grid_forms(form("桥梁养护一期"), form("桥梁养护二期"), form("桥梁养护一期"))
    assert [item.form_key for item in readings.forms] == ["project_1", "project_2", "project_1"]


def test_one_name_with_other_amounts_is_another_form() -> None:
    readings = read_grid_forms(form(amount="100.00"), form(amount="250.00"))
    assert [item.form_key for item in readings.forms] == ["project_1", "project_2"]


def test_a_copy_may_add_a_row_and_keeps_its_order() -> None:
    rows = [
        ["产出指标", "数量指标", "养护桥梁", "≥10座", "12座", "50", "50", ""],
        ["", "质量指标", "验收合格率", "100%", "98%", "30", "26", "返工"],
        ["满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "95%", "10", "10", ""],
    ]
    readings = read_grid_forms(form(rows=[rows[0], rows[2]]), form(rows=rows))
    numbers = {
        (cell.form_number, cell.value): cell.item_number for cell in readings.indicators if cell.field_code == "level_3"
    }
    assert numbers == {
        (1, "养护桥梁"): 1, (1, "居民满意度"): 3, (2, "养护桥梁"): 1, (2, "验收合格率"): 2, (2, "居民满意度"): 3,
    }  # fmt: skip


def test_a_torn_amount_without_proof_stays_unread() -> None:
    grid = form()
    grid[2] = ["", "资金来源", "年初预算数", "全年预算数(A)", "全年执", "行数(E)", "分值", "得分"]
    grid[3] = ["项目资金(万元)", "年度资金总额", "700", "800", "200", "0000", "10", "10"]
    del grid[4:6]
    [cell] = [cell for cell in read_grid_forms(grid).funds if cell.field_code == "executed"]
    assert (cell.value, cell.cell_kind, cell.reason) == (None, "unreadable", "torn_number_unproven")
    assert cell.source_text == "200|0000"


def test_the_names_of_merged_rows_are_not_guessed_without_a_copy() -> None:
    rows = [["产出指标", "数量指标", "养护桥梁", "10座 ≥3条", "12座 4条", "50 30", "50 26", ""]]
    cells = cells_of(read_grid_forms(form(rows=rows)), 1, "indicator")
    assert [cells[number, "level_3"].value for number in (1, 2)] == [None, None]
    assert [cells[number, "target"].value for number in (1, 2)] == ["10座", "≥3条"]
    assert [cells[number, "score"].value for number in (1, 2)] == ["50", "26"]


def test_merged_values_that_do_not_count_up_are_kept_raw() -> None:
    rows = [["产出指标", "数量指标", "养护桥梁", "提升服务", "12座 4条", "50 30", "50 26", ""]]
    cells = cells_of(read_grid_forms(form(rows=rows)), 1, "indicator")
    assert [cells[number, "target"].reason for number in (1, 2)] == ["merged_value_unsplit"] * 2
    assert cells[1, "target"].source_text == "提升服务"


def test_a_row_that_is_no_indicator_is_kept_with_a_reason() -> None:
    rows = [
        ["产出指标", "数量指标", "养护桥梁", "≥10座", "12座", "80", "76", ""],
        ["", "", "待补充", "", "", "", "", ""],
    ]
    readings = read_grid_forms(form(rows=rows))
    assert [row.reason for row in readings.unread_rows] == ["no_weight_and_score"]
    assert "待补充" in readings.unread_rows[0].source_text
    assert len(indicator_rows(readings, 1)) == 1


def test_a_single_total_in_a_row_of_another_width_is_not_placed() -> None:
    grid = form()
    grid[-1] = ["总分", "96"]
    total = cells_of(read_grid_forms(grid), 1, "total")
    assert {cell.reason for cell in total.values()} == {"total_position_unknown"}
    assert {cell.value for cell in total.values()} == {None}


def test_points_that_do_not_add_up_prove_no_level() -> None:
    rows = [
        ["产出指标(50分)", "数量指标", "养护桥梁", "≥10座", "12座", "40", "40", ""],
        ["满意度指标(40分)", "服务对象满意度指标", "居民满意度", "≥90%", "95%", "50", "46", ""],
    ]
    cells = cells_of(read_grid_forms(form(rows=rows)), 1, "indicator")
    assert [cells[number, "level_1"].evidence for number in (1, 2)] == ["printed", "printed"]


def test_a_form_over_two_pages_without_a_second_header() -> None:
    whole = form()
    readings = read_grid_forms(whole[:9], whole[9:])
    assert [row[2] for row in indicator_rows(readings, 1)] == ["养护桥梁", "验收合格率", "居民满意度"]
    assert readings.forms[0].last_page == 2
    assert cells_of(readings, 1, "indicator")[2, "score"].source_page == 2


def test_a_page_header_between_two_pages_does_not_end_the_form() -> None:
    whole = grid_document(form()[:9], form()[9:])
    second = replace(whole.pages[1], blocks=(Paragraph(1, "云岭市交通局决算公开"), *whole.pages[1].blocks))
    document = SourceDocument("pdf", (whole.pages[0], second))
    readings = read_evaluations(document, cached_evaluation_vocabulary())
    assert len(indicator_rows(readings, 1)) == 3
    assert cells_of(readings, 1, "total")[0, "score"].value == "96"


def test_an_empty_document_has_no_forms() -> None:
    document = SourceDocument("text", (Page(1, ()),))
    assert read_evaluations(document, cached_evaluation_vocabulary()) == EvaluationReadings()


@pytest.mark.parametrize(
    ("text", "field"),
    [("全年执行数 (E)", "executed"), ("全年执", "executed"), ("执行率", "rate"), ("决算数", None), ("全年", None)],
)
def test_headers_are_known_whole_or_torn(text: str, field: str | None) -> None:
    assert match_header(text, cached_evaluation_vocabulary().headers["fund"]) == field


@pytest.mark.parametrize(("text", "count"), [("98. 34", 1), ("6 7", 2), ("1,200 300", 2), ("6 项", 0), ("", 0)])
def test_number_lists(text: str, count: int) -> None:
    assert len(number_list(text)) == count


@pytest.mark.parametrize("lost", range(7))
def test_a_lost_header_gives_its_column_to_no_other_field(lost: int) -> None:
    whole = indicator_rows(read_grid_forms(form()), 1)
    grid = form()
    grid[7] = [text if column != lost else "" for column, text in enumerate(grid[7])]
    assert indicator_rows(read_grid_forms(grid), 1) == whole


def test_a_total_row_that_lost_its_label_is_no_indicator() -> None:
    grid = form()
    grid[-1][0] = ""
    readings = read_grid_forms([*grid, ["自评结论", "该项目自评得96分,等级为优", "", "", "", "", "", ""]])
    assert len(indicator_rows(readings, 1)) == 3
    assert "no_name_and_values" in [row.reason for row in readings.unread_rows]
    assert cells_of(readings, 1, "conclusion")[0, "score"].value == "96"


def test_a_lost_level_1_follows_from_level_2_in_the_template() -> None:
    rows = [
        ["产出指标", "数量指标", "养护桥梁", "≥10座", "12座", "50", "50", ""],
        ["", "社会效益指标", "居民出行", "改善", "改善", "30", "26", ""],
        ["", "", "投诉办结", "≥90%", "95%", "10", "10", ""],
    ]
    cells = cells_of(read_grid_forms(form(rows=rows)), 1, "indicator")
    assert [(cells[n, "level_1"].value, cells[n, "level_1"].evidence_rank) for n in (1, 2, 3)] == [
        ("产出指标", 0), ("效益指标", 2), ("效益指标", 2),
    ]  # fmt: skip


def test_merged_rows_are_split_by_scores_alone_where_the_weights_are_lost() -> None:
    rows = [["产出指标", "数量指标", "养护桥梁", "10座 ≥3条", "12座 4条", "", "50 26", ""],
            ["", "质量指标", "验收合格率", "100%", "98%", "14", "14", ""]]  # fmt: skip
    cells = cells_of(read_grid_forms(form(rows=rows)), 1, "indicator")
    assert [cells[number, "score"].value for number in (1, 2, 3)] == ["50", "26", "14"]
    assert [cells[number, "weight"].value for number in (1, 2, 3)] == [None, None, "14"]


def test_witnesses_that_contradict_each_other_prove_nothing() -> None:
    grid = form()
    grid[2] = ["", "资金来源", "年初预算数", "全年预算数", "全年执", "行数(E)", "分值", "得分"]
    grid[3] = ["项目资金(万元)", "年度资金总额", "20000", "200000", "2000", "00", "10", "10"]
    del grid[4:6]
    grid[3][4:6] = ["2000", "00"]  # 200000 is the adjusted budget, 20000 the initial one
    [cell] = [cell for cell in read_grid_forms(grid).funds if cell.field_code == "executed"]
    assert (cell.value, cell.reason) == (None, "torn_number_unproven")
