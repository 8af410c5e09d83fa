"""A ZIP of the parts of one department-year: one document, its pages in the order of the parts' names.

A ZIP is always one document. A folder is one when `ingest.discovery.is_one_document` says so, and is packed into a ZIP
before it comes here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.model import DocumentRefusedError, Page, SourceDocument
from ingest.readers.containers import check_container, member_name, open_container, unpacked
from ingest.readers.detection import detect_format

_IGNORED = ("__MACOSX", "Thumbs.db", "desktop.ini")


def read(content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Read all parts; `Page.name` is the part's name, with the sheet's after a slash.

    Raises DocumentRefusedError with the part's own code where a part that is a document cannot be read: statements
    without one of their parts would look whole. Pictures and other files are passed over with a warning. A ZIP inside
    a ZIP is refused as expansion_bomb.
    """
    check_container(content, limits)
    pages: list[Page] = []
    warnings: list[str] = []
    encodings: set[str] = set()
    for name, data in _parts(content):
        try:
            part = _read_part(name, data, limits)
        except DocumentRefusedError as error:
            if error.code != "not_a_document":
                raise DocumentRefusedError(error.code, f"{name}: {error.detail}") from error
            warnings.append(f"{name} passed over: {error.detail}")
            continue
        pages.extend(
            replace(page, number=len(pages) + offset, name=f"{name}/{page.name}" if page.name else name)
            for offset, page in enumerate(part.pages, start=1)
        )
        limits.check_pages(len(pages))
        warnings.extend(f"{name}: {warning}" for warning in part.warnings)
        encodings |= {part.encoding} - {""}
    if not pages:
        raise DocumentRefusedError("not_a_document", "; ".join(["The ZIP holds no document", *warnings]))
    return SourceDocument("bundle", tuple(pages), ", ".join(sorted(encodings)), tuple(warnings))


def _read_part(name: str, data: bytes, limits: Limits) -> SourceDocument:
    from ingest.readers import read_as  # the registry imports no reader at load time, so this cannot be circular

    if not data:
        raise DocumentRefusedError("not_a_document", "The file has no bytes")
    part_format = detect_format(data)
    if part_format == "bundle":
        raise DocumentRefusedError("expansion_bomb", f"{name} is a ZIP inside a ZIP")
    return read_as(part_format, data, limits)


def _parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    with open_container(content) as archive:
        members = [(member_name(member), member) for member in archive.infolist() if not member.is_dir()]
        for name, member in sorted(members, key=lambda item: item[0]):
            pieces = name.split("/")
            if not any(piece.startswith((".", "~$")) or piece in _IGNORED for piece in pieces):
                yield name, b"".join(unpacked(archive, member))
