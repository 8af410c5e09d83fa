"""Hostile files are refused in little time and memory, measured on the worker that meets them."""

from __future__ import annotations

import io
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.discovery import DocumentSource
from ingest.limits import DEFAULT_LIMITS
from ingest.workers import Worker
from tests.python.ingest.reader_samples import docx_bytes, pdf_bytes, xlsx_bytes

MOST_SECONDS = 20.0
MOST_BYTES = 300 << 20


def _container(original: bytes, name: str, pieces: Callable[[], list[bytes]]) -> bytes:
    """A copy of a container with one member written anew from pieces."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            if member != name:
                target.writestr(member, source.read(member))
        with target.open(name, "w") as stream:
            for piece in pieces():
                stream.write(piece)
    return buffer.getvalue()


def _rows() -> list[bytes]:
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return [head, *[b"<row><c><v>1</v></c></row>" * 10_000] * 500, b"</sheetData></worksheet>"]


def _word_rows() -> list[bytes]:
    head = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl>'
    row = b"<w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>"
    return [head, *[row * 10_000] * 100, b"</w:tbl></w:body></w:document>"]


def _laughs() -> list[bytes]:
    entities = b"".join(
        b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10 if level else b"lol") for level in range(10)
    )
    return [b'<?xml version="1.0"?><!DOCTYPE l [' + entities + b"]><sst><si><t>&l9;</t></si></sst>"]


def _zeros() -> list[bytes]:
    return [bytes(1 << 20)] * 400


def _empty_zip() -> bytes:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    return buffer.getvalue()


def _pdf_bomb() -> bytes:
    """A page whose content stream unpacks to 400 MB."""
    deflater = zlib.compressobj(1)
    data = b"".join(deflater.compress(b"0 0 m 9 9 l S " * 75_000) for _ in range(400)) + deflater.flush()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(data), data),
    )
    body = b"".join(b"%d 0 obj %s endobj\n" % (number, item) for number, item in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer <</Root 1 0 R>>\n%%EOF"


def _pages() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for _ in range(10_000):
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _encrypted() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("secret", canPrint=1))
    canvas.drawString(60, 700, "1.00")
    canvas.save()
    return buffer.getvalue()


def _scanned() -> bytes:
    """Forty pages that are pictures of 1000 × 1400 pixels."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for shade in range(40):
        canvas.drawImage(ImageReader(Image.new("L", (1000, 1400), 100 + shade)), 0, 0, 500, 700)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _scattered() -> bytes:
    """A page of thousands of figures that stand in no columns."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(5000, 5000))
    for number in range(20_000):
        canvas.drawString(number * 7919 % 4900, number * 7 % 4990, "1.00" if number % 3 else "ab")
    canvas.save()
    return buffer.getvalue()


def _external() -> list[bytes]:
    return [b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>']


HOSTILE: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "sheet of five million rows": (
        lambda: _container(xlsx_bytes(), "xl/worksheets/sheet1.xml", _rows),
        {"too_many_pages", "expansion_bomb"},
    ),
    "Word table of a million rows": (
        lambda: _container(docx_bytes(), "word/document.xml", _word_rows),
        {"too_many_pages", "expansion_bomb"},
    ),
    "billion laughs": (lambda: _container(xlsx_bytes(), "xl/sharedStrings.xml", _laughs), {"external_entity"}),
    "zip bomb of 400 MB": (lambda: _container(_empty_zip(), "a.txt", _zeros), {"expansion_bomb"}),
    "PDF stream of 400 MB": (_pdf_bomb, {"expansion_bomb"}),
    "PDF of ten thousand pages": (_pages, {"too_many_pages"}),
    "PDF with a password": (_encrypted, {"encrypted"}),
    "PDF of pictures": (_scanned, {"needs_ocr"}),
    "PDF cut in half": (lambda: (content := pdf_bytes())[: len(content) // 2], {"corrupt"}),
    "PDF page of scattered figures": (_scattered, {"no_statements"}),
    "workbook cut in half": (lambda: (content := xlsx_bytes())[: len(content) // 2], {"corrupt"}),
    "workbook with macros": (lambda: _container(xlsx_bytes(), "xl/vbaProject.bin", _zeros), {"has_macros"}),
    "Word file with an external entity": (
        lambda: _container(docx_bytes(), "word/document.xml", _external),
        {"external_entity"},
    ),
    "unfilled template": (lambda: "XX局2023年度部门决算\n收入决算表\n合计\t0.00\n".encode(), {"unfilled_template"}),
    "web page nested without end": (lambda: b"<html>" + b"<table><tr><td>" * 300_000, {"expansion_bomb"}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_little_time_and_memory(name: str, tmp_path: Path) -> None:
    write, codes = HOSTILE[name]
    path = tmp_path / "hostile"
    path.write_bytes(write())
    worker = Worker(DEFAULT_LIMITS)
    try:
        reply = worker.parse(DocumentSource(path))
    finally:
        worker.close()
    assert reply.reason_code in codes, reply.detail
    assert reply.seconds < MOST_SECONDS
    if sys.platform.startswith("linux"):
        assert 0 < reply.peak_bytes < MOST_BYTES
