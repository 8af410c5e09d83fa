"""Merged cells of the first header row: a text and the blank cells right of it are one cell."""

from __future__ import annotations

from collections.abc import Sequence


def first_row_spans(row: Sequence[str]) -> list[tuple[str, int]]:
    """(text, width) of each cell of the row once merged."""
    spans: list[tuple[str, int]] = []
    for text in row:
        if text or not spans:
            spans.append((text, 1))
        else:
            spans[-1] = (spans[-1][0], spans[-1][1] + 1)
    return spans
