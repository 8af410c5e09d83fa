"""PDF with a text layer: pdfium gives glyphs and lines, pdfplumber's TableFinder the ruled tables; what stands in none
of them is looked through for tables without ruling.

Feeding the finder from pdfium gives the same tables as pdfplumber alone at about a fifth of its time.
"""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.fold import is_number
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.model import DocumentRefusedError, Grid, GridRow, Page, Paragraph, SourceDocument
from ingest.readers import NEEDS_OCR_WARNING
from ingest.readers.pdf_aligned import AlignedTable, aligned_tables
from ingest.readers.pdf_integrity import refuse_damaged
from ingest.readers.pdf_objects import PageObjects, load_page_objects
from ingest.readers.pdf_rows import PositionedRow, lost_rows, recovered_row, ruled_rows
from ingest.readers.pdf_tables import find_tables, glyphs_by_cell
from ingest.readers.pdf_text import TextLine, line_middles, text_lines

_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_UNMAPPED_SHARE = 0.3
_NAMED_PAGES = 20
_LEAST_NUMBERS = 10


def read(content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Read all pages; `GridRow.line` and `Paragraph.line` count the printed lines of the page from 1.

    Raises DocumentRefusedError: encrypted, corrupt, expansion_bomb, too_many_pages, and needs_ocr where no page has a
    readable text layer. Pages that are pictures in a document that otherwise has text are named in the warnings.
    """
    refuse_damaged(content, limits)
    document = _opened(content)
    try:
        limits.check_pages(len(document))
        pages: list[Page] = []
        pictures: list[int] = []
        unmapped: list[int] = []
        undecided: list[int] = []
        cells = rows = 0
        for number in range(1, len(document) + 1):
            objects = _loaded(document, number, limits)
            if _is_picture(objects):
                pictures.append(number)
            elif objects.unmapped_count:
                unmapped.append(number)
            page, is_decided = read_page(number, objects)
            undecided += [] if is_decided else [number]
            rows += sum(len(block.rows) for block in page.blocks if isinstance(block, Grid))
            cells += sum(len(row.cells) for block in page.blocks if isinstance(block, Grid) for row in block.rows)
            limits.check_rows(rows, cells, f"page {number}")
            pages.append(page)
    finally:
        document.close()
    warnings = (
        *_ocr_warnings(pages, pictures),
        *_unmapped_warnings(unmapped),
        *_wordless_warnings(pages),
        *_undecided_warnings(undecided),
    )
    return SourceDocument("pdf", tuple(pages), "", warnings)


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise DocumentRefusedError("encrypted", "The PDF asks for a password") from error
        raise DocumentRefusedError("corrupt", f"The PDF cannot be opened: {error}") from error


def _loaded(document: pypdfium2.PdfDocument, number: int, limits: Limits) -> PageObjects:
    try:
        page = document[number - 1]
        objects = load_page_objects(page, limits)
        page.close()
    except (pypdfium2.PdfiumError, ctypes.ArgumentError) as error:
        raise DocumentRefusedError("corrupt", f"Page {number} cannot be read: {error}") from error
    return objects


def _is_picture(objects: PageObjects) -> bool:
    """A page of images without text, or whose text has lost its characters."""
    if not objects.glyphs:
        return objects.image_count > 0
    return objects.unmapped_count > _UNMAPPED_SHARE * len(objects.glyphs)


def _ocr_warnings(pages: Sequence[Page], pictures: Sequence[int]) -> tuple[str, ...]:
    if not pages or all(not page.blocks or page.number in pictures for page in pages):
        named = _named(pictures or [page.number for page in pages])
        raise DocumentRefusedError("needs_ocr", f"No text layer on {named} of {len(pages)} pages")
    return (f"{NEEDS_OCR_WARNING}: {_named(pictures)} hold no readable text",) if pictures else ()


def _unmapped_warnings(numbers: Sequence[int]) -> tuple[str, ...]:
    return (f"{_named(numbers)} hold characters that are in no font table; they stand as U+FFFD",) if numbers else ()


def _wordless_warnings(pages: Sequence[Page]) -> tuple[str, ...]:
    """Tables of nothing but numbers: where a font is damaged, pdfium leaves its characters out and says nothing."""
    numbers = [page.number for page in pages if _is_wordless(page)]
    return (f"{_named(numbers)} hold tables of numbers without a word: their text may be lost",) if numbers else ()


def _undecided_warnings(numbers: Sequence[int]) -> tuple[str, ...]:
    return (f"{_named(numbers)} hold amounts in columns that nothing tells apart; they stay text",) if numbers else ()


def _is_wordless(page: Page) -> bool:
    grids = [block for block in page.blocks if isinstance(block, Grid)]
    texts = [cell.text for grid in grids for row in grid.rows for cell in row.cells]
    if sum(is_number(text) for text in texts) < _LEAST_NUMBERS:
        return False
    free = [block.text for block in page.blocks if not isinstance(block, Grid)]
    return not any(_CHINESE.search(text) for text in (*texts, *free))


def _named(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:_NAMED_PAGES])
    return f"pages {shown}" + (f" and {len(numbers) - _NAMED_PAGES} more" if len(numbers) > _NAMED_PAGES else "")


def read_page(number: int, objects: PageObjects) -> tuple[Page, bool]:
    """One page: its grids and the lines outside them, top to bottom; and whether the columns of all tables are told."""
    tables = [table for table in find_tables(objects) if not table.is_frame]
    inside, outside = glyphs_by_cell(tables, objects.glyphs)
    tops = line_middles(objects.glyphs)
    free = text_lines(outside)
    placed: list[tuple[float, Paragraph | Grid]] = []
    for table in tables:
        above, below = lost_rows(table, free)
        free = [line for line in free if line not in above and line not in below]
        rows = [
            *(recovered_row(table, line) for line in above),
            *ruled_rows(table, inside),
            *(recovered_row(table, line) for line in below),
        ]
        placed.append((table.box[1], _grid(rows, tops)))
    unruled = list(aligned_tables(free, [table.box[1] for table in tables]))
    free = _without(free, [table for table in unruled if table.rows])
    placed.extend((table.lines[0].box[1], _grid(table.rows, tops)) for table in unruled if table.rows)
    placed.extend(_paragraphs(free, tops))
    placed.sort(key=lambda item: item[0])
    if objects.slanted_text:
        placed.append((objects.height, Paragraph(len(tops) + 1, objects.slanted_text)))
    return Page(number, tuple(block for _, block in placed)), all(table.rows for table in unruled)


def _without(lines: Sequence[TextLine], tables: Sequence[AlignedTable]) -> list[TextLine]:
    taken = {id(line) for table in tables for line in table.lines}
    return [line for line in lines if id(line) not in taken]


def _grid(rows: Sequence[PositionedRow], tops: Sequence[float]) -> Grid:
    return Grid(tuple(GridRow(_line_number(row.top, tops), row.cells) for row in rows))


def _paragraphs(lines: Sequence[TextLine], tops: Sequence[float]) -> Iterator[tuple[float, Paragraph]]:
    for line in lines:
        yield line.box[1], Paragraph(_line_number(line.middle, tops), line.text, line.box)


def _line_number(height: float, tops: Sequence[float]) -> int:
    """The number, from 1, of the printed line nearest to a height on the page."""
    index = bisect_right(tops, height)
    candidates = [i for i in (index - 1, index) if 0 <= i < len(tops)]
    return min(candidates, key=lambda i: abs(tops[i] - height), default=0) + 1
