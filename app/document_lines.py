"""Lines of a document with cells marked in them: pure functions from lines and places to HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from app.formatting import plain, shortened

Row = Mapping[str, Any]

FOUND = "js-found"
"""How the one cell is marked that a page is about."""
LONGEST_CELL = 40
"""Characters of a neighbouring cell that are shown; extraction can glue a whole table into one cell."""
REACH = 3
"""Lines shown before and after a line that holds a cell."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to mark: where a cell stands (`source_…` of a row), how it is marked, and what a pointer says of it."""

    place: Row
    style: str = FOUND
    title: str = ""


def windows(marks: Iterable[Row], reach: int = REACH) -> list[tuple[int, int, int]]:
    """Page, first and last line of the stretches that show every place with its neighbours; near ones are one."""
    lines = sorted({(row["source_page"] or 1, row["source_line"]) for row in marks if row["source_line"] is not None})
    stretches: list[tuple[int, int, int]] = []
    for page, line in lines:
        first, last = max(1, line - reach), line + reach
        if stretches and stretches[-1][0] == page and first <= stretches[-1][2] + 1:
            stretches[-1] = (page, stretches[-1][1], last)
        else:
            stretches.append((page, first, last))
    return stretches


def lines_html(lines: Sequence[Row], marks: Sequence[Mark]) -> str:
    """Numbered lines in a frame; the places that stand in them are marked."""
    by_line: dict[int, list[Mark]] = {}
    for mark in marks:
        by_line.setdefault(mark.place["source_line"], []).append(mark)
    body = "".join(_line_html(line, by_line.get(line["source_line"], [])) for line in lines)
    return f'<div class="js-lines">{body}</div>'


def _line_html(line: Row, marks: Sequence[Mark]) -> str:
    text = plain(line["text"])
    if line["is_table_row"]:
        cells = text.split("\t")
        found = {index: mark for mark in reversed(marks) if (index := found_index(cells, mark.place)) is not None}
        words = "".join(_cell_html(cell, found.get(index)) for index, cell in enumerate(cells))
    elif stretches := _stretches(text, marks):
        words = _prose_html(text, stretches)
    else:
        words = f"<span>{escape(shortened(text, 3 * LONGEST_CELL))}</span>"
    here = ' js-here" aria-current="true' if marks else ""
    return (
        f'<div class="js-line{here}"><div class="js-number">{line["source_line"]}</div>'
        f'<div class="js-text">{words}</div></div>'
    )


def _stretches(text: str, marks: Sequence[Mark]) -> list[tuple[int, int, Mark]]:
    """Where the marks stand in a line of prose, in order and apart: by position, else at their only occurrence."""
    found = []
    for mark in marks:
        wanted = plain(mark.place.get("source_text"))
        position = mark.place.get("source_position")
        start = position - 1 if position is not None else text.find(wanted) if text.count(wanted) == 1 else -1
        if wanted and start >= 0:
            found.append((start, start + len(wanted), mark))
    found.sort(key=lambda stretch: stretch[:2])
    apart: list[tuple[int, int, Mark]] = []
    for stretch in found:
        if not apart or stretch[0] >= apart[-1][1]:
            apart.append(stretch)
    return apart


def _prose_html(text: str, stretches: Sequence[tuple[int, int, Mark]]) -> str:
    """A line of prose around its marks: as much as of a long line is read at a glance."""
    first = max(0, stretches[0][0] - LONGEST_CELL)
    last = min(len(text), stretches[-1][1] + 2 * LONGEST_CELL)
    parts, position = ["…" if first else ""], first
    for start, end, mark in stretches:
        title = f' title="{escape(mark.title)}"' if mark.title else ""
        style = "js-place" if mark.style == FOUND else f"js-place {mark.style}"
        marked = f'<mark class="{style}"{title}>{escape(text[start:end])}</mark>'
        parts += [escape(text[position:start]), marked]
        position = end
    parts += [escape(text[position:last]), "…" if last < len(text) else ""]
    return f"<span>{''.join(parts)}</span>"


def _cell_html(text: str, mark: Mark | None) -> str:
    if mark is None:
        return f'<span class="js-cell">{escape(shortened(text, LONGEST_CELL))}</span>'
    title = f' title="{escape(mark.title)}"' if mark.title else ""
    return f'<span class="js-cell {mark.style}"{title}>{escape(shortened(text, LONGEST_CELL))}</span>'


def found_index(cells: Sequence[str], place: Row) -> int | None:
    """Which cell of the line is the one: the cell at the source column when it holds the text, else the only match."""
    wanted = plain(place["source_text"]).strip()
    column = place["source_column"]
    for index in (column, column - 1) if column is not None else ():
        if 0 <= index < len(cells) and cells[index].strip() == wanted:
            return int(index)
    matches = [index for index, cell in enumerate(cells) if wanted and cell.strip() == wanted]
    return matches[0] if len(matches) == 1 else None
