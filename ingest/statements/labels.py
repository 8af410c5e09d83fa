"""Placing code and name cells, and what is glued into them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.fold import fold_label, is_number, kind_of_text
from ingest.memory import remembered
from ingest.model import CellRole
from ingest.statements.lines import split_number
from ingest.statements.tables import LineFound, Placement, Sheet, Table

_LONGEST_LABEL_CELL = 80
_TRAILING_NUMBER = re.compile(r"(.*?[^\s0-9.,])\s*([0-9][0-9\s.,]*?)\s*", re.DOTALL)


def put_code_and_label(
    sheet: Sheet,
    table: Table,
    row: int,
    code_columns: Sequence[int],
    label_column: int,
    shift: int,
    line: LineFound,
    side: str | None = None,
) -> None:
    """Give a row's code and name cells their roles; a glued cell keeps its text and gets fragments."""
    for column in [column + shift for column in code_columns]:
        folded = table.fold(row, column)
        if _put_glued(sheet, table, row, column, line, side) or not folded:
            sheet.put(table, row, column, "label" if folded else "noise", side=side, line=line)
        elif fold_label(line.label) == folded:
            sheet.put(table, row, column, "label", side=side, line=line)
        else:
            sheet.put(table, row, column, "code", side=side, line=line)
    column = label_column + shift
    if not table.fold(row, column):
        sheet.put(table, row, column, "noise", side=side)
    elif is_number(table.text(row, column)):
        sheet.put_unplaced(table, row, column, "number_in_label_column", side)
    else:
        _put_glued(sheet, table, row, column, line, side)
        sheet.put(table, row, column, "label", side=side, line=line)


def _put_glued(sheet: Sheet, table: Table, row: int, column: int, line: LineFound, side: str | None) -> bool:
    """Fragments of a cell that holds a code, a name and perhaps half an amount; False where nothing is glued."""
    text = table.text(row, column)
    glued = split_number(text)
    words = glued[1] if glued else text
    number = _trailing_number(words)
    if glued is None and number is None:
        return False
    fragments: list[Placement] = []
    if glued:
        fragments.append(_fragment("code", glued[0], line, side, None))
        fragments.append(_fragment("label", number[0] if number else words, line, side, None))
    if number:
        fragments.append(_fragment("noise", number[1], line, side, "number_glued_into_label"))
    sheet.put_fragments(table, row, column, fragments)
    return True


@remembered
def _trailing_number(words: str) -> tuple[str, str] | None:
    """The words and the number glued to their end, or None."""
    number = _TRAILING_NUMBER.fullmatch(words) if len(words) <= _LONGEST_LABEL_CELL else None
    return None if number is None else (number[1], number[2])


def _fragment(role: str, text: str, line: LineFound, side: str | None, reason: str | None) -> Placement:
    kind = kind_of_text(text) if role == "noise" else "text"
    known: CellRole = "noise" if role == "noise" else "code" if role == "code" else "label"
    return Placement(known, kind, text, side, *line, None, None, reason)
