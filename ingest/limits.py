"""The limits within which one document is read: bytes, pages, rows, cells, expansion, nesting, time and memory.

A document over a limit is refused with a code of seeds/refusal_reasons.csv; docs/formats.md lists which limit gives
which code. The defaults leave a wide margin above the largest accounts published (about 3 MB and 200 pages) and keep
one document below a minute and a gigabyte. A caller changes one with `dataclasses.replace`.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.model import DocumentRefusedError

_MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one document; every bound is inclusive."""

    max_bytes: int = 100 * _MEBIBYTE
    """Size of the file (or of all files of a folder that is one document)."""
    max_pages: int = 1_000
    """Pages of a PDF, sheets of a workbook."""
    max_rows: int = 100_000
    """Rows of all grids, and table rows declared in a workbook before it is read."""
    max_cells: int = 1_000_000
    """Cells of all grids, and cells declared in a workbook before it is read."""
    max_expanded_bytes: int = 300 * _MEBIBYTE
    """Bytes of all members of a ZIP container (XLSX, DOCX, bundle) after inflating."""
    max_expansion_ratio: int = 200
    """Inflated bytes over stored bytes of one member; looked at from `expansion_floor_bytes` upward."""
    expansion_floor_bytes: int = 10 * _MEBIBYTE
    """Small members may compress as well as they like."""
    max_members: int = 5_000
    """Members of a ZIP container."""
    max_nesting: int = 200
    """Depth of elements of a web page and of tables inside tables."""
    max_page_objects: int = 200_000
    """Characters, and separately path segments, of one PDF page."""
    seconds: float = 60.0
    """Wall time of one document in its worker."""
    memory_bytes: int = 1_024 * _MEBIBYTE
    """Memory that one worker may take above what it holds after starting."""

    def check_pages(self, count: int, what: str = "pages") -> None:
        """Raise `too_many_pages` when a document has more pages or sheets than allowed."""
        if count > self.max_pages:
            raise DocumentRefusedError("too_many_pages", f"{count} {what}, the limit is {self.max_pages}")

    def check_rows(self, rows: int, cells: int, where: str) -> None:
        """Raise `too_many_pages` when the rows or the cells counted so far are more than allowed."""
        if rows > self.max_rows:
            raise DocumentRefusedError("too_many_pages", f"{where}: more than {self.max_rows} rows")
        if cells > self.max_cells:
            raise DocumentRefusedError("too_many_pages", f"{where}: more than {self.max_cells} cells")

    def check_nesting(self, depth: int, where: str) -> None:
        """Raise `expansion_bomb` when elements or tables are nested deeper than allowed."""
        if depth > self.max_nesting:
            raise DocumentRefusedError("expansion_bomb", f"{where}: nested deeper than {self.max_nesting} levels")


DEFAULT_LIMITS = Limits()
