"""PDF: tables written by the test are read back cell by cell, whatever is missing of their ruling."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.model import DocumentRefusedError, Grid, Paragraph
from ingest.readers import read_document
from tests.python.ingest.reader_samples import (
    ACCOUNT,
    COVER,
    FONT,
    INCOME,
    PdfStyle,
    Statement,
    as_lists,
    draw_table,
    grids,
    paragraphs,
    pdf_bytes,
)


def _refusal(content: bytes, limits: Limits = DEFAULT_LIMITS) -> DocumentRefusedError:
    with pytest.raises(DocumentRefusedError) as caught:
        read_document("x.pdf", content, limits)
    return caught.value


def _pages(style: PdfStyle) -> list[list[list[str]]]:
    """The rows of the income statement as the pages of this style hold them."""
    rows = [list(row) for row in INCOME.rows]
    return [rows[start : start + style.rows_per_page] for start in range(0, len(rows), style.rows_per_page)]


def test_ruled_tables_are_read_back_exactly() -> None:
    document = read_document("x.pdf", pdf_bytes())
    assert document.format == "pdf"
    assert grids(document) == as_lists()
    assert paragraphs(document)[:2] == [COVER, ACCOUNT[0].title]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_rotated_pages_are_read_upright(rotation: int) -> None:
    assert grids(read_document("x.pdf", pdf_bytes(style=PdfStyle(rotation=rotation)))) == as_lists()


def test_a_cell_knows_its_box_and_a_row_its_line() -> None:
    page = read_document("x.pdf", pdf_bytes((INCOME,))).pages[1]
    grid = next(block for block in page.blocks if isinstance(block, Grid))
    title = next(block for block in page.blocks if isinstance(block, Paragraph))
    assert (title.line, grid.rows[0].line, grid.rows[3].line) == (1, 3, 6)
    box = grid.rows[1].cells[1].box
    assert box is not None
    # column 1 of 6 over 720 points from x = 60; the first row starts 595 - 512 points from the top
    assert box == pytest.approx((180.0, 103.3, 300.0, 123.3), abs=0.5)


@pytest.mark.parametrize(
    "style",
    [
        PdfStyle(rows_per_page=5, skip_horizontals=frozenset({5})),
        PdfStyle(rows_per_page=5, skip_horizontals=frozenset({0})),
        PdfStyle(rows_per_page=5, skip_horizontals=frozenset({5}), stop_verticals_at=4),
    ],
    ids=["no line below the last row", "no line above the first row", "last row without any ruling"],
)
def test_rows_at_a_page_break_are_recovered(style: PdfStyle) -> None:
    assert grids(read_document("x.pdf", pdf_bytes((INCOME,), style))) == _pages(style)


def test_rows_glued_by_a_missing_line_are_taken_apart() -> None:
    style = PdfStyle(skip_horizontals=frozenset({5, 6}))
    assert grids(read_document("x.pdf", pdf_bytes((INCOME,), style))) == as_lists((INCOME,))


def test_columns_glued_by_a_missing_line_keep_a_space_between_their_numbers() -> None:
    (rows,) = grids(read_document("x.pdf", pdf_bytes((INCOME,), PdfStyle(skip_verticals=frozenset({3})))))
    assert rows[1] == ["", "合计", "1,234.50 1,234.50", "", "0.00"]


def test_a_label_that_runs_over_the_next_cell_stays_whole() -> None:
    long_label = "机关事业单位基本养老保险缴费支出以及其他"
    statement = Statement("支出决算表", (("科目", "合计", "其中", "另"), (long_label, "134.40", "5.00", "")))
    narrow = Statement(statement.title, tuple((*row, "", "", "") for row in statement.rows))
    (rows,) = grids(read_document("x.pdf", pdf_bytes((narrow,))))
    assert rows[1][:3] == [long_label, "134.40", "5.00"]


def _canvas_document(draw: object) -> bytes:
    pdf_bytes(())  # registers the font
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setFont(FONT, 10)
    draw(canvas)  # type: ignore[operator]
    canvas.save()
    return buffer.getvalue()


def _wrapped_cell(lines: tuple[str, ...]) -> str:
    """What is read from a cell of 60 points that holds these printed lines."""

    def draw(canvas: Canvas) -> None:
        for x in (60, 120, 180):
            canvas.line(x, 700, x, 740)
        for y in (700, 740):
            canvas.line(60, y, 180, y)
        for number, line in enumerate(lines):
            canvas.drawString(65, 728 - 12 * number, line)
        canvas.drawString(125, 715, "x")

    (rows,) = grids(read_document("x.pdf", _canvas_document(draw)))
    return rows[0][0]


def test_wrapped_text_is_joined_and_stacked_numbers_are_not() -> None:
    assert _wrapped_cell(("一般公共预", "算财政拨款")) == "一般公共预算财政拨款"
    assert _wrapped_cell(("12,345,678,90", "1.23")) == "12,345,678,901.23"
    assert _wrapped_cell(("12.34", "56.78")) == "12.34\n56.78"
    assert _wrapped_cell(("合计", "56.78")) == "合计\n56.78"


@pytest.mark.parametrize(("angle", "start"), [(90, 640), (-90, 690)])
def test_text_turned_inside_a_cell_is_read(angle: int, start: int) -> None:
    """In a font that the file holds: without it, pdfium drops turned text where the machine has no font for it."""
    registerFont(TTFont("Vera", "Vera.ttf"))  # comes with reportlab

    def draw(canvas: Canvas) -> None:
        draw_table(canvas, [["", "12.34"]], 700, PdfStyle(row_height=80))
        canvas.saveState()
        canvas.translate(90, start)
        canvas.rotate(angle)
        canvas.setFont("Vera", 10)
        canvas.drawString(0, 0, "Projects")
        canvas.restoreState()
        canvas.drawString(60, 760, "支出决算表以及别的横排文字")

    (rows,) = grids(read_document("x.pdf", _canvas_document(draw)))
    assert rows == [["Projects", "12.34"]]


def test_a_watermark_across_the_table_stays_out_of_its_cells() -> None:
    def draw(canvas: Canvas) -> None:
        draw_table(canvas, [["合计", "12.34"]], 700)
        canvas.saveState()
        canvas.translate(400, 680)
        canvas.rotate(45)
        canvas.drawString(0, 0, "2023内部99")
        canvas.restoreState()

    document = read_document("x.pdf", _canvas_document(draw))
    assert grids(document) == [[["合计", "12.34"]]]
    assert paragraphs(document) == ["2023内部99"]


def test_text_printed_twice_to_look_bold_is_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        draw_table(canvas, [["合计", "11.00"]], 700)
        canvas.drawString(63.3, 686, "合计")
        canvas.drawString(423.3, 686, "11.00")

    assert grids(read_document("x.pdf", _canvas_document(draw))) == [[["合计", "11.00"]]]


def test_a_password_is_asked_for() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("geheim", canPrint=0))
    canvas.drawString(100, 700, "1.00")
    canvas.save()
    assert _refusal(buffer.getvalue()).code == "encrypted"


def _scan(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (80, 80), 200)), 0, 0, 595, 842)


def test_pages_without_text_layer_need_recognition_and_are_named() -> None:
    def draw(canvas: Canvas) -> None:
        _scan(canvas)
        canvas.showPage()
        _scan(canvas)

    refusal = _refusal(_canvas_document(draw))
    assert (refusal.code, refusal.detail) == ("needs_ocr", "No text layer on pages 1, 2 of 2 pages")


def test_one_scanned_page_among_others_is_named_in_a_warning() -> None:
    def draw(canvas: Canvas) -> None:
        draw_table(canvas, [["合计", "12.34"]], 700)
        canvas.showPage()
        _scan(canvas)

    assert read_document("x.pdf", _canvas_document(draw)).warnings == ("needs_ocr: pages 2 hold no readable text",)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_cut_off_file_is_corrupt(share: float) -> None:
    content = pdf_bytes()
    assert _refusal(content[: int(len(content) * share)]).code == "corrupt"


def test_damage_inside_a_stream_is_found() -> None:
    content = _canvas_document(lambda canvas: draw_table(canvas, [["合计", "12.34"]], 700))
    with PdfDocument(content) as document:
        assert len(document) == 1
    data = zlib.compress(b"BT /F1 12 Tf 72 720 Td (12.34) Tj ET" * 40)
    start = content.index(b"stream") + 8
    plain = b"1 0 obj << /Filter /FlateDecode /Length %d >>\nstream\n" % len(data)
    good = content[:start] + plain + data + b"\nendstream endobj\n%%EOF"
    damaged = bytearray(good)
    damaged[len(content[:start]) + len(plain) + 20] ^= 0x10
    assert _refusal(bytes(damaged)).code == "corrupt"


def test_a_stream_that_inflates_without_end_is_refused() -> None:
    data = zlib.compress(b"0" * 40_000_000)
    content = b"%%PDF-1.4\n1 0 obj << /Filter /FlateDecode /Length %d >>\nstream\n" % len(data)
    refusal = _refusal(content + data + b"\nendstream endobj\n%%EOF", Limits(max_expanded_bytes=10_000_000))
    assert refusal.code == "expansion_bomb"


def test_ten_thousand_pages_are_too_many() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for _ in range(10_000):
        canvas.showPage()
    canvas.save()
    refusal = _refusal(buffer.getvalue())
    assert (refusal.code, refusal.detail) == ("too_many_pages", "10000 pages, the limit is 1000")


def test_a_page_of_tables_that_has_lost_its_words_is_named_in_the_warnings() -> None:
    numbers = [["" if not text or not text[0].isdigit() else text for text in row] for row in INCOME.rows[1:]]
    document = read_document("x", pdf_bytes((INCOME, Statement("", numbers, ""))))
    assert document.warnings == ("pages 3 hold tables of numbers without a word: their text may be lost",)
    assert read_document("x", pdf_bytes((INCOME,))).warnings == ()
