"""The findings page, the reviews it hands out, the certificate, and deduced cells in a statement."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from app.document_lines import Mark, lines_html, windows
from app.finding_views import markdown_text
from app.reviews import COLUMNS, review_file
from tests.python.app.conftest import WAN, OpenPage, shown
from tests.python.app.fixture_findings import LOST, REFUTED
from tests.python.app.fixture_rows import MAIN, OLD

pytestmark = pytest.mark.usefixtures("warehouse_file")


def _drop(path: Path, *statements: str) -> None:
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["疑点与复核", "提取遗漏", "待复核", "应为 540\\.20 万元", "合计 640\\.20 − 基本支出 100\\.00"]),
        ("en", ["Findings", "Lost in extraction", "Open", "must be 540\\.20", "total 640\\.20 − basic 100\\.00"]),
    ],
)
def test_open_and_critical_findings_come_first_with_their_proof(
    open_page: OpenPage, language: str, words: list[str]
) -> None:
    app = open_page("findings", language)
    assert [metric.value for metric in app.metric[:5]] == ["1", "2", "1", "1", "3"]
    assert app.query_params["finding"] == LOST
    page = shown(app)
    for expected in words:
        assert expected in page
    listed = app.get("radio")[0].proto.options
    assert ["540" in listed[0], "0\\.01" in listed[1], "81\\.03" in listed[2]] == [True] * 3  # the reviewed one last


def test_the_cells_of_a_finding_are_marked_in_their_lines(open_page: OpenPage) -> None:
    page = shown(open_page("findings", "en", finding=LOST))
    assert '<span class="js-cell js-role-lost" title="lost cell"></span>' in page
    assert '<span class="js-cell js-role-total" title="total">640. 20</span>' in page
    assert '<span class="js-cell js-role-addend" title="addend">540.20</span>' in page
    assert "2 640.20" not in page


def test_a_finding_names_the_checks_before_and_after(open_page: OpenPage) -> None:
    bodies = [element.proto.body for element in open_page("findings", "en", finding=LOST).get("html")]
    table = next(body for body in bodies if "Expenditure statement: each row" in body)
    assert "540.20 " in table
    assert "-540.20 " in table
    assert table.count("js-status js-broken") == 2
    assert table.count("js-status js-exact") == 2


def test_a_figure_of_the_narrative_is_marked_in_its_sentence(open_page: OpenPage) -> None:
    page = shown(open_page("findings", "zh", finding=REFUTED))
    assert '<mark class="js-place js-role-suspect" title="存疑的格">81.03</mark>' in page
    assert "已复核：已确认（审计，2024\\-09\\-02） 原文印错" in page


def test_words_of_a_document_are_no_markup_in_the_list(open_page: OpenPage) -> None:
    option = open_page("findings", "zh").get("radio")[0].proto.options[2]
    assert "\\<b\\>\\*注\\*\\</b\\>" in option


@pytest.mark.parametrize(
    ("name", "value", "count"),
    [
        ("cause", "rounding", "1"),
        ("severity", "critical", "1"),
        ("review_state", "accepted", "1"),
        ("year", "2023", "3"),
        ("department", "dep_0000000001", "3"),
    ],
)
def test_findings_are_filtered(open_page: OpenPage, name: str, value: str, count: str) -> None:
    app = open_page("findings", "en")
    app.multiselect(key=f"findings_{name}_en").select(value).run()
    assert app.metric[4].value == count
    assert len(app.get("radio")[0].proto.options) == int(count)


def test_filters_that_nothing_passes_say_so(open_page: OpenPage) -> None:
    app = open_page("findings", "en")
    app.multiselect(key="findings_cause_en").select("rounding").run()
    app.multiselect(key="findings_severity_en").select("critical").run()
    assert "No finding matches" in app.success[0].value


def test_a_verdict_goes_into_a_file_and_not_into_the_warehouse(open_page: OpenPage, warehouse_file: Path) -> None:
    before = warehouse_file.read_bytes()
    app = open_page("findings", "zh", finding=LOST)
    _fill(app, "dismissed", "该格本就空白", "部门会计")
    assert "复核文件，共 1 条" in app.success[0].value
    assert "该格本就空白" in shown(app)
    rows = list(csv.DictReader(io.StringIO(review_file(list(app.session_state["reviews"].values())).decode())))
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["finding_id"], rows[0]["document_id"], rows[0]["verdict"]) == (LOST, MAIN, "dismissed")
    assert (rows[0]["reason_zh"], rows[0]["reason_en"], rows[0]["reviewer_role"]) == ("该格本就空白", "", "部门会计")
    assert warehouse_file.read_bytes() == before


def test_a_verdict_without_a_reason_is_refused(open_page: OpenPage) -> None:
    app = open_page("findings", "en", finding=LOST)
    _fill(app, "accepted", "", "auditor")
    assert "Give a reason" in app.error[0].value
    assert not app.session_state["reviews"]


def _fill(app: AppTest, verdict: str, reason: str, role: str) -> None:
    app.radio[1].set_value(verdict)
    app.text_input[0].set_value(reason)
    app.text_input[2].set_value(role)
    app.button[0].click()
    app.run()
    assert not app.exception


def test_a_link_to_a_finding_that_is_gone_says_so(open_page: OpenPage) -> None:
    assert "ffff" in open_page("findings", "en", finding="ffff").info[0].value


def test_without_findings_the_page_says_that_all_is_well(open_page: OpenPage, warehouse_file: Path) -> None:
    _drop(warehouse_file, "delete from marts.fct_findings")
    assert "没有疑点" in open_page("findings", "zh").success[0].value


@pytest.mark.parametrize(
    ("page", "language"), [("findings", "zh"), ("certificate", "zh"), ("certificate", "en"), ("statement", "en")]
)
def test_an_older_warehouse_is_told_to_be_refreshed_and_works_on(
    open_page: OpenPage, warehouse_file: Path, page: str, language: str
) -> None:
    _drop(
        warehouse_file,
        *(f"drop table marts.{name}" for name in ("fct_findings", "fct_finding_cells", "fct_finding_checks")),
        "drop table marts.fct_detection_powers",
        "drop table marts.fct_cell_detection_powers",
        "drop table quality.mutation_scores",
        "delete from marts.fct_reported_amounts where cell_state = 'deduced'",
        "alter table marts.fct_reported_amounts drop column finding_id",
        "alter table marts.dim_documents drop column is_synthetic",
    )
    words = shown(open_page(page, language, document=MAIN))
    if page == "findings":
        assert "juesuan refresh --warehouse" in words
        assert "fct_findings.finding_id" in words
    if page == "certificate":
        assert ("请重新更新" if language == "zh" else "refresh it") in words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["部门决算数据质量证书", "云州市数据资源局", "有数据的报表 4 张", "声明无数据的报表 1 张",
                "待复核 2 条，已复核 1 条",
                "支出决算表 · 20604 技术研究与开发 · 项目支出: 〔540.20〕 万元（独立佐证 2 个）",
                "juesuan 0.1.0", "1a1a"]),
        ("en", ["Quality certificate of a departmental", "4 statements with data", "2 open, 1 reviewed", "〔540.20〕",
                "2 independent witnesses", "Gate open", "would notice 95.2%"]),
    ],
)  # fmt: skip
def test_the_certificate_says_what_was_read_checked_found_and_deduced(
    open_page: OpenPage, language: str, words: list[str]
) -> None:
    sheet = next(
        element.proto.body
        for element in open_page("certificate", language, document=MAIN).get("html")
        if 'class="js-certificate"' in element.proto.body
    )
    for expected in words:
        assert expected in sheet
    # Group A of the fixture: 1 broken, 1 within rounding, 2 exact, 1 not checkable; B: 1 broken.
    assert "<td>1</td><td>1</td><td>2</td><td>1</td>" in sheet
    assert "<td>2</td><td>1</td><td>2</td><td>1</td>" in sheet  # all groups
    assert "<b>*note*</b>" not in sheet


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["核对能发现 95.2%", "能发现 97.9%", "没有任何核对依据的金额：1 个", "改动一位数字", "95.9%"]),
        ("en", ["would notice 95.2% of such errors", "97.9%", "no check rests on: 1", "One digit changed", "95.9%"]),
    ],
)
def test_data_quality_says_what_the_checks_of_a_document_can_see(
    open_page: OpenPage, language: str, words: list[str]
) -> None:
    app = open_page("data_quality", language, document=MAIN)
    page = shown(app)
    for expected in words:
        assert expected in page
    assert ("其他收入" if language == "zh" else "Other income") in page
    assert words[0] not in shown(
        open_page("data_quality", language, document="all")
    )  # of all documents together nothing is said


def test_the_certificate_of_a_superseded_version_says_so(open_page: OpenPage) -> None:
    assert "旧版本" in shown(open_page("certificate", "zh", document=OLD))


@pytest.mark.parametrize(("language", "printed_only"), [("zh", "仅原文印出"), ("en", "Printed only")])
def test_deduced_cells_stand_in_brackets_and_can_be_switched_off(
    open_page: OpenPage, language: str, printed_only: str
) -> None:
    app = open_page("statement", language, document=MAIN, statement="expenditure", line="20604", measure="project")
    assert app.dataframe[0].value.iloc[2].to_list() == ["　20604 技术研究与开发", "640.20", "100.00", "〔540.20〕"]
    page = shown(app)
    assert f"540.20 {WAN[language]}" in page
    assert any(f"finding={LOST}" in link.proto.query_string for link in app.get("page_link"))
    modes = next(group for group in app.button_group if printed_only in group.options)
    modes.set_value("printed").run()
    assert app.dataframe[0].value.iloc[2].to_list() == ["　20604 技术研究与开发", "640.20", "100.00", ""]
    assert app.query_params["cells"] == "printed"


def test_what_is_deduced_is_in_no_printed_amount(open_page: OpenPage) -> None:
    app = open_page("subjects", "zh", document=MAIN, statement="expenditure", measure="project")
    levels = next(group for group in app.button_group if "款" in group.options)
    levels.set_value(2).run()
    assert app.dataframe[0].value.iloc[:, 0].to_list() == ["20699"]


@pytest.mark.parametrize(("where", "words"), [("true", "虚构的，只供演示"), (f"document_id = '{OLD}'", "标有“模拟”")])
def test_synthetic_data_are_marked_above_every_page(
    open_page: OpenPage, warehouse_file: Path, where: str, words: str
) -> None:
    _drop(warehouse_file, f"update marts.dim_documents set is_synthetic = true where {where}")
    app = open_page("overview", "zh")
    assert words in shown(app)
    for page in ("statement", "certificate"):
        app.switch_page(f"app_pages/{page}.py").run()
        assert words in shown(app)


def test_data_that_are_not_synthetic_carry_no_mark(open_page: OpenPage) -> None:
    assert 'class="js-synthetic"' not in shown(open_page("overview", "zh"))


def test_stretches_of_lines_that_meet_are_one() -> None:
    places = [{"source_page": page, "source_line": line} for page, line in ((1, 10), (1, 14), (1, 40), (2, 1))]
    assert windows([*places, {"source_page": 3, "source_line": None}]) == [(1, 7, 17), (1, 37, 43), (2, 1, 4)]


def test_two_cells_of_one_line_are_marked_and_others_are_not() -> None:
    line = {"source_line": 5, "text": "甲\t\t1.00\t1.00", "is_table_row": True}
    place = {"source_page": 1, "source_line": 5, "source_text": "", "source_column": 1}
    html = lines_html([line], [Mark(place, "js-a"), Mark(place | {"source_column": 3, "source_text": "1.00"}, "js-b")])
    assert html.count("js-a") == 1
    assert '<span class="js-cell">1.00</span><span class="js-cell js-b">1.00</span>' in html


def test_markdown_of_a_document_is_shown_as_it_is() -> None:
    assert markdown_text("a*b_[c](d)$1:red") == r"a\*b\_\[c\]\(d\)\$1\:red"
