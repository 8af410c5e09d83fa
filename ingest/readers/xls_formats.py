"""What calamine does not give of an XLS sheet: number formats, and how far the cells reach before they are read.

Sources: [MS-CFB] for the compound file, [MS-XLS] for the records of the workbook stream (BIFF8).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from ingest.model import DocumentRefusedError
from ingest.readers.number_formats import BUILTIN_FORMATS, GENERAL
from ingest.readers.xlsx_formats import SheetFormats

_END_OF_CHAIN = 0xFFFFFFFE
_MAX_REGULAR = 0xFFFFFFFA
_DIRECTORY_ENTRY_BYTES = 128
_BOF, _EOF, _BOUND_SHEET, _FILE_PASS, _XF, _FORMAT = 0x0809, 0x000A, 0x0085, 0x002F, 0x00E0, 0x041E
_NUMBER, _RK, _MUL_RK, _FORMULA, _LABEL_SST, _LABEL = 0x0203, 0x027E, 0x00BD, 0x0006, 0x00FD, 0x0204
_BIFF8 = 0x0600


def read_formats(content: bytes) -> list[SheetFormats]:
    """One entry for each sheet in the order of the workbook.

    Raises DocumentRefusedError: encrypted, corrupt. A workbook older than Excel 97 has no formats we read: all General.
    """
    try:
        stream = _workbook_stream(content)
        return _sheets(stream)
    except (struct.error, IndexError) as error:
        raise DocumentRefusedError("corrupt", f"The workbook's records do not fit together: {error}") from error


def _workbook_stream(content: bytes) -> bytes:
    sector_size = 1 << struct.unpack_from("<H", content, 30)[0]
    mini_size = 1 << struct.unpack_from("<H", content, 32)[0]
    if sector_size not in (512, 4096) or mini_size != 64:
        raise DocumentRefusedError("corrupt", "The compound file's header is damaged")
    first_directory, cutoff, first_mini_fat = (struct.unpack_from("<I", content, at)[0] for at in (48, 56, 60))
    fat = _fat(content, sector_size)
    directory = _chain(content, fat, first_directory, sector_size, sector_size)
    entries = dict(_entries(directory))
    start, size = entries.get("Workbook") or entries.get("Book") or (_END_OF_CHAIN, 0)
    if size >= cutoff:
        return _chain(content, fat, start, sector_size, sector_size)[:size]
    mini_fat_bytes = _chain(content, fat, first_mini_fat, sector_size, sector_size)
    mini_fat = struct.unpack(f"<{len(mini_fat_bytes) // 4}I", mini_fat_bytes)
    ministream = _chain(content, fat, entries["Root Entry"][0], sector_size, sector_size)
    return _chain(ministream, mini_fat, start, mini_size, 0)[:size]


def _fat(content: bytes, sector_size: int) -> tuple[int, ...]:
    """The file allocation table, whose own sectors are listed in the header and then in a chain."""
    sectors = [number for number in struct.unpack_from("<109I", content, 76) if number <= _MAX_REGULAR]
    next_list, list_count = struct.unpack_from("<II", content, 68)
    per_sector = sector_size // 4
    for _ in range(min(list_count, len(content) // sector_size)):
        if next_list > _MAX_REGULAR:
            break
        numbers = struct.unpack_from(f"<{per_sector}I", content, (next_list + 1) * sector_size)
        sectors.extend(number for number in numbers[:-1] if number <= _MAX_REGULAR)
        next_list = numbers[-1]
    table: list[int] = []
    for sector in sectors[: len(content) // sector_size + 1]:
        table.extend(struct.unpack_from(f"<{per_sector}I", content, (sector + 1) * sector_size))
    return tuple(table)


def _chain(source: bytes, fat: tuple[int, ...], start: int, size: int, offset: int) -> bytes:
    """The sectors of one stream; a chain that runs in a circle is damage."""
    pieces: list[bytes] = []
    sector = start
    while sector <= _MAX_REGULAR:
        if len(pieces) > len(fat):
            raise DocumentRefusedError("corrupt", "A chain of the compound file has no end")
        at = sector * size + offset
        pieces.append(source[at : at + size])
        sector = fat[sector]
    return b"".join(pieces)


def _entries(directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    for at in range(0, len(directory) - _DIRECTORY_ENTRY_BYTES + 1, _DIRECTORY_ENTRY_BYTES):
        name_bytes = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + min(max(name_bytes - 2, 0), 62)].decode("utf-16-le", errors="replace")
        start, size = struct.unpack_from("<II", directory, at + 116)
        yield name, (start, size)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream, from its BOF to its own EOF; charts inside have both as well."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        at += 4 + length


def _sheets(stream: bytes) -> list[SheetFormats]:
    own: dict[int, str] = {}
    format_numbers: list[int] = []
    starts: list[int] = []
    is_biff8 = struct.unpack_from("<H", stream, 4)[0] == _BIFF8
    for kind, data in _records(stream, 0):
        if kind == _FILE_PASS:
            raise DocumentRefusedError("encrypted", "The workbook asks for a password")
        if kind == _FORMAT and is_biff8:
            own[struct.unpack_from("<H", data)[0]] = _text(data, 2)
        elif kind == _XF:
            format_numbers.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == _BOUND_SHEET:
            starts.append(struct.unpack_from("<I", data)[0])
    known = BUILTIN_FORMATS | own
    formats = [known.get(number, GENERAL) for number in format_numbers] if is_biff8 else []
    return [_sheet(stream, start, formats) for start in starts]


def _text(data: bytes, at: int) -> str:
    length, flags = struct.unpack_from("<HB", data, at)
    if flags & 1:
        return data[at + 3 : at + 3 + 2 * length].decode("utf-16-le", errors="replace")
    return data[at + 3 : at + 3 + length].decode("latin-1")


def _sheet(stream: bytes, start: int, formats: list[str]) -> SheetFormats:
    found = SheetFormats()
    for kind, data in _records(stream, start):
        if kind in (_NUMBER, _RK, _FORMULA):
            row, column, style = struct.unpack_from("<HHH", data)
            _put(found, row, column, style, formats)
        elif kind == _MUL_RK:
            row, first = struct.unpack_from("<HH", data)
            for offset in range((len(data) - 6) // 6):
                style = struct.unpack_from("<H", data, 4 + 6 * offset)[0]
                _put(found, row, first + offset, style, formats)
        elif kind in (_LABEL_SST, _LABEL):
            found.reach((struct.unpack_from("<H", data)[0], struct.unpack_from("<H", data, 2)[0]))
    return found


def _put(found: SheetFormats, row: int, column: int, style: int, formats: list[str]) -> None:
    found.formats[row, column] = formats[style] if style < len(formats) else GENERAL
    found.reach((row, column))
