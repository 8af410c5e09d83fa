"""The version of the parser: a hash of all that decides what a document is read into.

Stored with each document, so that a document read by another version is read again. What decides is the source of the
ingest but for the modules that only carry documents about, the seeds it reads, and the versions of the libraries that
open files. A change of a comment gives a new version too: to read again needlessly costs seconds, to keep figures that
the parser would no longer read so costs trust (docs/decisions/2026-11-27-parser-version.md).
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ingest.vocabulary import DEFAULT_SEED_FOLDER

SOURCE_FOLDER = Path(__file__).resolve().parent
CARRIERS = frozenset({"discovery.py", "landing.py", "pipeline.py", "storage.py", "worker_process.py", "workers.py"})
"""Modules that find, carry and store documents and have no say in what is read in them."""
SEEDS = (
    "document_marks",
    "evaluation_*",
    "function_class_names",
    "function_classes",
    "line_labels",
    "lines",
    "measure_headers",
    "measures",
    "money_units",
    "narrative_*",
    "statement_titles",
    "statements",
)
LIBRARIES = ("charset-normalizer", "lxml", "openpyxl", "pdfplumber", "pypdfium2", "python-calamine", "python-docx")
_DIGITS = 12


@lru_cache(maxsize=1)
def parser_version() -> str:
    """Twelve hexadecimal digits, the same for the same parser on every machine."""
    digest = hashlib.sha256()
    for path in [*_sources(), *_seeds()]:
        digest.update(f"{path.name}\0".encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    for library in LIBRARIES:
        digest.update(f"{library} {_version_of(library)}\0".encode())
    return digest.hexdigest()[:_DIGITS]


def _sources() -> list[Path]:
    found = [path for path in SOURCE_FOLDER.rglob("*.py") if path.name not in CARRIERS]
    return sorted(found, key=lambda path: path.relative_to(SOURCE_FOLDER).as_posix())


def _seeds() -> list[Path]:
    return sorted({path for name in SEEDS for path in DEFAULT_SEED_FOLDER.glob(f"{name}.csv")})


def _version_of(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
