"""Which known documents are read again: those that another version of the parser has read and that are still there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.discovery import DocumentSource, content_sha256, discover
from ingest.landing import KnownDocument
from ingest.limits import Limits
from ingest.model import DocumentRefusedError
from ingest.parser_version import parser_version


@dataclass(frozen=True, slots=True)
class KnownReadings:
    """The documents in raw, by the SHA-256 of their content: those read as this parser reads, and the others."""

    current: frozenset[str]
    stale: frozenset[str]
    stale_paths: tuple[Path, ...]
    """Where the stale ones were found."""


def known_readings(documents: Iterable[KnownDocument], *, reread: bool = False) -> KnownReadings:
    """Tell the readings of this version from those of others; with `reread` all count as others."""
    documents = list(documents)
    stale = [document for document in documents if reread or document.parser_version != parser_version()]
    hashes = frozenset(document.content_sha256 for document in stale)
    current = frozenset(document.content_sha256 for document in documents) - hashes
    return KnownReadings(current, hashes, tuple(Path(document.source_path) for document in stale))


def with_stale(given: Sequence[DocumentSource], known: KnownReadings, limits: Limits) -> list[DocumentSource]:
    """The sources given, and the stale documents that still lie where they were found, unchanged."""
    paths = {source.path for source in given}
    elsewhere = discover(path for path in known.stale_paths if path not in paths and path.exists())
    there = [source for source in elsewhere if source.path not in paths and _hash(source, limits) in known.stale]
    return sorted([*given, *there], key=lambda source: source.path)


def _hash(source: DocumentSource, limits: Limits) -> str | None:
    """None for a file that cannot be read any more: nobody asked for it now."""
    try:
        return content_sha256(source, limits.max_bytes)
    except (DocumentRefusedError, OSError):
        return None
