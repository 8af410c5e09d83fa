"""One made-up account and writers that put its cells into each format, so that tests know what must be read back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from html import escape

from docx import Document
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Grid, Paragraph, SourceDocument

Rows = Sequence[Sequence[str]]
DEPARTMENT = "示例市档案局"
FONT = "STSong-Light"


@dataclass(frozen=True)
class Statement:
    """A title, the line under it and the table: every row as long as the table is wide, blank where nothing stands."""

    title: str
    rows: Rows
    note: str = f"部门：{DEPARTMENT}　　金额单位：万元"


INCOME_EXPENDITURE = Statement(
    "收入支出决算总表",
    (
        ("收入", "", "支出", ""),
        ("项目", "金额", "项目", "金额"),
        ("一、一般公共预算财政拨款收入", "1,234.50", "一、一般公共服务支出", "1,000.10"),
        ("二、政府性基金预算财政拨款收入", "", "八、社会保障和就业支出", "134.40"),
        ("八、其他收入", "0.00", "九、卫生健康支出", "100.00"),
        ("本年收入合计", "1,234.50", "本年支出合计", "1,234.50"),
        ("年初结转和结余", "", "年末结转和结余", ""),
        ("总计", "1,234.50", "总计", "1,234.50"),
    ),
)
INCOME = Statement(
    "收入决算表",
    (
        ("科目编码", "科目名称", "本年收入合计", "财政拨款收入", "上级补助收入", "其他收入"),
        ("", "合计", "1,234.50", "1,234.50", "", "0.00"),
        ("201", "一般公共服务支出", "1,000.10", "1,000.10", "", ""),
        ("20126", "档案事务", "1,000.10", "1,000.10", "", ""),
        ("2012601", "行政运行", "900.00", "900.00", "", ""),
        ("2012604", "档案馆", "100.10", "100.10", "", ""),
        ("208", "社会保障和就业支出", "134.40", "134.40", "", ""),
        ("20805", "行政事业单位养老支出", "134.40", "134.40", "", ""),
        ("2080505", "机关事业单位基本养老保险缴费支出", "134.40", "134.40", "", ""),
        ("210", "卫生健康支出", "100.00", "100.00", "", ""),
        ("21011", "行政事业单位医疗", "100.00", "100.00", "", ""),
        ("2101101", "行政单位医疗", "100.00", "100.00", "", ""),
    ),
)
EXPENDITURE = Statement(
    "支出决算表",
    (
        ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出", "上缴上级支出"),
        ("", "合计", "1,234.50", "1,134.40", "100.10", ""),
        ("201", "一般公共服务支出", "1,000.10", "900.00", "100.10", ""),
        ("20126", "档案事务", "1,000.10", "900.00", "100.10", ""),
        ("2012601", "行政运行", "900.00", "900.00", "", ""),
        ("2012604", "档案馆", "100.10", "", "100.10", ""),
        ("208", "社会保障和就业支出", "134.40", "134.40", "", ""),
        ("20805", "行政事业单位养老支出", "134.40", "134.40", "", ""),
        ("2080505", "机关事业单位基本养老保险缴费支出", "134.40", "134.40", "", ""),
        ("210", "卫生健康支出", "100.00", "100.00", "", ""),
        ("21011", "行政事业单位医疗", "100.00", "100.00", "", ""),
        ("2101101", "行政单位医疗", "100.00", "100.00", "", ""),
    ),
)
ACCOUNT = (INCOME_EXPENDITURE, INCOME, EXPENDITURE)
COVER = f"{DEPARTMENT}2023年度部门决算"


def text_bytes(statements: Sequence[Statement] = ACCOUNT, encoding: str = "utf-8") -> bytes:
    """Tab-separated text."""
    lines = [COVER, ""]
    for statement in statements:
        lines += [statement.title, statement.note, *("\t".join(row) for row in statement.rows), ""]
    return "\n".join(lines).encode(encoding)


def html_bytes(statements: Sequence[Statement] = ACCOUNT, encoding: str = "utf-8") -> bytes:
    """A page with one table a statement."""
    parts = [f'<html><head><meta charset="{encoding}"><title>t</title></head><body><h1>{COVER}</h1>']
    for statement in statements:
        parts.append(f"<h2>{statement.title}</h2><p>{statement.note}</p><table>")
        for row in statement.rows:
            parts.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>")
        parts.append("</table>")
    return "".join([*parts, "</body></html>"]).encode(encoding)


def docx_bytes(statements: Sequence[Statement] = ACCOUNT) -> bytes:
    """A Word document with one table a statement."""
    document = Document()
    document.add_paragraph(COVER)
    for statement in statements:
        document.add_paragraph(statement.title)
        document.add_paragraph(statement.note)
        table = document.add_table(len(statement.rows), len(statement.rows[0]))
        for row, texts in zip(table.rows, statement.rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    return saved(document)


def saved(document: object) -> bytes:
    """The bytes of anything that saves itself to a file object."""
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def xlsx_bytes(statements: Sequence[Statement] = ACCOUNT) -> bytes:
    """One sheet a statement, amounts as numbers with the format that prints them."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for statement in statements:
        sheet = workbook.create_sheet(statement.title)
        sheet.append([statement.title])
        sheet.append([statement.note])
        for row in statement.rows:
            sheet.append([None] * len(row))
            for column, text in enumerate(row, start=1):
                cell = sheet.cell(sheet.max_row if column > 1 else sheet._current_row, column)
                if "." in text:
                    cell.value = float(Decimal(text.replace(",", "")))
                    cell.number_format = "#,##0.00"
                elif text:
                    cell.value = text
    return saved(workbook)


_ODS_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)


def ods_content(sheets: str, styles: str = "") -> str:
    """The content of an OpenDocument workbook around some sheets."""
    return (
        f"<office:document-content {_ODS_NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    )


def ods_package(content: str, kind: str = "spreadsheet", **members: str) -> bytes:
    """An OpenDocument workbook of that content, with further members (`__` stands for `/`, `_` for a point)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content)
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return buffer.getvalue()


def ods_bytes(statements: Sequence[Statement] = ACCOUNT) -> bytes:
    """One sheet a statement, amounts as numbers beside what the cell shows, the rest of the sheet as one repeat."""
    sheets = []
    for statement in statements:
        rows = "".join(f"<table:table-row>{_ods_row(row)}</table:table-row>" for row in (
            [statement.title], [statement.note], *statement.rows
        ))  # fmt: skip
        rest = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
        sheets.append(f'<table:table table:name="{escape(statement.title)}">{rows}{rest}</table:table>')
    return ods_package(ods_content("".join(sheets)))


def _ods_row(texts: Sequence[str]) -> str:
    cells = []
    for text in texts:
        is_amount = "." in text and text.replace(",", "").replace(".", "").isdigit()
        value = f' office:value-type="float" office:value="{text.replace(",", "")}"' if is_amount else ""
        shown = f"<text:p>{escape(text)}</text:p>" if text else ""
        cells.append(f"<table:table-cell{value}>{shown}</table:table-cell>")
    return "".join(cells) + '<table:table-cell table:number-columns-repeated="16000"/>'


@cache
def _register_font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


@dataclass(frozen=True)
class PdfStyle:
    """How a table is drawn, and what is left out of its ruling."""

    row_height: float = 20.0
    rows_per_page: int = 100
    skip_horizontals: frozenset[int] = frozenset()
    """Numbers of horizontal lines that are not drawn; line n stands above row n, the last below the last row."""
    skip_verticals: frozenset[int] = frozenset()
    verticals_drawn: bool = True
    stop_verticals_at: int | None = None
    """Row from which on no vertical line is drawn."""
    rotation: int = 0
    letter_space: float = 0.0


def pdf_bytes(statements: Sequence[Statement] = ACCOUNT, style: PdfStyle = PdfStyle()) -> bytes:
    """Statements as ruled tables, each from a new page, continued on the next after `rows_per_page` rows."""
    _register_font()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=landscape(A4))
    _page_text(canvas, [COVER], style)
    canvas.showPage()
    for statement in statements:
        for start in range(0, len(statement.rows), style.rows_per_page):
            rows = statement.rows[start : start + style.rows_per_page]
            top = _page_text(canvas, [] if start else [statement.title, statement.note], style)
            draw_table(canvas, rows, top, style)
            canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _page_text(canvas: Canvas, lines: Sequence[str], style: PdfStyle) -> float:
    if style.rotation:
        canvas.setPageRotation(style.rotation)
    canvas.setFont(FONT, 10)
    top = 560.0
    for line in lines:
        canvas.drawString(60, top, line)
        top -= 24
    return top


def draw_table(canvas: Canvas, rows: Rows, top: float, style: PdfStyle = PdfStyle()) -> None:
    """One ruled table with its upper border at `top`, columns of equal width."""
    width = 720.0 / len(rows[0])
    borders = [60 + width * column for column in range(len(rows[0]) + 1)]
    heights = [top - style.row_height * row for row in range(len(rows) + 1)]
    for number, y in enumerate(heights):
        if number not in style.skip_horizontals:
            canvas.line(borders[0], y, borders[-1], y)
    ruled = len(rows) if style.stop_verticals_at is None else min(style.stop_verticals_at, len(rows))
    if style.verticals_drawn:
        for number, x in enumerate(borders):
            if number not in style.skip_verticals:
                canvas.line(x, heights[0], x, heights[ruled])
    for row, y in zip(rows, heights, strict=False):
        for text, x in zip(row, borders, strict=False):
            for line, part in enumerate(reversed(text.split("\n"))):
                canvas.drawString(x + 3, y - style.row_height + 6 + 11 * line, part, charSpace=style.letter_space)


def grids(document: SourceDocument) -> list[list[list[str]]]:
    """The texts of all grids."""
    return [
        [[cell.text for cell in row.cells] for row in block.rows]
        for page in document.pages
        for block in page.blocks
        if isinstance(block, Grid)
    ]


def paragraphs(document: SourceDocument) -> list[str]:
    """The texts of all paragraphs."""
    return [block.text for page in document.pages for block in page.blocks if isinstance(block, Paragraph)]


def as_lists(statements: Sequence[Statement] = ACCOUNT) -> list[list[list[str]]]:
    """What `grids` must give for these statements."""
    return [[list(row) for row in statement.rows] for statement in statements]
