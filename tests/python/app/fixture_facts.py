"""What the invented bureau says beside its statements: narrative, budget execution, 三公, prior year, forms.

Literal rows as the marts would hold them: rates, intervals, verdicts and states are worked out by hand. Text lines
carry the figures where they are printed; a place is given by the words right before the number.
"""

from __future__ import annotations

from typing import Any

from tests.python.app.fixture_rows import BUREAU, EXPENDITURE, MAIN, SUMMARY, THREE

Row = dict[str, Any]
HOSTILE = "<b>0</b>"

NARRATIVE_LINES = {
    101: "2023年度收支决算总计1230.50万元,与2022年度相比,增加230.50万元,增长23.05%。",
    109: "2023年度一般公共预算支出年初预算为1500.00万元,支出决算为1230.50万元,完成年初预算的82.03%。",
    110: "1.其他技术研究与开发支出(项)。年初预算为800.00万元,支出决算为640.20万元,完成年初预算的81.03%。",
    111: "2.住房公积金(项)。年初预算为100.00万元,支出决算为100.03万元,完成年初预算的100.03%。"
    "决算数大于预算数的主要原因是:人员增加。",
    120: "三公经费预算为9.50万元,支出决算为7.26万元,比上年减少1.24万元,下降14.59%;"
    f"国内公务接待8批次,65人次,购置{HOSTILE}辆。",
    130: "基本支出:指为保障机构正常运转而发生的支出。",
}
SECTIONS = {
    "overall": ("收入支出决算总体情况", "Overall income and expenditure"),
    "general_public_items": ("一般公共预算财政拨款支出决算具体情况", "General public budget expenditure: items"),
    "three_public_total": ("“三公”经费财政拨款支出决算总体情况", "Three public expenses: total"),
    "glossary": ("名词解释", "Glossary"),
}
TOPICS = {
    "grand_total": ("收入支出总计", "Grand total of income and expenditure"),
    "general_public": ("一般公共预算财政拨款支出", "General public budget expenditure"),
    "function_subject": ("功能分类科目", "Function subject"),
    "three_public": ("“三公”经费", "Three public expenses"),
    "reception_domestic": ("国内公务接待", "Domestic reception"),
    "vehicle_purchase": ("公务用车购置费", "Purchase of official vehicles"),
    "glossary_term": ("名词", "Term"),
}
METRICS = {
    "final_account": ("决算", "Final account"),
    "initial_budget": ("年初预算", "Initial budget"),
    "budget": ("预算", "Budget"),
    "completion_rate": ("预算完成率", "Completion of the budget"),
    "change": ("比上年增减额", "Change against the year before"),
    "growth": ("比上年增减幅度", "Growth against the year before"),
    "count_receptions": ("接待批次", "Receptions"),
    "count_guests": ("接待人次", "Guests received"),
    "count_vehicles_bought": ("购置公务用车数", "Official vehicles bought"),
    "budget_comparison": ("决算与预算的比较", "Final account against budget in words"),
    "glossary_entry": ("名词解释条目", "Term explained in the glossary"),
}
_ITEM_1 = ("general_public_items", "1", "function_subject", "2060499", "其他技术研究与开发支出")
_ITEM_2 = ("general_public_items", "2", "function_subject", "2210201", "住房公积金")
_TOTAL = ("general_public_items", None, "general_public", None, None)
_GRAND = ("overall", None, "grand_total", None, None)
_THREE = ("three_public_total", None, "three_public", None, None)

# index, about, metric, words right before the number, number, unit, yuan, line, direction
_FIGURES = [
    (1, _GRAND, "final_account", "总计", "1230.50", "万元", 12305000, 101, None),
    (2, _GRAND, "change", "增加", "230.50", "万元", 2305000, 101, "increase"),
    (3, _GRAND, "growth", "增长", "23.05", "%", None, 101, "increase"),
    (4, _TOTAL, "initial_budget", "年初预算为", "1500.00", "万元", 15000000, 109, None),
    (5, _TOTAL, "final_account", "决算为", "1230.50", "万元", 12305000, 109, None),
    (6, _TOTAL, "completion_rate", "完成年初预算的", "82.03", "%", None, 109, None),
    (7, _ITEM_1, "initial_budget", "年初预算为", "800.00", "万元", 8000000, 110, None),
    (8, _ITEM_1, "final_account", "决算为", "640.20", "万元", 6402000, 110, None),
    (9, _ITEM_1, "completion_rate", "完成年初预算的", "81.03", "%", None, 110, None),
    (10, _ITEM_2, "initial_budget", "年初预算为", "100.00", "万元", 1000000, 111, None),
    (11, _ITEM_2, "final_account", "决算为", "100.03", "万元", 1000300, 111, None),
    (12, _ITEM_2, "completion_rate", "完成年初预算的", "100.03", "%", None, 111, None),
    (13, _ITEM_2, "budget_comparison", "。", None, None, None, 111, "above"),
    (14, _THREE, "budget", "预算为", "9.50", "万元", 95000, 120, None),
    (15, _THREE, "final_account", "决算为", "7.26", "万元", 72600, 120, None),
    (16, _THREE, "change", "减少", "1.24", "万元", 12400, 120, "decrease"),
    (17, _THREE, "growth", "下降", "14.59", "%", None, 120, "decrease"),
    (18, _THREE, "count_receptions", "公务接待", "8", "批次", None, 120, None),
    (19, _THREE, "count_guests", "批次,", "65", "人次", None, 120, None),
    (20, _THREE, "count_vehicles_bought", "购置<b>", "0", "辆", None, 120, None),
    (21, ("glossary", "一", "glossary_term", None, None), "glossary_entry", "", None, None, None, 130, None),
]
# The cell each of them repeats, what it prints in yuan, and how both compare.
_CELLS = {
    1: (SUMMARY, "expenditure", "grand_total", "amount", 12305000, "equal"),
    5: (EXPENDITURE, "", "total", "total", 12305000, "equal"),
    8: (EXPENDITURE, "", "2060499", "total", 6402000, "equal"),
    11: (EXPENDITURE, "", "2210201", "total", 1000100, "differs"),
    14: (THREE, "", "total", "budget", 95000, "equal"),
    15: (THREE, "", "total", "actual", 72500, "within_rounding"),
}
_PATTERN_WORDS = {13: "决算数大于预算数"}
_ANOMALIES = {20: "stray_mark"}


def _values(**values: Any) -> Row:
    """A row by the names of its columns."""
    return values


def _sentence(line: int, begin: int) -> str:
    """The sentence of the line that holds this place; an item's number and name are none of its own."""
    text, start = NARRATIVE_LINES[line], 0
    for stop in (i for i, character in enumerate(text) if character == "。"):
        if begin <= stop:
            return text[start : stop + 1]
        start = stop + 1
    raise AssertionError(f"no sentence at {begin} of line {line}")


def _figure(
    index: int, about: tuple[Any, ...], metric: str, before: str, number: str | None, unit: str | None,
    yuan: int | None, line: int, direction: str | None,
) -> Row:  # fmt: skip
    section, item, topic, subject_code, subject_name = about
    # The fact in words stands behind the last full stop but one; a number behind the first such words.
    text = NARRATIVE_LINES[line]
    place = text.rindex(_PATTERN_WORDS[index]) if index in _PATTERN_WORDS else text.index(before) + len(before)
    row = _values(
        document_id=MAIN, department_name="云州市数据资源局", fiscal_year=2023, is_current=True, figure_index=index,
        section_code=section, section_title_zh=SECTIONS[section][0], section_title_en=SECTIONS[section][1],
        section_title_printed=None, item_number=item, topic_code=topic, topic_title_zh=TOPICS[topic][0],
        topic_title_en=TOPICS[topic][1], metric_code=metric, metric_title_zh=METRICS[metric][0],
        metric_title_en=METRICS[metric][1], subject_code=subject_code, subject_name=subject_name,
        entity_name="基本支出" if metric == "glossary_entry" else None, direction=direction, value=number,
        unit_name=unit, amount_yuan=yuan, value_text=number, unit_printed=unit,
        pattern_words=_PATTERN_WORDS.get(index), anomaly=_ANOMALIES.get(index), sentence=_sentence(line, place),
        source_page=1, source_line=line, source_position=place + 1,
    )  # fmt: skip
    names = ("statement_code", "side", "line_code", "measure_code", "amount_yuan")
    cell = _CELLS.get(index, (None,) * 6)
    return row | {f"table_{name}": value for name, value in zip(names, cell, strict=False)} | {
        "table_agreement": cell[5]
    }  # fmt: skip


NARRATIVE_FIGURES = [_figure(*figure) for figure in _FIGURES]

# first figure, total?, item, code, name, budget, final, statement's final, deviation, stated, recomputed, lower, upper,
# verdict, direction, reason, line
_EXECUTION = [
    (4, True, None, None, None, 15000000, 12305000, 12305000, -2695000, "82.03", "82.033333", "82.032726", "82.033940",
     "agrees", None, None, 109),
    (7, False, "1", "2060499", "其他技术研究与开发支出", 8000000, 6402000, 6402000, -1598000, "81.03", "80.025000",
     "80.023875", "80.026125", "disagrees", None, None, 110),
    (10, False, "2", "2210201", "住房公积金", 1000000, 1000300, 1000100, 300, "100.03", "100.030000", "100.019999",
     "100.040003", "agrees", "above", "人员增加", 111),
]  # fmt: skip


def _execution(row: tuple[Any, ...]) -> tuple[Row, Row]:
    """The same item as the reporting mart and as the fact mart hold it."""
    (first, is_total, item, code, name, budget, final, table, deviation, stated, recomputed, lower, upper, verdict,
     direction, reason, line) = row  # fmt: skip
    shared = _values(
        document_id=MAIN, department_id=BUREAU, fiscal_year=2023, first_figure_index=first, is_total_row=is_total,
        item_number=item, subject_code=code, subject_evidence="path" if code else None, initial_budget_yuan=budget,
        final_account_yuan=final, table_final_account_yuan=table, stated_rate=stated, recomputed_rate=recomputed,
        rate_label="annual" if first == 10 else "initial", denominator_kind="initial", rate_status=verdict,
        direction=direction, reason_text=reason, source_page=1, source_line=line,
    )  # fmt: skip
    reported = _values(
        level=3 if code else None, subject_name=name, subject_name_printed=name, deviation_yuan=deviation
    )
    facts = _values(
        recomputed_rate_lower=lower, recomputed_rate_upper=upper, initial_budget_figure_index=first,
        final_account_figure_index=first + 1, rate_figure_index=first + 2,
    )  # fmt: skip
    return shared | reported, shared | facts


REPORTED_EXECUTION = [_execution(row)[0] for row in _EXECUTION]
BUDGET_EXECUTION = [_execution(row)[1] for row in _EXECUTION]

_THREE_BASE = _values(document_id=MAIN, department_id=BUREAU, department_name="云州市数据资源局", fiscal_year=2023)
THREE_PUBLIC = [
    _THREE_BASE | row
    for row in (
        _values(topic_code="three_public", title_zh="“三公”经费", title_en="Three public expenses", is_total_row=True,
             table_budget_yuan=95000, table_final_account_yuan=72500, narrated_budget_yuan=95000,
             narrated_final_account_yuan=72600, stated_completion_rate="76.42", change_direction="decrease",
             change_yuan=12400, stated_growth_percent="14.59", prior_yuan=85000, prior_lower_yuan=84900,
             prior_upper_yuan=85100, is_stated_absent=False, reason_text="减少接待"),
        _values(topic_code="vehicle_purchase", title_zh="公务用车购置费", title_en="Purchase of official vehicles",
             is_total_row=False, table_budget_yuan=0, table_final_account_yuan=0, vehicles_bought_count=0,
             is_stated_absent=False),
        _values(topic_code="reception", title_zh="公务接待费", title_en="Official reception", is_total_row=True,
             table_budget_yuan=35000, table_final_account_yuan=22000, is_stated_absent=False),
        _values(topic_code="reception_domestic", title_zh="国内公务接待", title_en="Domestic reception",
             is_total_row=False, reception_count=8, guest_count=65, is_stated_absent=False),
    )
]  # fmt: skip

_PRIOR_BASE = _values(document_id=MAIN, department_id=BUREAU, fiscal_year=2023, prior_fiscal_year=2022)
PRIOR_YEARS = [
    _PRIOR_BASE | row
    for row in (
        _values(main_section_code="overall", section_code="overall", topic_code="grand_total",
             formula="current_minus_change", prior_yuan=10000000, lower_yuan=9999900, upper_yuan=10000100,
             current_figure_index=1, current_yuan=12305000, change_figure_index=2, change_yuan=2305000),
        _values(main_section_code="three_public", section_code="three_public_total", topic_code="three_public",
             formula="current_plus_change", prior_yuan=85000, lower_yuan=84900, upper_yuan=85100,
             current_figure_index=15, current_yuan=72600, change_figure_index=16, change_yuan=12400,
             table_prior_yuan=85100),
    )
]  # fmt: skip

PROJECT, WHOLE = f"{MAIN}/project_1", f"{MAIN}/department_1"
_FORM = _values(document_id=MAIN, department_id=BUREAU, fiscal_year=2023)
FORMS = [
    _FORM | row
    for row in (
        _values(form_id=PROJECT, form_kind="project", project_name="数据平台运维", form_number=2, copy_count=2,
             title_printed="项目支出绩效自评表", department_name="云州市数据资源局", indicator_count=3,
             total_score_printed=95, total_score_state="agreed", grade="优", grade_by_score="优", execution_weight=10,
             execution_rate=100, execution_score=10, weight_sum=100, score_sum=95, score_residual=0,
             disputed_cell_count=1, filled_cell_count=1, unreadable_cell_count=0, unread_row_count=0, source_page=1,
             source_line=150),
        _values(form_id=WHOLE, form_kind="department", form_number=1, copy_count=1, title_printed="部门整体绩效自评表",
             indicator_count=0, total_score_printed=90, total_score_state="single", grade="良", grade_by_score="优",
             score_sum=91, score_residual=-1, disputed_cell_count=0, filled_cell_count=0, unreadable_cell_count=0,
             unread_row_count=0, source_page=1, source_line=170),
    )
]  # fmt: skip


def _fund(form: str, phase: str, printed: str, decimals: int, unit: str, yuan: int, evidence: str) -> Row:
    return _FORM | _values(
        form_id=form, form_kind=form.split("/")[1].split("_")[0], source_code="total", source_title_zh="年度资金总额",
        source_title_en="Total funds of the year", is_total_row=True, phase=phase, amount_printed=printed,
        printed_decimals=decimals, unit_printed="元", unit_name=unit, unit_evidence=evidence, amount_yuan=yuan,
        cell_state="filled_by_copy" if (form, phase) == (PROJECT, "executed") else "agreed", value_evidence="printed",
        copy_number=1, source_page=1, source_line=145, source_text=printed,
    )  # fmt: skip


FUNDS = [
    _fund(PROJECT, "initial", "500000", 0, "元", 500000, "printed"),
    _fund(PROJECT, "adjusted", "480000", 0, "元", 480000, "printed"),
    _fund(PROJECT, "executed", "480000", 0, "元", 480000, "printed"),
    _fund(WHOLE, "initial", "1500.00", 2, "万元", 15000000, "statements_refute_printed"),
    _fund(WHOLE, "executed", "1230.50", 2, "万元", 12305000, "statements_refute_printed"),
]

_AGREED = ("level_1", "level_2", "level_3", "target", "actual", "weight", "score")
_INDICATOR = {
    **_FORM,
    **{f"{name}_state": "agreed" for name in _AGREED},
    **_values(form_id=PROJECT, form_kind="project", copy_count=2, source_page=1, reason_state="blank"),
}
INDICATORS = [
    _INDICATOR | row
    for row in (
        _values(indicator_number=1, level_1_indicator="产出指标", level_2_indicator="数量指标",
             level_3_indicator="接入系统数", target="≥20个", actual="22个", weight=40, score=40, source_line=146),
        _values(indicator_number=2, level_1_indicator="产出指标", level_2_indicator="质量指标",
             level_3_indicator="故障修复及时率", target="100%", actual="96%", weight=30, score="28.5",
             reason="两次超时", target_state="disputed", source_line=147),
        _values(indicator_number=3, level_1_indicator="满意度指标", level_2_indicator="服务对象满意度指标",
             level_3_indicator="用户满意度", target="≥90%", actual="92%", weight=20, score="16.5",
             level_2_state="filled_by_copy", source_line=148),
    )
]  # fmt: skip


def _print(copy: int, item: tuple[str, str, int], field: str, text: str | None, read: str | None, state: str,
           *, is_elected: bool, line: int) -> Row:  # fmt: skip
    return _values(
        document_id=MAIN, form_id=PROJECT, copy_number=copy, copy_count=2, item_kind=item[0], item_key=item[1],
        item_number=item[2], field_code=field, cell_kind="text", value_text=read, value_evidence="printed",
        evidence_rank=0, is_elected=is_elected, cell_state=state, witness_count=2, vote_count=1, source_page=1,
        source_line=line, source_text=text,
    )  # fmt: skip


_SECOND = ("indicator", "indicator_2", 2)
FORM_CELLS = [
    _print(1, ("fund", "total", 1), "executed", "48|0000", "480000", "filled_by_copy", is_elected=True, line=145),
    _print(1, _SECOND, "level_3", "故障修复及 时率", "故障修复及时率", "agreed", is_elected=True, line=147),
    _print(2, _SECOND, "level_3", "故障修复及时率", "故障修复及时率", "agreed", is_elected=False, line=187),
    _print(1, _SECOND, "target", "10O%", "10O%", "disputed", is_elected=False, line=147),
    _print(2, _SECOND, "target", "100 %", "100%", "disputed", is_elected=True, line=187),
]

FACT_ROWS: dict[str, list[Row]] = {
    "marts.rpt_narrative_figures": NARRATIVE_FIGURES,
    "marts.rpt_budget_execution": REPORTED_EXECUTION,
    "marts.fct_budget_execution": BUDGET_EXECUTION,
    "marts.rpt_three_public_expenses": THREE_PUBLIC,
    "marts.fct_prior_year_figures": PRIOR_YEARS,
    "marts.fct_evaluation_scores": FORMS,
    "marts.fct_evaluation_funds": FUNDS,
    "marts.fct_evaluation_indicators": INDICATORS,
    "marts.fct_evaluation_cells": FORM_CELLS,
}
