"""Plain text: cells joined by tabs, an empty line between blocks."""

from __future__ import annotations

from benchmarks.corpus.pieces import Piece, Text


def render(pieces: list[Piece]) -> bytes:
    """UTF-8 bytes of a document."""
    lines: list[str] = []
    for piece in pieces:
        if isinstance(piece, Text):
            lines += (piece.text, "")
        else:
            lines += ["\t".join(row) for row in piece.rows]
            lines.append("")
    return ("\n".join(lines) + "\n").encode()
