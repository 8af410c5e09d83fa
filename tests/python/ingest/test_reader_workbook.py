"""Workbooks: cells, merged ranges and number formats read back as the sheet shows them; dangerous files refused."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.model import DocumentRefusedError, Grid
from ingest.readers import read_document
from ingest.readers.number_formats import shown_number
from tests.python.ingest.reader_samples import ACCOUNT, as_lists, grids, paragraphs, saved, xlsx_bytes

# The made-up account of reader_samples.py in the format of Excel 97. No writer of XLS is among the dependencies, so the
# file was made once with xlwt 1.3 from ACCOUNT, amounts as numbers with the format #,##0.00.
XLS_FIXTURE = Path(__file__).parents[2] / "fixtures" / "formats" / "account.xls"


def _refusal(content: bytes, limits: Limits = DEFAULT_LIMITS) -> DocumentRefusedError:
    with pytest.raises(DocumentRefusedError) as caught:
        read_document("x.xlsx", content, limits)
    return caught.value


def _sheet() -> tuple[Workbook, Worksheet]:
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    return workbook, sheet


def _with_member(content: bytes, name: str, data: bytes) -> bytes:
    """A copy of a container in which one member is replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            if member != name:
                target.writestr(member, source.read(member))
        target.writestr(name, data)
    return buffer.getvalue()


def test_every_sheet_of_an_xlsx_is_a_page_and_its_cells_are_read_exactly() -> None:
    document = read_document("x.pdf", xlsx_bytes())
    assert document.format == "xlsx"
    assert [page.name for page in document.pages] == [statement.title for statement in ACCOUNT]
    assert grids(document) == as_lists()
    assert paragraphs(document)[0] == ACCOUNT[0].title


def test_an_xls_gives_the_same_cells_as_the_xlsx() -> None:
    document = read_document("x", XLS_FIXTURE.read_bytes())
    assert document.format == "xls"
    assert [page.name for page in document.pages] == [statement.title for statement in ACCOUNT]
    assert grids(document) == as_lists()


def test_a_cell_knows_its_address_and_a_row_its_number() -> None:
    page = read_document("x", xlsx_bytes()).pages[1]
    grid = next(block for block in page.blocks if isinstance(block, Grid))
    assert (grid.rows[1].line, grid.rows[1].cells[2].reference) == (4, "C4")


def test_merged_cells_print_once() -> None:
    workbook, sheet = _sheet()
    sheet.append(["收入", None, "支出", None])
    sheet.append(["项目", "金额", "项目", "金额"])
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C1:D1")
    assert grids(read_document("x", saved(workbook))) == [[["收入", "", "支出", ""], ["项目", "金额", "项目", "金额"]]]


def test_statements_below_each_other_on_one_sheet_are_two_grids() -> None:
    workbook, sheet = _sheet()
    rows = [
        ["收入决算表"],
        ["项目", "金额"],
        ["合计", 1],
        [],
        ["支出决算表"],
        ["项目", "金额"],
        ["合计", 2],
        ["注：无"],
    ]
    for row in rows:
        sheet.append(row)
    document = read_document("x", saved(workbook))
    assert grids(document) == [[["项目", "金额"], ["合计", "1"]], [["项目", "金额"], ["合计", "2"]]]
    assert paragraphs(document) == ["收入决算表", "支出决算表", "注：无"]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.1 + 0.2, "General", "0.3"),
        (22070.549999999999, "General", "22070.55"),
        (382.7, "0.00", "382.70"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (-3.1, "#,##0.00_);(#,##0.00)", "-3.10"),
        (-3.1, "0.00_ ;[Red]-0.00 ", "-3.10"),
        (0.0, '#,##0.00;-#,##0.00;""', ""),
        (0.0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        (0.3591, "0.00%", "35.91%"),
        (2.5, "0", "3"),
        (-0.001, "0.00", "0.00"),
        (12.5, "0.0#", "12.5"),
        (12.0, "#.##", "12"),
        (220705500.0, "#,##0.00,", "220,705.50"),
        (12.34, '0.00"万元"', "12.34万元"),
        (1e21, "General", "1000000000000000000000"),
        (12.34, "0.00E+00", "12.34"),
        (12.34, "[>100]0;0.0", "12.34"),
        (5.0, "yyyy-mm-dd", "5"),
    ],
)
def test_numbers_are_shown_as_the_format_shows_them(value: float, number_format: str, shown: str) -> None:
    assert shown_number(value, number_format) == shown


def test_formats_apply_to_the_cells_that_have_them() -> None:
    workbook, sheet = _sheet()
    sheet.append([0.1 + 0.2, 382.7, "1,234.50", datetime.date(2023, 12, 31), True])
    sheet["B1"].number_format = "#,##0.00"
    assert grids(read_document("x", saved(workbook))) == [[["0.3", "382.70", "1,234.50", "2023-12-31", "TRUE"]]]


def test_errors_and_formulas_without_a_result_are_kept_as_text_and_never_blank() -> None:
    workbook, sheet = _sheet()
    sheet.append(["合计", "=SUM(B2:B3)", "#DIV/0!"])
    sheet["C1"].data_type = "e"
    assert grids(read_document("x", saved(workbook))) == [[["合计", "=SUM(B2:B3)", "#DIV/0!"]]]


def test_a_hidden_sheet_is_named_and_not_read() -> None:
    workbook, sheet = _sheet()
    sheet.append(["合计", 1])
    workbook.create_sheet("底稿").sheet_state = "hidden"
    document = read_document("x", saved(workbook))
    assert len(document.pages) == 1
    assert document.warnings == ("sheet 底稿 is hidden or no worksheet and was not read",)


def test_macros_are_refused() -> None:
    assert _refusal(_with_member(xlsx_bytes(), "xl/vbaProject.bin", b"x")).code == "has_macros"


def test_entities_are_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'
    assert _refusal(_with_member(xlsx_bytes(), "xl/sharedStrings.xml", bomb)).code == "external_entity"
    assert _refusal(_with_member(xlsx_bytes(), "xl/x.xml", bomb.decode().encode("utf-16"))).code == "external_entity"


def test_an_encrypted_package_is_refused() -> None:
    package = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage\x00".encode("utf-16-le")
    assert _refusal(package).code == "encrypted"


def test_a_password_on_an_xls_is_refused() -> None:
    content = bytearray(XLS_FIXTURE.read_bytes())
    bof = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")  # BOF record of the globals, 20 bytes with its head
    content[bof + 20 : bof + 22] = b"\x2f\x00"  # the record after it becomes FILEPASS
    assert _refusal(bytes(content)).code == "encrypted"


def _sheet_of(rows: bytes) -> bytes:
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return _with_member(xlsx_bytes(ACCOUNT[:1]), "xl/worksheets/sheet1.xml", head + rows + b"</sheetData></worksheet>")


def test_five_million_rows_are_too_many() -> None:
    refusal = _refusal(_sheet_of(b"<row><c><v>1</v></c></row>" * 5_000_000), Limits(max_expansion_ratio=10_000))
    assert (refusal.code, refusal.detail) == ("too_many_pages", "xl/worksheets/sheet1.xml: more than 100000 rows")


def test_two_cells_at_the_ends_of_a_sheet_are_not_laid_out() -> None:
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="99999"><c r="XFD99999"><v>1</v></c></row>'
    assert _refusal(_sheet_of(cells)).code == "too_many_pages"


def test_a_member_that_unpacks_to_a_thousand_times_its_size_is_refused() -> None:
    refusal = _refusal(_with_member(xlsx_bytes(), "xl/media/image1.png", bytes(50_000_000)))
    assert refusal.code == "expansion_bomb"


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95])
def test_a_cut_off_workbook_is_corrupt(share: float) -> None:
    for content in (xlsx_bytes(), XLS_FIXTURE.read_bytes()):
        assert _refusal(content[: int(len(content) * share)]).code in ("corrupt", "not_a_document")


def test_a_workbook_whose_parts_do_not_fit_is_corrupt() -> None:
    relations = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    assert _refusal(_with_member(xlsx_bytes(), "xl/_rels/workbook.xml.rels", relations)).code == "corrupt"
