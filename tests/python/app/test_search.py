"""Finding departments, documents and subjects by name, code and pinyin, few of them or thousands."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from app.pinyin_index import find_by_pinyin, is_pinyin, readings_of
from tests.python.app.conftest import OpenPage, box, shown
from tests.python.app.fixture_rows import MAIN, OWN_UNIT

pytestmark = pytest.mark.usefixtures("warehouse_file")

DOCUMENT_BOX = "Choose a document (department · year · file)"


@pytest.mark.parametrize(
    ("name", "needle", "is_found"),
    [
        ("贵阳市大数据发展管理局", "guiyang", True),
        ("贵阳市大数据发展管理局", "GYS", True),
        ("贵阳市大数据发展管理局", "da shuju", True),
        ("贵阳市大数据发展管理局", "anda", False),  # not where a syllable begins
        ("重庆市长寿区行政审批局", "chongqing", True),
        ("重庆市长寿区行政审批局", "changshou", True),  # although 市长 is read shizhang
        ("银行监督管理局", "yinhang", True),
        ("绿化和市容管理局", "lvhua", True),
        ("绿化和市容管理局", "lühua", True),
        ("住房公积金", "", False),
    ],
)
def test_a_name_is_found_by_its_pinyin(name: str, needle: str, is_found: bool) -> None:
    assert find_by_pinyin({"key": readings_of(name)}, needle) == (["key"] if is_found else [])


def test_names_that_begin_with_the_pinyin_come_first() -> None:
    index = {name: readings_of(name) for name in ("上海市普陀区", "普陀区财政局")}
    assert find_by_pinyin(index, "putuo") == ["普陀区财政局", "上海市普陀区"]


def test_only_latin_letters_are_taken_as_pinyin() -> None:
    assert [is_pinyin(needle) for needle in ("sjj", "lü cheng", "数据", "20604", "sjj2")] == [
        True, True, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("needle", "found", "not_found"),
    [
        ("数据", ["云州市数据资源局", "没有找到科目"], []),
        ("sjzyj", ["云州市数据资源局", "（本级）"], []),
        ("20604", ["20604 技术研究与开发", "2060499 其他技术研究与开发支出", "没有找到部门"], ["20699"]),
        ("gongjijin", ["2210201 住房公积金", "30113 住房公积金", "按功能分类", "按经济分类"], ["206 科学"]),
        ("xyz", ["没有找到部门", "没有找到科目"], []),
    ],
)
def test_the_search_finds_departments_and_subjects(
    open_page: OpenPage, needle: str, found: list[str], not_found: list[str]
) -> None:
    app = open_page("search", "zh")
    app.text_input[0].set_value(needle).run()
    assert not app.exception
    page = shown(app)
    for words in found:
        assert words.removeprefix("按") in page
    for words in not_found:
        assert words not in page
    assert app.query_params["q"] == needle


def test_a_search_can_be_shared_and_leads_to_the_department(open_page: OpenPage) -> None:
    app = open_page("search", "en", q="yunzhou")
    assert app.text_input[0].value == "yunzhou"
    queries = [link.proto.query_string for link in app.get("page_link")]
    assert any(f"document={MAIN}" in query for query in queries)
    assert any(f"document={OWN_UNIT}" in query for query in queries)


def _add_documents(path: Path, count: int) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "insert into marts.dim_departments by name select departments.* replace ("
            "'dep_' || number as department_id, '虚构' || number || '号局' as department_name) "
            "from marts.dim_departments as departments, range(?) as numbers (number) where not is_own_unit",
            [count],
        )
        connection.execute(
            "insert into marts.dim_documents by name select documents.* replace ("
            "'doc_' || number as document_id, 'dep_' || number as department_id, "
            "'虚构' || number || '号局' as department_name) "
            "from marts.dim_documents as documents, range(?) as numbers (number) where document_id = ?",
            [count, MAIN],
        )


def test_many_documents_are_searched_before_they_are_offered(open_page: OpenPage, warehouse_file: Path) -> None:
    _add_documents(warehouse_file, 150)
    app = open_page("statement", "en", document="doc_99")
    chosen = box(app, DOCUMENT_BOX)
    assert len(chosen.options) == 101  # a hundred, and the one that the link asks for
    assert chosen.value == "doc_99"
    app.text_input(key="find_document").set_value("xugou 2023").run()
    assert box(app, DOCUMENT_BOX).value.startswith("doc_")
    app.text_input(key="find_document").set_value("shujuziyuan").run()
    assert len(box(app, DOCUMENT_BOX).options) == 3
    app.text_input(key="find_document").set_value("nowhere").run()
    assert "Nothing was found for “nowhere”" in shown(app)
    assert not app.exception


def test_the_overview_of_many_documents_is_cut(open_page: OpenPage, warehouse_file: Path) -> None:
    _add_documents(warehouse_file, 250)
    assert "The first 200 of 253 documents" in shown(open_page("overview", "en"))
