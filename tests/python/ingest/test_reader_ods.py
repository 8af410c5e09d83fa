"""OpenDocument workbooks: what a cell shows is what is read, and nothing of a sheet's endless rest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.limits import DEFAULT_LIMITS
from ingest.model import DocumentRefusedError, Grid
from ingest.readers import read_document
from tests.python.ingest.reader_samples import (
    ACCOUNT,
    as_lists,
    grids,
    ods_bytes,
    ods_content,
    ods_package,
    paragraphs,
)

HIDDEN = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'


def _sheet(rows: str, attributes: str = "") -> str:
    return f'<table:table table:name="收入决算表" {attributes}>{rows}</table:table>'


def _row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def _refusal(content: bytes) -> DocumentRefusedError:
    with pytest.raises(DocumentRefusedError) as caught:
        read_document("x", content)
    return caught.value


def test_the_account_is_read_back_exactly() -> None:
    document = read_document("x.xlsx", ods_bytes())
    assert document.format == "ods"
    assert grids(document) == as_lists()
    assert [page.name for page in document.pages] == [statement.title for statement in ACCOUNT]
    assert ACCOUNT[0].note in paragraphs(document)


def test_a_cell_is_known_by_row_and_address() -> None:
    page = read_document("x", ods_bytes()).pages[1]
    grid = next(block for block in page.blocks if isinstance(block, Grid))
    assert (grid.rows[1].line, grid.rows[1].cells[2].reference) == (4, "C4")


def test_repeats_spans_spaces_and_notes() -> None:
    rows = (
        _row(_cell("科目"), _cell("合<text:s/>计"), _cell("甲<text:span>乙</text:span>"))
        + _row(
            _cell("2080505", 'table:number-columns-spanned="2"'),
            "<table:covered-table-cell/>",
            "<table:table-cell><office:annotation><text:p>9.99</text:p></office:annotation>"
            "<text:p>1,234.50</text:p></table:table-cell>",
        )
        + f'<table:table-row table:number-rows-repeated="2">{_cell("0.00")}{_cell("5.00")}</table:table-row>'
        + _row(_cell("7.00", 'table:number-columns-repeated="3"'))
    )
    document = read_document("x", ods_package(ods_content(_sheet(rows))))
    assert grids(document) == [
        [["科目", "合 计", "甲乙"], ["2080505", "", "1,234.50"], ["0.00", "5.00", ""], ["0.00", "5.00", ""],
         ["7.00", "7.00", "7.00"]]
    ]  # fmt: skip


def test_a_value_that_shows_no_text_stands_as_its_value() -> None:
    cell = '<table:table-cell office:value-type="float" office:value="12.5"/>'
    document = read_document("x", ods_package(ods_content(_sheet(_row(_cell("合计"), cell)))))
    assert grids(document) == [[["合计", "12.5"]]]


def test_a_hidden_sheet_is_named_and_not_read() -> None:
    sheets = _sheet(_row(_cell("合计"), _cell("1.00"))) + _sheet(_row(_cell("9.00")), 'table:style-name="h"')
    document = read_document("x", ods_package(ods_content(sheets, HIDDEN)))
    assert len(document.pages) == 1
    assert "hidden" in document.warnings[0]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ods_package(ods_content(_sheet(_row(_cell("1")))), Basic__script_xml="x"), "has_macros"),
        (ods_package("", **{"META-INF__manifest_xml": "<encryption-data/>"}), "encrypted"),
        (ods_package("<office:document-content"), "corrupt"),
        (ods_package('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "external_entity"),
        (ods_package(ods_content(_sheet(_row(_cell("1", 'table:number-columns-repeated="9999999"'))))),
         "too_many_pages"),
        (ods_package(ods_content(_sheet(_row(_cell("1", 'table:number-columns-repeated="x"'))))), "corrupt"),
        (ods_package(ods_content("")), "not_a_document"),
    ],
)  # fmt: skip
def test_what_is_refused(content: bytes, code: str) -> None:
    assert _refusal(content).code == code


def test_five_million_rows_are_refused_before_they_are_made() -> None:
    rows = f'<table:table-row table:number-rows-repeated="5000000">{_cell("1.00")}</table:table-row>'
    with pytest.raises(DocumentRefusedError) as caught:
        read_document("x", ods_package(ods_content(_sheet(rows))), replace(DEFAULT_LIMITS, max_rows=1000))
    assert caught.value.code == "too_many_pages"


def test_other_open_documents_are_named() -> None:
    assert "no workbook" in _refusal(ods_package("<x/>", "text")).detail
