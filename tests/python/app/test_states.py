"""What the explorer says when there is no warehouse to show, and that a replaced file is picked up."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from tests.python.app.conftest import OpenPage, shown
from tests.python.app.fixture_rows import MAIN
from tests.python.app.fixture_warehouse import build_fixture_warehouse

TITLES = {
    "missing": ("还没有决算仓库", "There is no warehouse yet"),
    "empty": ("仓库是空的", "The warehouse is empty"),
    "foreign": ("这不是本程序发布的仓库", "This is not a warehouse of this program"),
    "unreadable": ("仓库文件打不开", "The warehouse cannot be opened"),
}


def _prepare(state: str, path: Path) -> None:
    if state == "empty":
        build_fixture_warehouse(path, documents=False)
    elif state == "foreign":
        with duckdb.connect(str(path)) as connection:
            connection.execute("create table sales (amount integer)")
    elif state == "unreadable":
        path.write_bytes(b"not a database at all" * 400)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("state", list(TITLES))
def test_a_friendly_page_says_what_to_run(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str, language: str
) -> None:
    path = tmp_path / f"{state}.duckdb"
    _prepare(state, path)
    monkeypatch.setenv("JUESUAN_WAREHOUSE", str(path))
    app = open_page("overview", language)
    assert app.title[0].value == TITLES[state][language == "en"]
    words = shown(app)
    assert "make refresh" in words
    assert f"juesuan refresh FOLDER --warehouse {path}" in words


def test_a_foreign_file_is_told_what_it_lacks(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = build_fixture_warehouse(tmp_path / "older.duckdb")
    with duckdb.connect(str(path)) as connection:
        connection.execute("alter table marts.dim_documents drop column is_current")
    monkeypatch.setenv("JUESUAN_WAREHOUSE", str(path))
    assert "dim_documents.is_current" in shown(open_page("overview", "en"))


def test_the_default_is_the_warehouse_below_the_current_directory(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JUESUAN_WAREHOUSE", raising=False)
    monkeypatch.chdir(tmp_path)
    assert str(tmp_path / "warehouse" / "juesuan.duckdb") in shown(open_page("overview", "en"))


def test_a_warehouse_that_was_never_checked_is_shown(open_page: OpenPage, warehouse_file: Path) -> None:
    with duckdb.connect(str(warehouse_file)) as connection:
        connection.execute("drop schema quality cascade")
    assert "no check was recorded" in shown(open_page("overview", "en"))
    assert "The ingest log is empty" in shown(open_page("data_quality", "en", view="ingest"))


def test_a_replaced_file_is_picked_up_by_the_next_run(open_page: OpenPage, warehouse_file: Path) -> None:
    app = open_page("department_year", "en", document=MAIN)
    assert _income(app) == "1,230.50"
    newer = build_fixture_warehouse(warehouse_file.with_name("newer.duckdb"), income_wan="4321.09")
    newer.replace(warehouse_file)
    app.run()
    assert _income(app) == "4,321.09"


def test_a_warehouse_that_appears_is_shown_without_a_restart(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "later.duckdb"
    monkeypatch.setenv("JUESUAN_WAREHOUSE", str(path))
    app = open_page("overview", "en")
    build_fixture_warehouse(path)
    app.button[0].click().run()
    assert app.title[0].value == "Overview"


def test_the_explorer_leaves_the_file_as_it_was(open_page: OpenPage, warehouse_file: Path) -> None:
    before = warehouse_file.read_bytes()
    open_page("data_quality", "zh")
    assert warehouse_file.read_bytes() == before
    assert [path.name for path in warehouse_file.parent.iterdir()] == [warehouse_file.name]


def _income(app: AppTest) -> str:
    bodies = [element.proto.body for element in app.get("html")]
    figure = next(body for body in bodies if "Income of the year" in body and "js-value" in body)
    return figure.split('js-value">')[1].split("<")[0]
