"""Tables that a PDF page prints without ruling lines: lines that print amounts are rows, the white space between them
tells the columns. Pure geometry.

Nothing is guessed. Two pieces of text are of one column only where what the rows print there overlaps; a header belongs
to the column that it stands over. Where a row would have two figures in one column, or a header stands over no column
while a column has no header, nothing is read as a table: the lines stay text, and the page is named in a warning.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.model import Box, GridCell
from ingest.readers.layout import NUMBER_LINE
from ingest.readers.pdf_geometry import Glyph
from ingest.readers.pdf_rows import PositionedRow
from ingest.readers.pdf_text import TextLine

_AMOUNT = re.compile(r"[-－−]?\d[\d,，]*[.．]\d+")
_HEAD_LINE = re.compile(r"(?:单位|部门|编制|公开|日期)[^:：]{0,8}[:：]")
"""A line over a table, such as 部门：… 单位：万元: no row of it, though it may print several pieces."""
_PIECE_GAP = 0.7  # of the glyph's height: what stands nearer is one piece, as words around a space in a sentence
_STRING_GAP = 4.0  # the same inside one string, where spaces are printed: 合　　计
_LINE_GAP = 3.0  # of the line's height: what follows further down is another table
_TIGHT_LINES = 0.5  # of the height: less white space above a line than between two rows
_ALIGNED = 2.0  # points
_LEAST_OVERLAP = 0.5  # points
_MUCH_NEARER = 2.0
_LEAST_ROWS = 3
_LEAST_AMOUNTS = 3
_MOST_HEADER_LINES = 6
_MOST_COLUMNS = 60
_BLANK = GridCell("")

Extent = tuple[float, float]
"""Where a column begins and ends across the page."""
Edge = tuple[str, int]
"""left, right or centre, and its place in steps of _ALIGNED."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What a line prints between two wide gaps."""

    text: str
    box: Box

    @property
    def is_number(self) -> bool:
        """Whether it is a number, a code or a dash."""
        return NUMBER_LINE.match(self.text) is not None


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """The lines of one table without ruling, and its rows; no rows where its columns cannot be told apart."""

    lines: tuple[TextLine, ...]
    rows: tuple[PositionedRow, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    line: TextLine
    pieces: tuple[Piece, ...]

    @property
    def is_data(self) -> bool:
        """A name and a number, or several numbers: nothing but whole figures and words, far apart."""
        return len(self.pieces) > 1 and any(piece.is_number for piece in self.pieces)

    @property
    def is_header(self) -> bool:
        return len(self.pieces) > 1 and not _HEAD_LINE.search(self.line.text)


def aligned_tables(lines: Sequence[TextLine], breaks: Sequence[float] = ()) -> Iterator[AlignedTable]:
    """The tables among some lines of a page (top to bottom); none reaches over one of the heights `breaks`."""
    for block in _blocks(lines, breaks):
        taken = 0
        has_table = False
        for first in range(len(block)):
            if first < taken or not block[first].is_data:
                continue
            end = _end_of_rows(block, first)
            start = _start_of_header(block, first, taken)
            taken = end
            is_table = _is_table(block[first:end])
            if is_table or (has_table and any(_AMOUNT.fullmatch(p.text) for r in block[first:end] for p in r.pieces)):
                # Behind a table, a row or two with amounts are perhaps its last ones: nobody knows, so it is said.
                columns = _columns(block[start:first], block[first:end]) if is_table else []
                rows = _rows(block[start:end], columns) if columns else ()
                yield AlignedTable(tuple(item.line for item in block[start:end]), tuple(rows))
                has_table = True


def _blocks(lines: Sequence[TextLine], breaks: Sequence[float]) -> Iterator[list[_Line]]:
    """Lines that follow each other without a wide gap or a ruled table between."""
    block: list[_Line] = []
    for line in lines:
        if block:
            above = block[-1].line
            height = above.box[3] - above.box[1]
            is_cut = any(above.middle < height_of_break < line.middle for height_of_break in breaks)
            if is_cut or line.box[1] - above.box[3] > _LINE_GAP * height:
                yield block
                block = []
        block.append(_Line(line, pieces_of(line)))
    if block:
        yield block


def pieces_of(line: TextLine) -> tuple[Piece, ...]:
    """The pieces of a line, left to right."""
    groups: list[list[Glyph]] = []
    for glyph in sorted((glyph for glyph in line.glyphs if not glyph.text.isspace()), key=lambda item: item.x0):
        if groups:
            last = groups[-1][-1]
            most = _STRING_GAP if glyph.run == last.run else _PIECE_GAP
            if glyph.x0 - last.x1 < most * (glyph.bottom - glyph.top):
                groups[-1].append(glyph)
                continue
        groups.append([glyph])
    if len(groups) > 2 and all(len(group) == 1 and not NUMBER_LINE.match(group[0].text) for group in groups):
        groups = [[glyph for group in groups for glyph in group]]  # a letter-spaced title
    return tuple(Piece(found.text, found.box) for found in map(TextLine, map(tuple, groups)))


def _end_of_rows(block: Sequence[_Line], first: int) -> int:
    """One past the last line that is a row with this one.

    A line without a number is a row where all it prints stands aligned under the rows above. A single piece of words is
    a title, unless it must be the rest of a name in the row above.
    """
    edges: set[Edge] = set()
    end = first
    for index in range(first, len(block)):
        item = block[index]
        if _HEAD_LINE.search(item.line.text) or not (
            item.is_data
            or (len(item.pieces) > 1 and all(_is_aligned(piece, edges) for piece in item.pieces))
            or (len(item.pieces) == 1 and _is_amount_below(item.pieces[0], edges))
            or (len(item.pieces) == 1 and _is_rest_of_name(item.pieces[0], block[index - 1].pieces))
        ):
            break
        edges.update(edge for piece in item.pieces for edge in _edges(piece))
        if len(item.pieces) > 1 or item.pieces[0].is_number:
            end = index + 1  # words alone are in the table only where a row follows
    return end


def _is_aligned(piece: Piece, edges: Collection[Edge]) -> bool:
    return any((kind, place + aside) in edges for kind, place in _edges(piece) for aside in (-1, 0, 1))


def _is_amount_below(piece: Piece, edges: Collection[Edge]) -> bool:
    return _AMOUNT.fullmatch(piece.text) is not None and _is_aligned(piece, edges)


def _is_rest_of_name(piece: Piece, above: Sequence[Piece]) -> bool:
    """A line right below a name, beginning where it begins and no longer than it."""
    height = piece.box[3] - piece.box[1]
    return not piece.is_number and any(
        abs(piece.box[0] - name.box[0]) <= _ALIGNED
        and piece.box[2] <= name.box[2] + _ALIGNED
        and piece.box[1] - name.box[3] < _TIGHT_LINES * height
        for name in above
        if not name.is_number
    )


def _edges(piece: Piece) -> tuple[Edge, ...]:
    """The edges by which a piece may stand in its column, in steps of _ALIGNED: the right one of a number, the left one
    or the middle of words."""
    x0, _, x1, _ = piece.box
    if piece.is_number:
        return (("right", round(x1 / _ALIGNED)),)
    return ("left", round(x0 / _ALIGNED)), ("centre", round((x0 + x1) / 2 / _ALIGNED))


def _start_of_header(block: Sequence[_Line], first: int, taken: int) -> int:
    start = first
    while start > max(taken, first - _MOST_HEADER_LINES) and block[start - 1].is_header:
        start -= 1
    return start


def _is_table(rows: Sequence[_Line]) -> bool:
    """Amounts in several rows, and one of them under another."""
    amounts = [(p.box[0], p.box[2]) for row in rows for p in row.pieces if _AMOUNT.fullmatch(p.text)]
    is_stacked = len(_united(amounts)) < len(amounts)
    return sum(row.is_data for row in rows) >= _LEAST_ROWS and len(amounts) >= _LEAST_AMOUNTS and is_stacked


def _columns(header: Sequence[_Line], rows: Sequence[_Line]) -> list[Extent]:
    """The extents of the columns, left to right; none where they cannot be told apart."""
    lines = [*header, *rows]
    columns = _united([(piece.box[0], piece.box[2]) for row in rows for piece in row.pieces])
    columns = _under_one_header(columns, header, lines) if len(columns) <= _MOST_COLUMNS else columns
    if not 2 <= len(columns) <= _MOST_COLUMNS or any(_is_torn(row, columns) for row in rows):
        return []
    lowest = list(header[-1].pieces) if header else []
    columns = [_with_header_aside(column, columns, lowest) for column in columns]
    beside = [piece for line in header for piece in line.pieces if not _over(piece, columns)]
    if any(piece not in lowest for piece in beside):
        return []  # perhaps a header over several columns that stands between two of them
    found = _united([*columns, *((piece.box[0], piece.box[2]) for piece in beside)])
    if len(found) < len(columns) + len(beside):
        return []
    found = _under_one_header(found, header, lines)
    if (beside and not _all_named(found, header)) or _are_perhaps_one(found, lines):
        return []
    is_shared = any(len({_over(piece, found)[0] for piece in line.pieces}) < len(line.pieces) for line in header)
    return [] if is_shared else found


def _under_one_header(columns: list[Extent], header: Sequence[_Line], lines: Sequence[_Line]) -> list[Extent]:
    """Neighbours that one header stands over and that no line prints both of are one column: figures at its right edge
    and 栏次 at its left. Two columns under a common header have a header each on some line, or figures side by side."""
    for piece in (piece for line in header for piece in line.pieces):
        places = set(_over(piece, columns))
        if len(places) > 1 and not any(_prints_two_of(line, places, columns) for line in lines):
            columns = _united([*columns, (columns[min(places)][0], columns[max(places)][1])])
    return columns


def _prints_two_of(line: _Line, places: set[int], columns: Sequence[Extent]) -> bool:
    return sum(not places.isdisjoint(_over(piece, columns)) for piece in line.pieces) > 1


def _all_named(columns: Sequence[Extent], header: Sequence[_Line]) -> bool:
    """Each column has a header on the lowest line, or one above it that has none below."""
    lowest = header[-1].pieces
    above = [
        piece
        for line in header[:-1]
        for piece in line.pieces
        if all(_gap((piece.box[0], piece.box[2]), (other.box[0], other.box[2])) >= 0 for other in lowest)
    ]
    named = {place for piece in (*lowest, *above) for place in _over(piece, columns)}
    return len(named) == len(columns)


def _with_header_aside(column: Extent, columns: Sequence[Extent], lowest: Sequence[Piece]) -> Extent:
    """A column that no header stands over, together with the header beside it, as over short figures at the right edge:
    less than a wide gap away, where both would be one piece on one line, and each much nearer to the other than to any
    other header or column."""
    aside = [(piece.box[0], piece.box[2]) for piece in lowest if not _over(piece, columns)]
    if not aside or any(_gap((piece.box[0], piece.box[2]), column) < -_LEAST_OVERLAP for piece in lowest):
        return column
    header = min(aside, key=lambda extent: _gap(extent, column))
    rivals = [_gap(other, column) for other in aside if other != header]
    rivals += [_gap(header, other) for other in columns if other != column]
    height = lowest[0].box[3] - lowest[0].box[1]
    gap = max(_gap(header, column), _LEAST_OVERLAP)
    if gap >= _PIECE_GAP * height or any(rival < _MUCH_NEARER * gap for rival in rivals):
        return column
    return min(header[0], column[0]), max(header[1], column[1])


def _gap(one: Extent, other: Extent) -> float:
    """The white space between two extents; below zero where they overlap."""
    return max(one[0], other[0]) - min(one[1], other[1])


def _are_perhaps_one(columns: Sequence[Extent], lines: Sequence[_Line]) -> bool:
    """Whether two columns stand less than a wide gap apart and no line prints something in both."""
    height = max(line.line.box[3] - line.line.box[1] for line in lines)
    printed = [{place for piece in line.pieces for place in _over(piece, columns)} for line in lines]
    narrow = [n for n, (one, other) in enumerate(pairwise(columns)) if _gap(one, other) < _PIECE_GAP * height]
    return any(not any({n, n + 1} <= places for places in printed) for n in narrow)


def _united(extents: Sequence[Extent]) -> list[Extent]:
    united: list[Extent] = []
    for x0, x1 in sorted(extents):
        if united and x0 < united[-1][1] + _LEAST_OVERLAP:
            united[-1] = (united[-1][0], max(united[-1][1], x1))
        else:
            united.append((x0, x1))
    return united


def _over(piece: Piece, columns: Sequence[Extent]) -> list[int]:
    """The columns that a piece stands over or in."""
    x0, _, x1, _ = piece.box
    return [index for index, (start, end) in enumerate(columns) if _gap((x0, x1), (start, end)) < -_LEAST_OVERLAP]


def _is_torn(row: _Line, columns: Sequence[Extent]) -> bool:
    """Two pieces in one column, a figure among them: the column is two columns, or the figure two figures."""
    places = [(_over(piece, columns)[0], piece.is_number) for piece in row.pieces]
    return any(one[0] == other[0] and (one[1] or other[1]) for one, other in pairwise(places))


def _rows(lines: Sequence[_Line], columns: Sequence[Extent]) -> Iterator[PositionedRow]:
    """Each line as a row of all columns; what stands over several is printed in the first, as in a merged cell."""
    for item in lines:
        cells = [_BLANK] * len(columns)
        for piece in item.pieces:
            place = _over(piece, columns)[0]
            cells[place] = _joined(cells[place], piece)
        yield PositionedRow(item.line.middle, tuple(cells))


def _joined(cell: GridCell, piece: Piece) -> GridCell:
    if cell.box is None:
        return GridCell(piece.text, piece.box)
    first, second = cell.box, piece.box
    box = (first[0], min(first[1], second[1]), max(first[2], second[2]), max(first[3], second[3]))
    return GridCell(f"{cell.text} {piece.text}", box)
