"""Which documents lie under the paths given, and their bytes. The one module of the ingest that opens documents."""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.model import DocumentRefusedError

BUNDLED_FOLDER = Path(__file__).parent / "bundled"

_CHUNK_BYTES = 1 << 20
_IGNORED_NAMES = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX"})
_WORKBOOK_SUFFIXES = frozenset({".xls", ".xlsx", ".ods"})
_PART_SUFFIXES = _WORKBOOK_SUFFIXES | {".docx", ".htm", ".html", ".txt"}
_STATEMENT_PART = re.compile(
    r"(?:财决)?公开\d{0,2}表|附?表[一二三四五六七八九十\d]+"
    r"|(?:一般公共预算|政府性基金|国有资本经营|财政拨款|基本支出|项目支出|收入支出|收支|收入|支出|“?三公”?经费"
    r"|预算|决算|总|明细|公开|部门|单位)*表"
)
_NARRATIVE_PART = re.compile(r"(?:文字)?(?:情况)?(?:说明|报告|文字|封面|目录|概况|名词解释)")
_FILLER = re.compile(
    r"部门决算|单位决算|决算|公开|信息|数据|文本|年度|年|附件|附表|正文|[一二三四五六七八九十\d]"
    r"|[\s_、，,.．。:：()（）\-－—《》“”\"']"
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class DocumentSource:
    """Where one document lies: a file, or a folder and the files in it that together make one document."""

    path: Path
    parts: tuple[Path, ...] = ()

    @property
    def name(self) -> str:
        """The file's or the folder's own name."""
        return self.path.name


def bundled_documents() -> list[Path]:
    """The documents that come with the package, sorted."""
    return sorted(path for path in BUNDLED_FOLDER.glob("*") if path.is_file() and not _is_hidden(path.name))


def discover(paths: Iterable[Path]) -> list[DocumentSource]:
    """All documents under files and folders, each once, sorted by path.

    Hidden files and folders (a leading dot), lock files of office programs (~$) and files that a desktop leaves behind
    are passed over; links to folders are not followed. A path that does not exist stays in the list, so that it is
    reported and not forgotten. Every other file is listed, whatever it is.
    """
    found: dict[Path, DocumentSource] = {}
    for given in paths:
        path = Path(os.path.abspath(given))  # noqa: PTH100 - links keep their own names
        sources = _walk(path) if path.is_dir() else iter([DocumentSource(path)])
        for source in sources:
            found.setdefault(source.path, source)
    return [found[path] for path in sorted(found)]


def _walk(folder: Path) -> Iterator[DocumentSource]:
    for root, folder_names, file_names in os.walk(folder):
        folder_names[:] = sorted(name for name in folder_names if not _is_hidden(name))
        names = sorted(name for name in file_names if not _is_hidden(name))
        here = Path(root)
        if not folder_names and is_one_document(names):
            yield DocumentSource(here, tuple(here / name for name in names))
        else:
            yield from (DocumentSource(here / name) for name in names)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name in _IGNORED_NAMES


def is_one_document(names: Sequence[str]) -> bool:
    """Whether the files of a folder are the parts of one department-year, judged by their names alone.

    All must hold: at least two files; a workbook among them; each a workbook, Word, web or text file; each named as a
    part (a statement's title or number, or a word for the narrative such as 说明); no part twice; and, the part's name
    and the numbering taken away, what remains of the names is the same in all (department, year) or nothing.
    So ten departments' workbooks in one folder stay ten documents, and ten years of one department as well.
    """
    suffixes = {Path(name).suffix.lower() for name in names}
    if len(names) < 2 or not suffixes <= _PART_SUFFIXES or not suffixes & _WORKBOOK_SUFFIXES:
        return False
    stems = [Path(name).stem for name in names]
    parts = [_STATEMENT_PART.search(stem) or _NARRATIVE_PART.search(stem) for stem in stems]
    if not all(parts) or len(set(stems)) < len(stems):
        return False
    departments = {_remainder(stem) for stem in stems} - {""}
    years = {year for stem in stems for year in _YEAR.findall(stem)}
    return len(departments) <= 1 and len(years) <= 1


def _remainder(stem: str) -> str:
    """What a file name says besides its part, its year and its number: the department."""
    return _FILLER.sub("", _NARRATIVE_PART.sub("", _STATEMENT_PART.sub("", stem)))


def content_sha256(source: DocumentSource, max_bytes: int) -> str:
    """The hash that `document_id` derives from, read in pieces.

    Raises DocumentRefusedError (too_large, empty_file, not_a_document) and OSError.
    """
    if source.parts:
        return hashlib.sha256(pack_parts(source, max_bytes)).hexdigest()
    status = source.path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise DocumentRefusedError("not_a_document", "It is not a regular file")
    if status.st_size > max_bytes:
        raise DocumentRefusedError("too_large", f"{status.st_size} bytes, the limit is {max_bytes}")
    if status.st_size == 0:
        raise DocumentRefusedError("empty_file", "The file has no bytes")
    digest = hashlib.sha256()
    with source.path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def read_bounded(path: Path, max_bytes: int) -> bytes:
    """Read a file, and never more than one byte above the limit."""
    with path.open("rb") as file:
        content = file.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise DocumentRefusedError("too_large", f"More than {max_bytes} bytes")
    return content


def pack_parts(source: DocumentSource, max_bytes: int) -> bytes:
    """The parts of a folder as one ZIP whose bytes depend on their names and contents only."""
    buffer = io.BytesIO()
    remaining = max_bytes
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for part in sorted(source.parts):
            content = read_bounded(part, remaining)
            remaining -= len(content)
            archive.writestr(zipfile.ZipInfo(part.name, _FIXED_TIME), content)
    return buffer.getvalue()
