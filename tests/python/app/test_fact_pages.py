"""The pages on facts beside the statements, in both languages: their figures, marks, links, and what they warn of."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from tests.python.app.conftest import WAN, OpenPage, box, shown
from tests.python.app.fixture_facts import NARRATIVE_LINES, PROJECT, WHOLE
from tests.python.app.fixture_rows import MAIN, OWN_UNIT
from tests.python.app.fixture_warehouse import insert, insert_named

FACT_PAGES = {
    "budget_execution": ("预算执行", "Budget execution"),
    "three_public": ("“三公”经费", "Three public expenses"),
    "narrative": ("文字说明", "Narrative"),
    "performance": ("绩效自评", "Performance"),
}


@pytest.fixture(autouse=True)
def warehouse(warehouse_file: Path) -> Path:
    return warehouse_file


def _tables(app: AppTest) -> list[list[list[str]]]:
    """The text of every small table, row by row, header rows left out."""
    bodies = [element.proto.body for element in app.get("html")]
    tables = [body for body in bodies if "<table" in body]
    return [
        [
            [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
            for row in rows
            if "<td" in row
        ]
        for rows in (re.findall(r"<tr>(.*?)</tr>", table) for table in tables)
    ]


def _marks(app: AppTest) -> list[tuple[str, str]]:
    """Kind and text of every marked figure in the sentences."""
    bodies = [element.proto.body for element in app.get("html") if "js-sentences" in element.proto.body]
    return re.findall(r'<(?:a|span) class="js-mark js-(\w+)[^"]*"[^>]*>([^<]+)<', "".join(bodies))


@pytest.mark.parametrize(("language", "position"), [("zh", 0), ("en", 1)])
@pytest.mark.parametrize("page", list(FACT_PAGES))
def test_a_document_without_such_facts_says_so(open_page: OpenPage, page: str, language: str, position: int) -> None:
    app = open_page(page, language, document=OWN_UNIT)
    assert app.title[0].value == FACT_PAGES[page][position]
    assert len(app.info) == 2  # the own unit, and that there is nothing of the kind
    assert not _tables(app)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", [*FACT_PAGES, "department_year"])
def test_an_older_warehouse_gets_an_explanation(open_page: OpenPage, warehouse: Path, page: str, language: str) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        for table in ("rpt_narrative_figures", "rpt_three_public_expenses", "fct_evaluation_cells"):
            connection.execute(f"drop table marts.{table}")
    app = open_page(page, language, document=MAIN)
    assert ("较早的版本" if language == "zh" else "earlier version") in app.info[0].value
    assert "juesuan refresh" in shown(app)


@pytest.mark.parametrize(
    ("language", "refuted", "verdicts"),
    [
        ("zh", "印出的完成率 81.03% 与它自己的预算数、决算数不符", ["不符", "相符"]),
        ("en", "the printed rate 81.03% is refuted by its own two figures", ["Refuted", "Agrees"]),
    ],
)
def test_budget_execution_marks_a_refuted_rate(
    open_page: OpenPage, language: str, refuted: str, verdicts: list[str]
) -> None:
    app = open_page("budget_execution", language, document=MAIN)
    (warning,) = app.warning
    assert refuted in warning.value
    assert "80.0250%" in warning.value
    assert "80.0238% – 80.0262%" in warning.value  # cut outward from 80.023875 – 80.026125
    (table,) = _tables(app)
    assert table[0][:7] == [
        "2060499 其他技术研究与开发支出", "800.00", "640.20", "-159.80", "81.03%", "80.0250%", verdicts[0],
    ]  # fmt: skip
    assert table[1][:7] == ["2210201 住房公积金", "100.00", "100.03", "0.03", "100.03%", "100.0300%", verdicts[1]]
    assert table[1][7] == "人员增加"
    page = shown(app)
    for figure in ("1,500.00", "1,230.50", "-269.50", "82.03%", "82.0333%"):
        assert figure in page  # the total's own tiles


def test_budget_execution_draws_both_numbers_of_each_subject(open_page: OpenPage) -> None:
    page = shown(open_page("budget_execution", "en", document=MAIN))
    names = re.findall(r'role="listitem" aria-label="([^"]+)"', page)
    assert names == [
        "2060499 其他技术研究与开发支出 Initial budget 800.00 Final account 640.20 printed 81.03%, refuted",
        "2210201 住房公积金 Initial budget 100.00 Final account 100.03",
    ]


def test_an_item_of_budget_execution_leads_to_its_sentence_and_cell(open_page: OpenPage) -> None:
    app = open_page("budget_execution", "zh", document=MAIN)
    assert box(app, "选择科目").value == "7"  # the refuted one is open
    assert ("equal", "640.20") in _marks(app)
    box(app, "选择科目").select("10").run()
    assert _marks(app) == [
        ("free", "100.00"), ("differs", "100.03"), ("free", "100.03"), ("free", "决算数大于预算数"),
    ]  # fmt: skip
    links = [link.proto.query_string for link in app.get("page_link")]
    assert any("statement=expenditure&line=2210201&measure=total" in link for link in links)
    assert any("figure=10" in link for link in links)
    assert "年初预算（原文写作“全年预算”）" in shown(app)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["在 8.49 – 8.51 之间", "比上年减少 1.24 万元 (14.59%)", "减少接待", "接待批次", "接待人次"]),
        (
            "en",
            [
                "between 8.49 – 8.51",
                "1.24 × 10,000 yuan less than the year before (14.59%)",
                "Receptions",
                "Guests received",
            ],
        ),
    ],
)
def test_three_public_expenses_stand_side_by_side(open_page: OpenPage, language: str, words: list[str]) -> None:
    app = open_page("three_public", language, document=MAIN)
    page = shown(app)
    for expected in words:
        assert expected in page
    table = _tables(app)[0]
    assert table[0][1:] == ["9.50", "7.25", "9.50", "7.26", "76.42%", "8.50", "8.49 – 8.51"]
    assert table[-1][1:] == ["", "", "", "", "", "", ""]  # domestic reception: counts only
    counts = re.findall(r'js-value">(\d+)</div>', page)
    assert counts == ["0", "8", "65"]  # a stated zero is shown, what is not stated is not


def test_three_public_bars_carry_budget_final_account_and_prior_year(open_page: OpenPage) -> None:
    names = re.findall(r'role="listitem" aria-label="([^"]+)"', shown(open_page("three_public", "en", document=MAIN)))
    assert names[:3] == [
        "Three public expenses Budget 9.50 × 10,000 yuan",
        "Three public expenses Final account 7.25 × 10,000 yuan",
        "Three public expenses Year before (implied) 8.50 × 10,000 yuan",
    ]


@pytest.mark.parametrize(
    ("language", "formula", "elsewhere"),
    [
        ("zh", "1,230.50 − 增加 230.50", "8.51 (上年文件的报表)"),
        ("en", "1,230.50 − increase 230.50", "8.51 (statements of that year)"),
    ],
)
def test_the_implied_prior_year_has_interval_and_formula(
    open_page: OpenPage, language: str, formula: str, elsewhere: str
) -> None:
    app = open_page("department_year", language, document=MAIN)
    table = next(table for table in _tables(app) if any(formula in row for row in table))
    assert table[0][2:6] == ["1,000.00", "999.99 – 1,000.01", "", formula]
    assert table[1][2:5] == ["8.50", "8.49 – 8.51", elsewhere]
    assert f'href="narrative?document={MAIN}&amp;figure=2&amp;lang={language}"' in shown(app)


@pytest.mark.parametrize(
    ("language", "remark"),
    [
        ("zh", "不一致：文字 100.03 万元；支出决算表 · 2210201 住房公积金 · 本年支出合计: 100.01 万元"),
        (
            "en",
            "Disagrees: text 100.03 × 10,000 yuan; Expenditure by function subject · 2210201 住房公积金 · Total: "
            "100.01 × 10,000 yuan",
        ),
    ],
)
def test_the_narrative_marks_every_figure(open_page: OpenPage, language: str, remark: str) -> None:
    app = open_page("narrative", language, document=MAIN)
    assert _marks(app) == [
        ("equal", "1230.50"), ("free", "230.50"), ("free", "23.05"),
        ("free", "1500.00"), ("equal", "1230.50"), ("free", "82.03"),
        ("free", "800.00"), ("equal", "640.20"), ("refuted", "81.03"),
        ("free", "100.00"), ("differs", "100.03"), ("free", "100.03"), ("free", "决算数大于预算数"),
        ("equal", "9.50"), ("within_rounding", "7.26"), ("free", "1.24"), ("free", "14.59"), ("free", "8"),
        ("free", "65"), ("free", "0"),
    ]  # fmt: skip
    page = shown(app)
    assert remark in page
    tiles = re.findall(r'js-value">(\d+)</div>', page)
    assert tiles == ["19", "5", "2", "0"]  # read, agree, disagree or refuted, blank
    cell = f"statement?document={MAIN}&amp;statement=expenditure&amp;line=2210201&amp;measure=total&amp;lang={language}"
    assert f'href="{cell}"' in page


def test_words_of_the_narrative_cannot_become_markup(open_page: OpenPage) -> None:
    page = shown(open_page("narrative", "zh", document=MAIN))
    assert "&lt;b&gt;" in page
    assert "<b>" not in page


def test_the_narrative_opens_at_the_figure_of_a_link(open_page: OpenPage) -> None:
    app = open_page("narrative", "en", document=MAIN, figure="16")
    assert box(app, "Section").value == "three_public_total"
    assert box(app, "Look at one figure").value == "16"
    page = shown(app)
    assert '<mark class="js-place">1.24</mark>' in page  # in its line of the document
    assert "less than the year before" in page


def test_the_narrative_can_be_cut_down_to_what_is_notable(open_page: OpenPage) -> None:
    app = open_page("narrative", "zh", document=MAIN)
    box(app, "章节").select("notable").run()
    kinds = [kind for kind, _ in _marks(app)]
    assert kinds[2] == "refuted"  # sentences are shown whole: budget, final account, rate
    assert kinds.count("differs") == kinds.count("within_rounding") == 1
    assert ("equal", "1230.50") not in _marks(app)  # a sentence without anything notable


def test_a_broken_check_of_a_figure_is_shown_beside_it(open_page: OpenPage, warehouse: Path) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        insert(
            connection,
            "marts.dim_identities",
            [("growth_of_total", "E", "growth", "总计增长率", "Growth of the grand total", "", "", "", "warning", None,
              None, None)],
        )  # fmt: skip
        insert_named(
            connection,
            "marts.fct_identity_checks",
            {"document_id": MAIN, "identity_code": "growth_of_total", "instance_key": "-", "severity": "warning",
             "status": "broken", "part_count": 2, "cell_count": 3, "printed_cell_count": 3},
        )  # fmt: skip
        for term, (role, metric) in enumerate((("rate", "growth"), ("part", "change"), ("part", "final_account"))):
            insert_named(
                connection,
                "marts.fct_identity_check_cells",
                {"document_id": MAIN, "identity_code": "growth_of_total", "instance_key": "-", "term_number": term,
                 "role": role, "weight": 1, "statement_code": "narrative_overall", "side": "",
                 "line_code": "grand_total", "measure_code": metric, "source_page": 1, "source_line": 101,
                 "source_text": NARRATIVE_LINES[101]},
            )  # fmt: skip
    app = open_page("narrative", "en", document=MAIN, figure="3")
    assert ("refuted", "23.05") in _marks(app)  # a percentage follows from other figures
    assert ("involved", "230.50") in _marks(app)  # an amount does not
    assert ("equal", "1230.50") in _marks(app)  # and keeps the verdict of its cell
    assert "Check broken: Growth of the grand total" in shown(app)
    quality = shown(open_page("data_quality", "en", identity="growth_of_total"))
    for words in ("Overall income and expenditure", "Grand total", "Growth against the year before"):
        assert words in quality  # an operand outside the statements by its words, not its codes
    assert "narrative_overall" not in quality


@pytest.mark.parametrize(
    ("language", "states", "score"),
    [("zh", ["各份一致", "各份不一致 年度指标值", "由另一份补全 二级指标"], "总分（印出）"),
     ("en", ["agreed", "disputed Target", "filled by a copy Level 2"], "Total score")],
)  # fmt: skip
def test_a_form_shows_scores_funds_indicators_and_witnesses(
    open_page: OpenPage, language: str, states: list[str], score: str
) -> None:
    app = open_page("performance", language, document=MAIN, form=PROJECT)
    forms, funds, output, satisfaction, prints = _tables(app)
    assert [row[1:3] for row in forms] == [["90", "良"], ["95", "优"]]
    assert funds[0][1].startswith(f"50.00 {WAN[language]}")
    assert "500,000 元" in funds[0][1]
    assert f"48.00 {WAN[language]}" in funds[0][3]
    assert [row[1:6] for row in output] == [
        ["接入系统数", "≥20个", "22个", "40", "40"], ["故障修复及时率", "100%", "96%", "30", "28.5"],
    ]  # fmt: skip
    assert [row[7] for row in (*output, *satisfaction)] == states
    assert satisfaction[0][:6] == ["服务对象满意度指标", "用户满意度", "≥90%", "92%", "20", "16.5"]
    assert [(row[2], row[3]) for row in prints] == [
        ("故障修复及 时率", "故障修复及时率"),
        ("故障修复及时率", "故障修复及时率"),
        ("10O%", "10O%"),
        ("100 %", "100%"),
    ]
    page = shown(app)
    assert score in page
    assert '<span class="js-short">28.5</span>' in page
    assert '<span class="">40</span>' in page
    assert not app.warning


@pytest.mark.parametrize(
    ("language", "unit", "total", "grade"),
    [
        ("zh", "印出的单位有误", "各项得分之和 91 相差 -1", "“良”与按得分应得的“优”"),
        ("en", "the label is wrong", "the sum of the scores, 91, by -1", "“良” is not the one its score gives, “优”"),
    ],
)
def test_a_form_that_contradicts_itself_is_told_so(
    open_page: OpenPage, language: str, unit: str, total: str, grade: str
) -> None:
    app = open_page("performance", language, document=MAIN, form=WHOLE)
    warnings = "\n".join(warning.value for warning in app.warning)
    for words in (unit, total, grade):
        assert words in warnings
    funds = _tables(app)[1]
    assert funds[0][1].startswith(f"1,500.00 {WAN[language]}")
    assert "1,500.00 元" in funds[0][1]  # as printed, with the unit that is printed
    assert funds[0][2] == ""  # no adjusted budget is printed
    assert ("没有读到这张表的任何一格" if language == "zh" else "No cell of this form was read") in shown(app)
