"""One reader a format, chosen by what the bytes are and never by the name of the file.

Each reader turns bytes into a `SourceDocument`; none of them opens a file. The heavy libraries are imported only when
a document of their format comes.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Literal, cast

from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.model import DocumentRefusedError, SourceDocument
from ingest.readers.detection import detect_format
from ingest.readers.templates import refuse_unfilled_template
from ingest.readers.wrapped_numbers import join_wrapped_numbers

Format = Literal["text", "pdf", "xlsx", "xls", "ods", "html", "docx", "bundle"]
Reader = Callable[[bytes, Limits], SourceDocument]

READER_MODULES: dict[str, str] = {
    "text": "ingest.readers.text",
    "pdf": "ingest.readers.pdf",
    "xlsx": "ingest.readers.workbook",
    "xls": "ingest.readers.workbook",
    "ods": "ingest.readers.ods",
    "html": "ingest.readers.html",
    "docx": "ingest.readers.docx",
    "bundle": "ingest.readers.bundle",
}
"""Format → module with a function `read`."""
NEEDS_OCR_WARNING = "needs_ocr"
"""How a reader's warning about pages that are pictures begins."""


def read_document(name: str, content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Read one document; `name` stands in messages only.

    Raises DocumentRefusedError with a code of seeds/refusal_reasons.csv: nothing else leaves this function for bad
    input, except what stops a process (MemoryError, a crash of a library), which ingest.workers deals with.
    """
    if not content:
        raise DocumentRefusedError("empty_file", f"{name} has no bytes")
    if len(content) > limits.max_bytes:
        raise DocumentRefusedError("too_large", f"{len(content)} bytes, the limit is {limits.max_bytes}")
    document = read_as(detect_format(content), content, limits)
    if document.format != "text":  # a line of text is a row: no cell has two
        document = join_wrapped_numbers(document)
    refuse_unfilled_template(document)
    return document


def read_as(document_format: str, content: bytes, limits: Limits) -> SourceDocument:
    """Read bytes whose format is known already."""
    module = importlib.import_module(READER_MODULES[document_format])
    if document_format == "text":  # the text reader needs no limit but the size of the file
        return cast("Callable[[bytes], SourceDocument]", module.read)(content)
    return cast("Reader", module.read)(content, limits)
