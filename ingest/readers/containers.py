"""ZIP containers (XLSX, DOCX, bundles): looked through within limits before any library unpacks them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.limits import Limits
from ingest.model import DocumentRefusedError

_CHUNK_BYTES = 1 << 20
_OVERLAP_BYTES = 64
_ENCRYPTED_FLAG = 0x1
_UTF8_FLAG = 0x800
_MARKUP_SUFFIXES = (".xml", ".rels", ".vml", ".xhtml")
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_WORD_BODY = "word/document.xml"
_WORD_ROW = re.compile(rb"<w:tr[\s>/]")
_WORD_CELL = re.compile(rb"<w:tc[\s>/]")


@dataclass(slots=True)
class _Budget:
    """What is left of the limits while members are unpacked."""

    expanded: int = 0
    rows: int = 0
    cells: int = 0


def open_container(content: bytes) -> zipfile.ZipFile:
    """Open a ZIP; raises DocumentRefusedError corrupt."""
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DocumentRefusedError("corrupt", f"The ZIP container cannot be opened: {error}") from error


def check_container(content: bytes, limits: Limits) -> None:
    """Unpack every member in pieces, keep none, and refuse what is over a limit or dangerous.

    Sizes are counted while inflating, because those in the directory may lie. Raises DocumentRefusedError: encrypted,
    corrupt, expansion_bomb, external_entity, has_macros, too_many_pages (rows or cells of sheets and Word tables).
    """
    budget = _Budget()
    with open_container(content) as archive:
        members = archive.infolist()
        if len(members) > limits.max_members:
            raise DocumentRefusedError("expansion_bomb", f"{len(members)} members, the limit is {limits.max_members}")
        for member in members:
            _refuse_by_directory(member)
            _check_member(archive, member, limits, budget)


def _refuse_by_directory(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & _ENCRYPTED_FLAG:
        raise DocumentRefusedError("encrypted", f"{member.filename} is encrypted")
    if member.filename.rsplit("/", 1)[-1].lower() in ("vbaproject.bin", "vbadata.xml"):
        raise DocumentRefusedError("has_macros", f"It holds {member.filename}")


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits, budget: _Budget) -> None:
    is_markup = member.filename.lower().endswith(_MARKUP_SUFFIXES)
    row_mark, cell_mark = _marks(member.filename)
    tail = b""
    size = 0
    for chunk in unpacked(archive, member):
        size += len(chunk)
        budget.expanded += len(chunk)
        _check_expansion(member, size, budget.expanded, limits)
        if is_markup:
            window = tail + chunk.replace(b"\x00", b"")  # UTF-16 markup shows its words once the zeros are gone
            if _ENTITY.search(window):
                raise DocumentRefusedError("external_entity", f"{member.filename} declares a document type or entities")
            if row_mark and cell_mark:
                # A mark that straddles the border is in both windows and counts twice: limits need no exactness.
                budget.rows += len(row_mark.findall(window))
                budget.cells += len(cell_mark.findall(window))
                limits.check_rows(budget.rows, budget.cells, member.filename)
            tail = window[-_OVERLAP_BYTES:]


def _marks(name: str) -> tuple[re.Pattern[bytes] | None, re.Pattern[bytes] | None]:
    if _SHEET.fullmatch(name):
        return _ROW, _CELL
    return (_WORD_ROW, _WORD_CELL) if name == _WORD_BODY else (None, None)


def _check_expansion(member: zipfile.ZipInfo, size: int, expanded: int, limits: Limits) -> None:
    if expanded > limits.max_expanded_bytes:
        raise DocumentRefusedError("expansion_bomb", f"It unpacks to more than {limits.max_expanded_bytes} bytes")
    stored = max(member.compress_size, 1)
    if size > limits.expansion_floor_bytes and size > stored * limits.max_expansion_ratio:
        ratio = limits.max_expansion_ratio
        raise DocumentRefusedError("expansion_bomb", f"{member.filename} unpacks to more than {ratio} times its size")


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of one member in pieces; raises DocumentRefusedError corrupt, also for a wrong checksum."""
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise DocumentRefusedError("corrupt", f"{member.filename} cannot be unpacked: {error}") from error


def member_name(member: zipfile.ZipInfo) -> str:
    """The member's name; names that are not marked as UTF-8 are GBK in archives packed in China."""
    if member.flag_bits & _UTF8_FLAG:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gbk"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename
