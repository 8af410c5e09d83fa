"""The pages that compare: a subject over the years across a rename, a department among its peers, year on year."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.python.app.conftest import WAN, OpenPage, box, shown
from tests.python.app.fixture_rows import BUREAU, MAIN, UNIT
from tests.python.app.fixture_years import BEFORE, CLASS_SERIES, NEW_NAME, OLD_NAME, PEERS, RENAMED, add_years


@pytest.fixture(autouse=True)
def _years(warehouse_file: Path) -> None:
    add_years(warehouse_file)


@pytest.mark.parametrize(
    ("language", "change"),
    [
        ("zh", f"2023 年起：“20805 {OLD_NAME}”改为“20805 {NEW_NAME}”"),
        ("en", f"From 2023 on “20805 {OLD_NAME}” is “20805 {NEW_NAME}”"),
    ],
)
def test_a_renamed_subject_is_one_series_with_the_name_of_each_year(
    open_page: OpenPage, language: str, change: str
) -> None:
    app = open_page("trends", language, department=BUREAU, series=RENAMED)
    assert change in app.info[0].value
    page = shown(app)
    assert f'aria-label="2022 20805 {OLD_NAME} 110.00 {WAN[language]}"' in page
    assert f'aria-label="2023 20805 {NEW_NAME} · ' in page
    assert f"document={BEFORE}" in page  # the amount of 2022 leads to its own document
    assert f"1,000.25 {WAN[language]}" not in page  # the class above it is not in the same picture


def test_trends_open_on_the_largest_class_and_show_the_totals(open_page: OpenPage) -> None:
    app = open_page("trends", "zh", document=MAIN)
    assert box(app, "选择部门").value == BUREAU  # that of the document looked at
    assert box(app, "科目").value == CLASS_SERIES
    page = shown(app)
    for words in (
        "2022 本年收入合计 999.00 万元",
        "2023 本年支出合计 1,230.50 万元",
        "2022 206 科学技术支出 700.12 万元",
    ):
        assert f'aria-label="{words}"' in page


def test_a_series_that_a_department_does_not_have_is_said_to_be_absent(open_page: OpenPage) -> None:
    assert "subject 299" in open_page("trends", "en", department=BUREAU, series="function:299").info[0].value


def test_a_department_without_amounts_by_subject_says_so(open_page: OpenPage) -> None:
    words = " ".join(info.value for info in open_page("trends", "en", department=UNIT).info)
    assert "own unit" in words
    assert "Only one year" in words
    assert "No statement of this department" in words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_department_stands_among_its_peers(open_page: OpenPage, language: str) -> None:
    app = open_page("peers", language, department=BUREAU)
    page = shown(app)
    median = "中位数" if language == "zh" else "median"
    assert f'aria-label="206 科学技术支出 81.29%, {median} 30.00%"' in page
    assert ("6 个部门中排第 1" if language == "zh" else "number 1 of 6") in page
    ranking = next(element.proto.body for element in app.get("html") if "虚构5号局" in element.proto.body)
    assert ranking.index("云州市数据资源局") < ranking.index("虚构5号局") < ranking.index("虚构1号局")
    assert "50.00%" in ranking


def test_own_unit_and_consolidated_accounts_are_no_peers(open_page: OpenPage, warehouse_file: Path) -> None:
    with duckdb.connect(str(warehouse_file)) as connection:
        connection.execute(
            f"update marts.rpt_class_shares set account_scope = 'own_unit' where department_id = '{PEERS[4]}'"
        )
    page = shown(open_page("peers", "zh", department=BUREAU))
    assert "虚构5号局" not in page
    assert "虚构4号局" in page


def test_few_peers_have_no_median(open_page: OpenPage, warehouse_file: Path) -> None:
    with duckdb.connect(str(warehouse_file)) as connection:
        connection.execute("update marts.rpt_class_peers set peer_count = 2")
    page = shown(open_page("peers", "en", department=BUREAU))
    assert "too few" in page
    assert 'class="js-tick"' not in page


def test_the_year_before_stands_beside_what_the_next_year_implies(open_page: OpenPage) -> None:
    app = open_page("year_on_year", "zh", department=BUREAU)
    assert "可对照的 2 处上年数中，1 处不一致" in app.warning[0].value
    page = shown(app)
    assert 'aria-label="2022 当年印出 1,000.00 万元"' in page
    assert 'aria-label="2022 次年推得 1,000.00 万元"' in page
    assert "1,230.50 − 增加 230.50" in page
    differing = next(e.proto.body for e in app.get("html") if "js-disagrees" in e.proto.body and "<td" in e.proto.body)
    assert "8.60" in differing
    assert "8.49 – 8.51" in differing


def test_a_department_whose_narrative_implies_nothing_leads_to_its_totals(open_page: OpenPage) -> None:
    app = open_page("year_on_year", "en", department=UNIT)
    assert any("states no changes" in info.value for info in app.info)
    assert any(f"department={UNIT}" in link.proto.query_string for link in app.get("page_link"))


@pytest.mark.parametrize("page", ["trends", "peers"])
def test_an_older_warehouse_is_told_to_be_refreshed(open_page: OpenPage, warehouse_file: Path, page: str) -> None:
    with duckdb.connect(str(warehouse_file)) as connection:
        for table in ("rpt_subject_years", "rpt_class_shares", "rpt_class_peers"):
            connection.execute(f"drop table marts.{table}")
        connection.execute("alter table marts.dim_documents drop column account_scope")
    assert "juesuan refresh --warehouse" in shown(open_page(page, "zh"))
