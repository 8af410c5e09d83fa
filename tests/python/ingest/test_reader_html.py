"""Web pages: merged and nested tables, text in reading order, the encodings that Chinese sites declare and use."""

from __future__ import annotations

import pytest

from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.model import DocumentRefusedError, Grid, Paragraph, SourceDocument
from ingest.readers import read_document
from tests.python.ingest.reader_samples import ACCOUNT, COVER, as_lists, grids, html_bytes, paragraphs


def _read(markup: str, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    return read_document("x.xls", f"<html><body>{markup}</body></html>".encode(), limits)


def _refusal(content: bytes, limits: Limits = DEFAULT_LIMITS) -> DocumentRefusedError:
    with pytest.raises(DocumentRefusedError) as caught:
        read_document("x.html", content, limits)
    return caught.value


def test_tables_and_text_are_read_back_exactly() -> None:
    document = read_document("x.xls", html_bytes())
    assert document.format == "html"
    assert grids(document) == as_lists()
    assert paragraphs(document)[:3] == [COVER, ACCOUNT[0].title, ACCOUNT[0].note.replace("　　", "　　")]


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "gb18030", "utf-8", "big5"])
def test_declared_encodings_are_read(encoding: str) -> None:
    markup = f'<html><head><meta charset="{encoding}"></head><table><tr><td>合</td><td>12.34</td></tr></table></html>'
    assert grids(read_document("x", markup.encode(encoding))) == [[["合", "12.34"]]]


def test_a_page_declared_gb2312_may_hold_gb18030() -> None:
    markup = '<html><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>镕㐀1.00</p></html>'
    document = read_document("x", markup.encode("gb18030"))
    assert (document.encoding, paragraphs(document)) == ("gb18030", ["镕㐀1.00"])


def test_a_wrong_declaration_is_put_right() -> None:
    markup = '<html><meta charset="gb2312"><p>部门决算公开表</p></html>'
    assert paragraphs(read_document("x", markup.encode("utf-8"))) == ["部门决算公开表"]


def test_merged_cells_keep_their_columns() -> None:
    markup = """<table>
      <tr><td rowspan=2>科目</td><td colspan=2>支出</td><td rowspan="2">合计</td></tr>
      <tr><td>基本</td><td>项目</td></tr>
      <tr><td>201</td><td>1.00</td><td>2.00</td><td>3.00</td></tr></table>"""
    assert grids(_read(markup)) == [
        [["科目", "支出", "", "合计"], ["", "基本", "项目", ""], ["201", "1.00", "2.00", "3.00"]]
    ]


def test_a_table_inside_a_cell_is_a_grid_of_its_own() -> None:
    inner = "<table><tr><td>其中</td><td>0.50</td></tr></table>"
    document = _read(f"<table><tr><td>合计</td><td>1.00</td><td>{inner}</td></tr></table>")
    assert grids(document) == [[["合计", "1.00"]], [["其中", "0.50"]]]


def test_a_table_that_arranges_the_page_is_text() -> None:
    inner = "<table><tr><td>合计</td><td>1.00</td></tr></table>"
    document = _read(f"<table><tr><td>导航</td></tr><tr><td><p>收入决算表</p>{inner}<p>注</p></td></tr></table>")
    blocks = document.pages[0].blocks
    assert [block.text if isinstance(block, Paragraph) else "grid" for block in blocks] == [
        "导航",
        "收入决算表",
        "grid",
        "注",
    ]


def test_a_table_inside_a_paragraph_keeps_its_place() -> None:
    document = _read("<div>收入决算表<span><table><tr><td>a</td><td>1</td></tr></table></span>注</div>")
    kinds = [type(block) for block in document.pages[0].blocks]
    assert kinds == [Paragraph, Grid, Paragraph]
    assert paragraphs(document) == ["收入决算表", "注"]


def test_titles_typed_into_the_table_are_paragraphs() -> None:
    markup = "<table><tr><td colspan=2>收入决算表</td></tr><tr><td>合计</td><td>1.00</td></tr></table>"
    document = _read(markup)
    assert (paragraphs(document), grids(document)) == (["收入决算表"], [[["合计", "1.00"]]])


def test_what_is_not_shown_is_not_read() -> None:
    document = _read('<script>1.00</script><p style="display: none">2.00</p><p hidden>3.00</p><!-- 4.00 --><p>5.00</p>')
    assert paragraphs(document) == ["5.00"]


def test_lines_of_a_cell_are_joined_and_numbers_are_not() -> None:
    markup = "<table><tr><td>一般公共<br>预算</td><td><p>12.34</p><p>56.78</p></td></tr></table>"
    assert grids(_read(markup)) == [[["一般公共预算", "12.34\n56.78"]]]


def test_a_cell_knows_its_path() -> None:
    page = _read("<p>a</p><table><tr><td>合计</td><td>1.00</td></tr></table>").pages[0]
    grid = next(block for block in page.blocks if isinstance(block, Grid))
    assert grid.rows[0].line == 2
    assert grid.rows[0].cells[1].reference == "/html/body/table/tr[1]/*[2]"


def test_entities_are_refused() -> None:
    page = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body>&x;</body></html>'
    assert _refusal(page).code == "external_entity"
    xml = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert _refusal(xml).code == "external_entity"


def test_nesting_without_end_is_refused() -> None:
    assert _refusal(b"<html>" + b"<div>" * 100_000 + b"1.00").code == "expansion_bomb"


def test_a_cell_that_claims_to_span_everything_is_bounded() -> None:
    row = '<tr><td colspan="999999999" rowspan="999999999">合计</td><td>1.00</td></tr>'
    (rows,) = grids(_read(f"<table>{row}</table>"))
    assert (len(rows[0]), rows[0][-1]) == (1001, "1.00")


def test_rows_over_the_limit_are_refused() -> None:
    markup = "<html><table>" + "<tr><td>1</td><td>2</td></tr>" * 101 + "</table></html>"
    assert _refusal(markup.encode(), Limits(max_rows=100)).code == "too_many_pages"
