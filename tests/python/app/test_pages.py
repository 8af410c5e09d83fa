"""Every page in both languages: the figures it shows, where they lead, and what it warns of."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from tests.python.app.conftest import WAN, OpenPage, box, shown
from tests.python.app.fixture_rows import MAIN, OLD, OWN_UNIT

ORDERING = "summary_income_equals_expenditure"  # one exact check; the tests below make it an ordering
pytestmark = pytest.mark.usefixtures("warehouse_file")


@pytest.mark.parametrize(("language", "title"), [("zh", "总览"), ("en", "Overview")])
def test_overview_says_what_is_in_the_warehouse(open_page: OpenPage, language: str, title: str) -> None:
    app = open_page("overview", language)
    assert app.title[0].value == title
    assert [metric.value for metric in app.metric] == ["2", "2023", "2", "48"]
    words = shown(app)
    assert "2024-09-01 08:00 UTC" in words
    assert ("闸门开" if language == "zh" else "Gate open") in words
    table = app.dataframe[0].value
    assert list(table.iloc[0])[:3] == ["云州市数据资源局", "2023", "yunzhou-data-2023.txt"]
    assert list(table.iloc[:, 6]) == ["2", "0", ""]  # broken checks; the superseded version was not counted


def test_overview_leads_to_the_other_pages_with_the_chosen_document(open_page: OpenPage) -> None:
    app = open_page("overview", "en", document=OWN_UNIT)
    queries = [link.proto.query_string for link in app.get("page_link") if "document=" in link.proto.query_string]
    assert len(queries) == 13  # every page but this one and the search
    assert all(f"document={OWN_UNIT}" in query and "lang=en" in query for query in queries)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["主要数字", "一般公共预算财政拨款收入", "原文为空白：上级补助收入", "未印出", "出处：第 25 行"]),
        ("en", ["Key figures", "General public budget appropriation", "Printed blank: Subsidy", "not printed",
                "Source: line 25"]),
    ],
)  # fmt: skip
def test_department_year_shows_its_figures(open_page: OpenPage, language: str, words: list[str]) -> None:
    page = shown(open_page("department_year", language, document=MAIN))
    for expected in [*words, "1,230.50", "330.25", "900.25", "206 科学技术支出", "1,000.25", "7.25", "9.50"]:
        assert expected in page
    assert 'aria-label="206 科学技术支出' in page


def test_income_keeps_its_printed_order_and_marks_what_is_part_of_the_line_above(
    open_page: OpenPage, warehouse_file: Path
) -> None:
    # A small source printed first and a part printed below its whole: ranking by size would tear both away.
    with duckdb.connect(str(warehouse_file)) as connection:
        for code, title, row, yuan in (
            ("institutional", "Fees", 0, 10_000),
            ("of_which_donation", "of which gifts", 4, 200_000),
        ):
            connection.execute(
                "insert into marts.dim_lines values (?, 'income', ?, ?, ?, 2, false, 'named')",
                ["income_expenditure_summary", code, title, title],
            )
            connection.execute(
                "insert into marts.rpt_statement_as_printed by name select * replace (? as line_code, ? as line_label, "
                "? as row_order, ? as amount_yuan) from marts.rpt_statement_as_printed "
                "where document_id = ? and line_code = 'other'",
                [code, title, row, yuan, MAIN],
            )
    bodies = [element.proto.body for element in open_page("department_year", "en", document=MAIN).get("html")]
    names = re.findall(r'role="listitem" aria-label="([^"]+)"', next(body for body in bodies if "Other income" in body))
    assert names == [
        "Fees 1.00 × 10,000 yuan", "General public budget appropriation 1,200.50 × 10,000 yuan",
        "Other income 30.00 × 10,000 yuan",
        "of which gifts 20.00 × 10,000 yuan",
    ]  # fmt: skip
    assert "part of the line above" in shown(open_page("department_year", "en", document=MAIN))


def test_a_figure_that_is_not_printed_is_never_zero(open_page: OpenPage) -> None:
    bodies = [element.proto.body for element in open_page("department_year", "en", document=MAIN).get("html")]
    appropriation = next(body for body in bodies if "Fiscal appropriation income" in body)
    assert "not printed" in appropriation
    assert "0.00" not in appropriation


def test_a_printed_zero_is_shown_as_zero_and_a_blank_as_blank(open_page: OpenPage) -> None:
    page = shown(open_page("department_year", "en", document=MAIN))
    assert 'aria-label="Vehicle purchase Final account 0.00 × 10,000 yuan"' in page
    assert 'aria-label="Official overseas travel Final account (blank)"' in page


def test_the_link_of_a_key_figure_names_the_cell_that_prints_it(open_page: OpenPage) -> None:
    app = open_page("department_year", "zh", document=MAIN)
    queries = [link.proto.query_string for link in app.get("page_link")]
    assert any("statement=expenditure" in query and "line=total&measure=project" in query for query in queries)


def test_the_own_unit_is_told_apart_from_the_department(open_page: OpenPage) -> None:
    assert "本级" in open_page("department_year", "zh", document=OWN_UNIT).info[0].value
    assert "own unit" in open_page("department_year", "en", document=OWN_UNIT).info[0].value
    assert not open_page("department_year", "zh", document=MAIN).info


def test_a_statement_keeps_its_blanks_and_its_rows(open_page: OpenPage) -> None:
    app = open_page("statement", "zh", document=MAIN, statement="expenditure", cells="printed")
    grid = app.dataframe[0].value
    assert list(grid.columns) == ["line", "total", "basic", "project"]
    assert list(grid.iloc[0]) == ["合计", "1,230.50", "330.25", "900.25"]
    assert grid.iloc[2].to_list() == ["　20604 技术研究与开发", "640.20", "100.00", ""]


def test_a_two_sided_statement_has_a_grid_for_each_side(open_page: OpenPage) -> None:
    income, expenditure = open_page("statement", "en", document=MAIN, statement="income_expenditure_summary").dataframe
    assert income.value.iloc[1].to_list() == ["Subsidy from the superior unit", ""]
    assert expenditure.value.iloc[0].to_list() == ["206 六、科学技术支出", "1,000.25"]


def test_basic_expenditure_is_laid_out_in_its_printed_blocks(open_page: OpenPage) -> None:
    grids = [
        frame.value for frame in open_page("statement", "zh", document=MAIN, statement="basic_expenditure").dataframe
    ]
    assert [list(grid["line"]) for grid in grids] == [
        ["301 工资福利支出", "　30101 基本工资", "　30113 住房公积金"],
        ["302 商品和服务支出", "　30201 办公费", "　30239 其他交通费用"],
        ["310 资本性支出", "　31002 办公设备购置"],
        ["人员经费合计", "公用经费合计"],
    ]


@pytest.mark.parametrize(("language", "place", "broken"), [("zh", "第 43 行", "不相符"), ("en", "line 43", "Broken")])
def test_a_shared_cell_shows_its_provenance(open_page: OpenPage, language: str, place: str, broken: str) -> None:
    app = open_page("statement", language, document=MAIN, statement="expenditure", line="20604", measure="total")
    page = shown(app)
    assert f"640.20 {WAN[language]} = 6,402,000.00" in page
    assert "“640. 20”" in page  # as printed, spaces and all
    assert place in page
    assert "yunzhou-data-2023.txt" in page
    assert '<span class="js-cell js-found">640. 20</span>' in page
    assert "2060499</span>" in page  # a neighbouring line
    assert broken in page


def test_a_blank_cell_has_a_place_and_no_amount(open_page: OpenPage) -> None:
    page = shown(open_page("statement", "en", document=MAIN, statement="expenditure", line="20604", measure="project"))
    assert "a blank is not a zero" in page
    assert "540.20" in page  # the difference of the check that it breaks
    assert "line 43" in page


def test_text_of_a_document_cannot_become_markup(open_page: OpenPage) -> None:
    page = shown(open_page("statement", "zh", document=MAIN, statement="expenditure", line="total", measure="total"))
    assert "&lt;b&gt;单位：万元&lt;/b&gt;" in page
    assert "<b>" not in page


def test_a_statement_declared_empty_says_so_in_the_words_of_the_document(open_page: OpenPage) -> None:
    app = open_page("statement", "zh", document=MAIN, statement="government_fund")
    assert "本表无数据" in app.info[0].value
    assert not app.dataframe


def test_an_old_version_is_marked(open_page: OpenPage) -> None:
    app = open_page("statement", "en", document=OLD)
    assert "superseded" in app.warning[0].value
    assert "1,230.05" in app.dataframe[0].value["amount"].to_list()


def test_choosing_a_line_by_keyboard_moves_the_provenance(open_page: OpenPage) -> None:
    app = open_page("statement", "en", document=MAIN, statement="expenditure", line="total", measure="total")
    box(app, "Line").select("2080505").run()
    assert "“100.15”" in shown(app)
    assert app.query_params["line"] == "2080505"


@pytest.mark.parametrize(("language", "level"), [("zh", "类"), ("en", "Class 类")])
def test_subjects_list_one_level_at_a_time(open_page: OpenPage, language: str, level: str) -> None:
    app = open_page("subjects", language, document=MAIN, statement="expenditure", measure="total")
    assert app.get("plotly_chart")
    assert app.dataframe[0].value.iloc[:, 0].to_list() == ["206", "208", "221"]
    assert app.dataframe[0].value.iloc[:, 2].to_list() == ["1,000.25", "130.25", "100.01"]
    levels = next(group for group in app.button_group if level in group.options)
    levels.set_value(3).run()
    assert app.dataframe[0].value.iloc[:, 0].to_list() == ["2060499", "2069999", "2080505", "2080506", "2210201"]


def test_subjects_drill_down(open_page: OpenPage) -> None:
    app = open_page("subjects", "en", document=MAIN, statement="expenditure", measure="total")
    box(app, "Drill down to").select("206").run()
    assert app.dataframe[0].value.iloc[:, 0].to_list() == ["20604", "20699"]
    assert app.dataframe[0].value.iloc[:, 2].to_list() == ["640.20", "360.05"]
    assert app.query_params["subject"] == "206"


def test_economic_subjects_are_a_hierarchy_of_their_own(open_page: OpenPage) -> None:
    app = open_page("subjects", "zh", document=MAIN, statement="basic_expenditure", measure="amount")
    assert app.dataframe[0].value.iloc[:, 0].to_list() == ["301", "302"]  # 310 has no printed amount


@pytest.mark.parametrize(
    ("language", "title", "reason"),
    [
        ("zh", "支出决算表各行：合计等于各性质支出之和", "每一笔支出只能属于一种性质。"),
        ("en", "Expenditure statement: each row", "Every expenditure has exactly one nature."),
    ],
)
def test_data_quality_puts_broken_checks_first(open_page: OpenPage, language: str, title: str, reason: str) -> None:
    app = open_page("data_quality", language)
    assert [metric.value for metric in app.metric[:4]] == ["2", "1", "2", "1"]
    first = app.expander[0]
    assert title in first.label
    assert f"540.20 {WAN[language]}" in first.label
    page = shown(app)
    assert reason in page
    assert "640. 20" in page
    assert app.dataframe[0].value.shape[0] == 5  # every identity, also those that no check is broken of


def test_data_quality_filters_by_status(open_page: OpenPage) -> None:
    app = open_page("data_quality", "en")
    app.multiselect[0].select("not_checkable").run()
    assert app.dataframe[0].value.iloc[:, 0].to_list() == ["Government fund: each row balances"]
    assert "none of the cells has a printed number" in shown(app)


def test_data_quality_of_one_document_counts_only_its_checks(open_page: OpenPage) -> None:
    app = open_page("data_quality", "zh", document=OWN_UNIT)
    assert [metric.value for metric in app.metric[:4]] == ["0", "0", "0", "0"]
    assert "没有不相符的核对" in app.success[0].value


@pytest.mark.parametrize(("language", "holds", "margin"), [("zh", "成立", "余量"), ("en", "Holds", "Margin")])
def test_an_ordering_that_holds_with_a_margin_is_not_called_exact(
    open_page: OpenPage, warehouse_file: Path, language: str, holds: str, margin: str
) -> None:
    with duckdb.connect(str(warehouse_file)) as connection:
        connection.execute("update marts.dim_identities set kind = 'ordering' where identity_code = ?", [ORDERING])
    page = shown(open_page("data_quality", language, identity=ORDERING))
    assert f'js-holds">{holds}</span>' in page
    assert f"<dt>{margin}</dt>" in page
    assert 'class="js-status js-exact"' not in page


@pytest.mark.parametrize(("language", "words"), [("zh", "只列前 200 次"), ("en", "holds 200 of 261 checks")])
def test_a_box_that_cannot_hold_every_check_says_so(
    open_page: OpenPage, warehouse_file: Path, language: str, words: str
) -> None:
    with duckdb.connect(str(warehouse_file)) as connection:
        connection.execute(
            "insert into marts.fct_identity_checks by name "
            "select checks.* replace ('extra_' || number as instance_key) "
            "from marts.fct_identity_checks as checks, range(100, 360) as numbers (number) where identity_code = ?",
            [ORDERING],
        )
    assert words in shown(open_page("data_quality", language, identity=ORDERING))
    asked = f"{MAIN}|extra_359"  # behind the two hundred of the box
    app = open_page("data_quality", language, identity=ORDERING, instance=asked)
    assert box(app, "选择一次核对" if language == "zh" else "Choose a check").value == asked


def test_data_quality_shows_expectations_and_the_refused_file(open_page: OpenPage) -> None:
    page = shown(open_page("data_quality", "en", view="expectations"))
    assert "Gate open" in page
    assert "1 break is not yet explained" in page
    assert "warning · Expenditure statement: each row" in page  # the identity by its title, not its code
    page = shown(open_page("data_quality", "en", view="ingest"))
    assert "scan-2022.pdf" in page
    assert "pages 1, 2, 3" in page
    assert "Scanned pages without a text layer" in page
    assert "Run text recognition on the pages named first" in page


def test_the_language_outlives_a_page_and_stands_in_the_address(open_page: OpenPage) -> None:
    app = open_page("overview", "zh")
    app.button_group[0].set_value("en").run()
    assert app.title[0].value == "Overview"
    assert app.query_params["lang"] == "en"
    app.switch_page("app_pages/subjects.py").run()
    assert app.title[0].value == "Subjects"
    assert app.query_params["lang"] == "en"


def test_the_document_outlives_a_page(open_page: OpenPage) -> None:
    app = open_page("overview", "en", document=OWN_UNIT)
    app.switch_page("app_pages/statement.py").run()
    assert box(app, "Choose a document (department · year · file)").value == OWN_UNIT


def test_a_link_to_an_unknown_document_says_so(open_page: OpenPage) -> None:
    app = open_page("statement", "en", document="ffffffffffffffff")
    assert "ffffffffffffffff" in app.info[0].value
    assert app.dataframe


def test_the_explorer_imports_nothing_of_the_other_parts() -> None:
    for path in (Path(__file__).resolve().parents[3] / "app").rglob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert not line.startswith(("import ingest", "from ingest", "import juesuan", "from juesuan")), path
            assert not line.startswith(("import expectations", "from expectations")), path
