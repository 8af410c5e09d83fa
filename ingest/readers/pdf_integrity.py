"""Whether a PDF is whole: pdfium repairs what it can and says nothing, and a repaired page may have lost its figures.

A deflated stream ends in a checksum (RFC 1950), so damage inside it can be told for certain.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from ingest.limits import Limits
from ingest.model import DocumentRefusedError

_TAIL_BYTES = 4096
_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)")
_DICTIONARY_BYTES = 4096
_FIRST_FILTER = re.compile(rb"/Filter\s*\[?\s*/(\w+)")
_ENCRYPTED = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R|/Encrypt\s*<<")
_CHUNK_BYTES = 1 << 20


def refuse_damaged(content: bytes, limits: Limits) -> None:
    """Raise corrupt for a file without its end or with a broken stream, expansion_bomb for streams beyond the limit.

    Pictures are passed over: no figure depends on them. Streams of encrypted files cannot be looked into.
    """
    if b"%%EOF" not in content[-_TAIL_BYTES:]:
        raise DocumentRefusedError("corrupt", "The PDF ends without its end mark (%%EOF): it is cut off")
    if _ENCRYPTED.search(content):
        return
    expanded = 0
    for start in _deflated_streams(content):
        expanded += _inflated_size(content, start, limits.max_expanded_bytes - expanded)


def _deflated_streams(content: bytes) -> Iterator[int]:
    position = 0
    while found := _STREAM.search(content, position):
        position = found.end()
        dictionary = content[max(0, found.start() - _DICTIONARY_BYTES) : found.start()]
        dictionary = dictionary[dictionary.rfind(b"obj") :]
        first_filter = _FIRST_FILTER.search(dictionary)
        is_picture = b"/Image" in dictionary and b"/Width" in dictionary
        if first_filter and first_filter.group(1) in (b"FlateDecode", b"Fl") and not is_picture:
            yield position
            end = content.find(b"endstream", position)
            position = end + len(b"endstream") if end >= 0 else position


def _inflated_size(content: bytes, start: int, most: int) -> int:
    """The size of one stream after inflating; stops at the limit, whatever the stream claims."""
    inflater = zlib.decompressobj()
    size = 0
    position = start
    pending = b""
    try:
        while not inflater.eof:
            if not pending:
                pending = content[position : position + _CHUNK_BYTES]
                position += _CHUNK_BYTES
                if not pending:
                    raise DocumentRefusedError("corrupt", f"The stream at byte {start} has no end")
            size += len(inflater.decompress(pending, _CHUNK_BYTES))
            pending = inflater.unconsumed_tail
            if size > most:
                raise DocumentRefusedError("expansion_bomb", f"The stream at byte {start} inflates beyond the limit")
    except zlib.error as error:
        raise DocumentRefusedError("corrupt", f"The stream at byte {start} is damaged: {error}") from error
    return size
