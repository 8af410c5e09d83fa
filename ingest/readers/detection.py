"""What a file is, from its bytes."""

from __future__ import annotations

import re
from itertools import islice

from ingest.model import DocumentRefusedError
from ingest.readers.containers import open_container, unpacked

_HEAD_BYTES = 4096
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS_MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_PDF_WINDOW = 1024  # readers accept a header anywhere in the first 1024 bytes (PDF 1.7, Annex H, note 13)
_TEXT_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_HTML_MARK = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|div|p)[\s>/]", re.IGNORECASE)
_OTHER_FORMATS = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"Rar!", "a RAR archive; unpack it, or pack it as ZIP"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it, or pack it as ZIP"),
    (b"\x1f\x8b", "a gzip file; unpack it"),
    (b"{\\rtf", "an RTF file; save it as DOCX"),
)


def detect_format(content: bytes) -> str:
    """Give text, pdf, xlsx, xls, ods, html, docx or bundle.

    Raises DocumentRefusedError: not_a_document for any other format, corrupt for a container that cannot be opened,
    encrypted for an office file in an encrypted package.
    """
    if b"%PDF-" in content[:_PDF_WINDOW]:
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_format(content)
    if content.startswith(_OLE_MAGIC):
        return _ole_format(content)
    for magic, description in _OTHER_FORMATS:
        if content.startswith(magic):
            raise DocumentRefusedError("not_a_document", f"It is {description}")
    return _markup_or_text(content)


def _zip_format(content: bytes) -> str:
    with open_container(content) as archive:
        names = set(archive.namelist())
        mimetype = b"".join(islice(unpacked(archive, archive.getinfo("mimetype")), 1)) if "mimetype" in names else b""
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise DocumentRefusedError("not_a_document", "It is a binary workbook (XLSB); save it as XLSX")
    if "mimetype" in names and "content.xml" in names:
        if mimetype.startswith(_ODS_MIMETYPE):
            return "ods"
        raise DocumentRefusedError("not_a_document", "It is an OpenDocument file but no workbook; save it as DOCX")
    if any(name.startswith("ppt/") for name in names):
        raise DocumentRefusedError("not_a_document", "It is a slide show")
    return "bundle"


def _ole_format(content: bytes) -> str:
    """Tell the kinds of OLE2 compound files apart by the names in their directory (UTF-16)."""
    if _has_stream(content, "EncryptedPackage"):
        raise DocumentRefusedError("encrypted", "The office file is in an encrypted package")
    if _has_stream(content, "Workbook") or _has_stream(content, "Book"):
        return "xls"
    if _has_stream(content, "WordDocument"):
        raise DocumentRefusedError("not_a_document", "It is a Word 97–2003 file (DOC); save it as DOCX")
    raise DocumentRefusedError("not_a_document", "It is an OLE2 file without a workbook")


def _has_stream(content: bytes, name: str) -> bool:
    """A directory entry holds its name in 64 bytes, ended by a zero character."""
    return name.encode("utf-16-le") + b"\x00\x00" in content


def _markup_or_text(content: bytes) -> str:
    head = content[:_HEAD_BYTES]
    if head.startswith(_TEXT_BOMS[:2]):
        head = head.decode("utf-16", errors="replace").encode()
    elif head.startswith(_TEXT_BOMS[2]):
        head = head[3:]
    stripped = head.lstrip()
    if stripped.startswith(b"<"):
        if _HTML_MARK.search(head):
            return "html"
        if stripped[:5].lower() == b"<?xml":
            if b"<!ENTITY" in head:
                raise DocumentRefusedError("external_entity", "The XML file declares entities")
            raise DocumentRefusedError("not_a_document", "It is an XML file; save it as XLSX or DOCX")
    return "text"
