"""Word documents: tables with merged and nested cells and the text around them, in reading order."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.model import DocumentRefusedError, Grid, Paragraph
from ingest.readers import read_document
from tests.python.ingest.reader_samples import ACCOUNT, COVER, as_lists, docx_bytes, grids, paragraphs, saved


def _refusal(content: bytes, limits: Limits = DEFAULT_LIMITS) -> DocumentRefusedError:
    with pytest.raises(DocumentRefusedError) as caught:
        read_document("x.docx", content, limits)
    return caught.value


def test_tables_and_text_are_read_back_exactly() -> None:
    document = read_document("x.doc", docx_bytes())
    assert document.format == "docx"
    assert grids(document) == as_lists()
    assert paragraphs(document)[:3] == [COVER, ACCOUNT[0].title, ACCOUNT[0].note]


def test_merged_cells_print_once_and_keep_their_columns() -> None:
    source = Document()
    table = source.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "科目"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "支出"
    for (row, column), text in {(1, 1): "基本", (1, 2): "项目", (2, 0): "201", (2, 1): "1.00", (2, 2): "2.00"}.items():
        table.cell(row, column).text = text
    assert grids(read_document("x", saved(source))) == [
        [["科目", "支出", ""], ["", "基本", "项目"], ["201", "1.00", "2.00"]]
    ]


def test_a_table_inside_a_cell_follows_its_table() -> None:
    source = Document()
    source.add_paragraph("收入决算表")
    table = source.add_table(1, 2)
    table.cell(0, 0).text = "合计"
    table.cell(0, 1).text = "1.00"
    inner = table.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text = "其中"
    inner.cell(0, 1).text = "0.50"
    source.add_paragraph("注")
    document = read_document("x", saved(source))
    assert grids(document) == [[["合计", "1.00"]], [["其中", "0.50"]]]
    assert [type(block) for block in document.pages[0].blocks] == [Paragraph, Grid, Grid, Paragraph]


def test_deleted_and_hidden_text_is_not_read_and_inserted_text_is() -> None:
    source = Document()
    paragraph = source.add_paragraph("支出")
    paragraph.add_run("99.99").font.hidden = True
    for tag, text_tag, text in (("w:del", "w:delText", "11.11"), ("w:ins", "w:t", "22.22")):
        change, run, content = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        content.text = text
        run.append(content)
        change.append(run)
        paragraph._p.append(change)
    assert paragraphs(read_document("x", saved(source))) == ["支出22.22"]


def test_a_text_box_is_read_once() -> None:
    source = Document()
    run = source.add_paragraph("甲").add_run()
    compatibility = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
    alternatives = etree.SubElement(run._r, f"{compatibility}AlternateContent")
    for choice in ("Choice", "Fallback"):
        box, inner, inner_run, text = (OxmlElement(tag) for tag in ("w:txbxContent", "w:p", "w:r", "w:t"))
        text.text = "3.50"
        inner_run.append(text)
        inner.append(inner_run)
        box.append(inner)
        etree.SubElement(alternatives, f"{compatibility}{choice}").append(box)
    assert paragraphs(read_document("x", saved(source))) == ["甲", "3.50"]


def test_numbers_in_two_paragraphs_of_a_cell_stay_two() -> None:
    source = Document()
    table = source.add_table(1, 2)
    table.cell(0, 0).text = "一般公共\n预算"
    table.cell(0, 1).text = "12.34"
    table.cell(0, 1).add_paragraph("56.78")
    assert grids(read_document("x", saved(source))) == [[["一般公共预算", "12.34\n56.78"]]]


def test_rows_that_begin_further_right_keep_their_columns() -> None:
    source = Document()
    table = source.add_table(2, 2)
    for row, texts in zip(table.rows, (("项目", "金额"), ("合计", "1.00")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    row = table.rows[1]._tr
    row.remove(row.tc_lst[0])
    properties, before = OxmlElement("w:trPr"), OxmlElement("w:gridBefore")
    before.set(qn("w:val"), "1")
    properties.append(before)
    row.insert(0, properties)
    assert grids(read_document("x", saved(source))) == [[["项目", "金额"], ["", "1.00"]]]


def test_a_cell_knows_its_path() -> None:
    grid = next(block for block in read_document("x", docx_bytes()).pages[0].blocks if isinstance(block, Grid))
    assert grid.rows[0].line == 4
    assert grid.rows[2].cells[1].reference == "tbl[1]/tr[3]/tc[2]"


def _with_body(body: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx_bytes())) as source, zipfile.ZipFile(buffer, "w") as target:
        for member in source.namelist():
            target.writestr(member, body if member == "word/document.xml" else source.read(member))
    return buffer.getvalue()


def test_external_entities_are_refused() -> None:
    body = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    assert _refusal(_with_body(body)).code == "external_entity"


def test_a_body_that_is_no_markup_is_corrupt() -> None:
    assert _refusal(_with_body("<w:document><w:body>")).code == "corrupt"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_cut_off_document_is_corrupt(share: float) -> None:
    content = docx_bytes()
    assert _refusal(content[: int(len(content) * share)]).code == "corrupt"


def test_rows_over_the_limit_are_refused() -> None:
    assert _refusal(docx_bytes(), Limits(max_rows=10)).code == "too_many_pages"
