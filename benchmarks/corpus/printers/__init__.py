"""One printer a format: the pieces of a document to the bytes of a file. A format's libraries are loaded with it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from benchmarks.corpus.pieces import Piece

Printer = Callable[[list[Piece]], bytes]
FORMATS = {"txt": "text", "html": "html", "docx": "docx", "xlsx": "xlsx", "pdf": "pdf"}
"""File extension → module of its printer."""


def printer_of(extension: str) -> Printer:
    """The printer of a format by its file extension; raises KeyError for a format that has none."""
    printer: Printer = import_module(f"benchmarks.corpus.printers.{FORMATS[extension]}").render
    return printer
