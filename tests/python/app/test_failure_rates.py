"""Failure rates on the data quality page, on rows written by hand; and that the page asks only for what is open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pandas as pd
import pytest

from app import queries_quality
from app.failure_rate_views import heat_level
from app.warehouse import Warehouse
from tests.python.app.conftest import OpenPage, shown
from tests.python.app.fixture_rates import IDENTITY, add_rates
from tests.python.app.fixture_rows import BUREAU, MAIN


@pytest.fixture
def rated_file(warehouse_file: Path) -> Path:
    """The hand-written warehouse with failure rates."""
    add_rates(warehouse_file)
    return warehouse_file


def rows_of(page: str) -> Iterator[list[str]]:
    """The texts of the cells of each table row."""
    for row in re.findall("<tr>(.*?)</tr>", page, flags=re.S):
        yield [re.sub("<[^>]+>", "", cell) for cell in re.findall("<td[^>]*>(.*?)</td>", row, flags=re.S)]


@pytest.mark.usefixtures("rated_file")
def test_the_overview_leads_to_the_rates(open_page: OpenPage) -> None:
    links = {link.proto.label: link.proto.query_string for link in open_page("overview", "en").get("page_link")}
    assert "view=rates" in links["Failure rates by department and year"]


@pytest.mark.usefixtures("warehouse_file")
def test_the_overview_of_a_warehouse_without_rates_does_not(open_page: OpenPage) -> None:
    assert "Failure rates by department and year" not in shown(open_page("overview", "en"))


@pytest.mark.usefixtures("rated_file")
@pytest.mark.parametrize(("language", "every"), [("zh", "全部部门"), ("en", "All departments")])
def test_departments_stand_worst_first_and_what_is_above_the_limit_is_marked(
    open_page: OpenPage, language: str, every: str
) -> None:
    rows = list(rows_of(shown(open_page("data_quality", language, view="rates"))))
    assert rows[:3] == [
        [every, "", "10.00%", "▲ 10.50%"],
        ["云州市数据资源局", "▲ 15.00%", "10.00%", "▲ 20.00%"],  # just at the limit is not above it
        ["云州市数据资源局（本级）", "2.00%", "", "2.00%"],  # no account of 2022: blank, not zero
    ]
    assert "云州市气象局" not in str(rows)  # nothing is broken there


@pytest.mark.usefixtures("rated_file")
def test_tiles_count_only_what_has_documents_enough(open_page: OpenPage) -> None:
    page = shown(open_page("data_quality", "en", view="rates"))
    tiles = re.findall('js-label">([^<]+)</div><div class="js-value">([^<]+)</div>', page)
    assert tiles == [("Departments above the limit", "1"), ("Years above the limit", "1"),
                     ("Identities above the limit", "1")]  # fmt: skip
    assert "Limit 10%; 1 have documents enough" in page


@pytest.mark.usefixtures("rated_file")
@pytest.mark.parametrize(
    ("language", "words"), [("zh", "20 / 100 项核对不相符"), ("en", "20 of 100 checks are broken")]
)
def test_a_cell_leads_to_what_is_broken_in_its_department_and_year(
    open_page: OpenPage, language: str, words: str
) -> None:
    page = shown(open_page("data_quality", language, view="rates"))
    assert f"view=rates&amp;department_year={BUREAU}.2022" in page
    app = open_page("data_quality", language, view="rates", department_year=f"{BUREAU}.2023")
    page = shown(app)
    assert words in page
    assert f"view=identities&amp;document={MAIN}&amp;identity={IDENTITY}" in page
    assert ["20", "118"] in [row[-2:] for row in rows_of(page)]  # 120 checks, 2 of them not judged


@pytest.mark.usefixtures("rated_file")
def test_a_link_to_a_department_and_year_without_a_break_says_so(open_page: OpenPage) -> None:
    app = open_page("data_quality", "en", view="rates", department_year="dep_sound.2023")
    assert "Nothing is broken in this department and year." in app.success[0].value


@pytest.mark.parametrize(
    ("broken", "share", "level"), [(0, 0, 0), (1, 5, 1), (1, 6, 2), (1, 10, 2), (1, 11, 3)]
)  # in hundredths, against a limit of ten
def test_colours_follow_the_limit(broken: int, share: int, level: int) -> None:
    assert heat_level({"broken_count": broken, "failure_share": share, "limit_share": 10}) == level


@pytest.mark.usefixtures("warehouse_file")
def test_a_warehouse_made_before_there_were_rates_says_what_to_run(open_page: OpenPage) -> None:
    page = shown(open_page("data_quality", "en", view="rates"))
    assert "rpt_failure_rates" in page
    assert "juesuan refresh" in page


@pytest.mark.usefixtures("warehouse_file")
def test_only_the_cells_of_an_open_check_are_asked_for(open_page: OpenPage) -> None:
    """Two checks are broken, the first is open; below stands one more check, of the identity that the link names."""
    asked: set[str] = set()
    load = queries_quality.load_check_cells

    def noted(warehouse: Warehouse, document_id: str, identity_code: str, instance_key: str) -> pd.DataFrame:
        asked.add(instance_key)
        return load(warehouse, document_id, identity_code, instance_key)

    with patch.object(queries_quality, "load_check_cells", noted):
        app = open_page("data_quality", "en", identity="fund_row_balances")
        assert len([box for box in app.expander if "Difference" in box.label]) == 2
        assert asked == {"20604/-", "total/-"}
