"""Text files: bytes to lines, runs of lines with tabs to grids.

The encoding is told from the bytes alone: byte order marks, then UTF-8, then GB18030, each accepted only if the text it
gives looks like writing; charset-normalizer is asked last, on a sample. Everything here is linear in the size.
"""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from ingest.model import DocumentRefusedError, Grid, GridCell, GridRow, Page, Paragraph, SourceDocument

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LINE_END = re.compile(r"\r\n|\r|\n")
_CONTROLS = r"\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff"
_CONTROL = re.compile(f"[{_CONTROLS}]")
_NOT_WRITING = re.compile(rf"[{_CONTROLS}\x80-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_RARE_IN_CHINESE = re.compile(
    r"[^\x09-\x7e\u00a0-\u00ff\u2000-\u33ff\u4e00-\u9fff\uf900-\ufaff\ufe10-\ufe6f\uff00-\uffef]"
)
_new = tuple.__new__  # a named tuple's own constructor takes twice as long
_SAMPLE_CHARACTERS = 200_000
_SAMPLE_BYTES = 65_536
_MOST_STRANGE_SHARE = 0.02


def read(content: bytes) -> SourceDocument:
    """Read one text file into a document of one page.

    Raises DocumentRefusedError: empty_file for no bytes or only white space, not_a_document for binary content,
    undecodable_text where no encoding gives readable writing.
    """
    if not content:
        raise DocumentRefusedError("empty_file", "The file has no bytes")
    text, encoding = decode(content)
    if not text.strip("\ufeff \t\r\n\f\v\u3000"):
        raise DocumentRefusedError("empty_file", "The file holds nothing but white space")
    lines = _LINE_END.split(text) if "\r" in text else text.split("\n")
    lines[0] = lines[0].removeprefix("\ufeff")
    if not lines[-1]:
        lines.pop()  # what follows the last line end is no line
    page = Page(number=1, blocks=tuple(_blocks(lines)))
    return SourceDocument(format="text", pages=(page,), encoding=encoding)


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; raises DocumentRefusedError as `read` does."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            text = _decoded(content, encoding)
            if text is None or not _is_writing(text):
                raise DocumentRefusedError("undecodable_text", f"The file announces {encoding} and is not")
            return text, encoding
    candidates = _utf_16_candidates(content) if b"\x00" in content else ("utf-8", "gb18030")
    for encoding in candidates:
        text = _decoded(content, encoding)
        if text is not None and _is_writing(text) and (encoding == "utf-8" or _is_chinese(text)):
            return text, encoding
    if b"\x00" in content:
        raise DocumentRefusedError("not_a_document", "The file is binary: it holds zero bytes")
    return _decoded_by_last_witness(content)


def _decoded_by_last_witness(content: bytes) -> tuple[str, str]:
    if _CONTROL.search(content[:_SAMPLE_BYTES].decode("latin-1")):
        raise DocumentRefusedError("not_a_document", "The file is binary: it holds control characters")
    best = from_bytes(content[:_SAMPLE_BYTES]).best()
    text = _decoded(content, best.encoding) if best is not None else None
    if best is None or text is None or not _is_chinese(text) or not _is_writing(text):
        raise DocumentRefusedError("undecodable_text", "The text is neither UTF-8, UTF-16 nor GB18030")
    return text, best.encoding


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _utf_16_candidates(content: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark: its tabs, digits and line ends put zero bytes at one parity only."""
    sample = content[:_SAMPLE_BYTES]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(content) % 2 or min(even, odd) * 20 > max(even, odd):
        return ()
    return ("utf-16-le",) if odd > even else ("utf-16-be",)


def _is_writing(text: str) -> bool:
    """No control characters and hardly any character that no writing has."""
    sample = text[:_SAMPLE_CHARACTERS]
    strange = _NOT_WRITING.findall(sample)
    if _CONTROL.search("".join(strange)):
        return False
    return len(strange) <= len(sample) * _MOST_STRANGE_SHARE


def _is_chinese(text: str) -> bool:
    """GB18030 decodes almost anything: only the characters of modern Chinese writing count as its witness."""
    sample = text[:_SAMPLE_CHARACTERS]
    return len(_RARE_IN_CHINESE.findall(sample)) <= len(sample) * _MOST_STRANGE_SHARE


class _Cells(dict[str, GridCell]):
    """One cell for each different text: in a text file a cell is nothing but its text."""

    def __missing__(self, text: str) -> GridCell:
        cell = self[text] = _new(GridCell, (text, None, ""))
        return cell


def _blocks(lines: list[str]) -> list[Paragraph | Grid]:
    blocks: list[Paragraph | Grid] = []
    rows: list[GridRow] = []
    cell_of = _Cells().__getitem__
    for number, text in enumerate(lines, start=1):
        if "\t" in text:
            rows.append(_new(GridRow, (number, tuple(map(cell_of, text.split("\t"))))))
            continue
        if rows:
            blocks.append(Grid(tuple(rows)))
            rows = []
        blocks.append(_new(Paragraph, (number, text, None)))
    if rows:
        blocks.append(Grid(tuple(rows)))
    return blocks
