"""What extraction does to a page, one kind a function: none of it changes a fact, so a reader must see through it.

The kinds are those of real extracted text; see the head of each function. `add_noise` applies the kinds asked for, each
where it can occur.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from random import Random

from benchmarks.corpus.pieces import Piece, Table, Text

_SEPARATOR = re.compile(r"(?<=\d)([,.])(?=\d)")
_NUMBER = re.compile(r"-?[\d,]+\.\d\d")
_FULL_WIDTH = {ord(character): ord(character) + 0xFEE0 for character in "0123456789,.()"}
_HALF_WIDTH = {ord("（"): "(", ord("）"): ")", ord("："): ":", ord("，"): ","}
_TORN = ("政性金算政款", "国 资 经 预 财 拨 数 数", ". /.az → □L.", "/7 :11:", "だ次", "· · ·")
_LONGEST_LABEL_UNCUT = 12
_ROWS_OF_A_PAGE = 18


def spaced_numbers(pieces: list[Piece], rng: Random) -> list[Piece]:
    """`14, 419. 03`: spaces behind the separators of numbers, in tables and in sentences."""
    for piece in pieces:
        if isinstance(piece, Table):
            for row in piece.rows:
                row[:] = [_spaced(text) if _NUMBER.fullmatch(text) and rng.random() < 0.7 else text for text in row]
    return [
        Text(_SEPARATOR.sub(lambda match: f"{match[1]} ", piece.text), piece.kind)
        if isinstance(piece, Text) and "万元" in piece.text and rng.random() < 0.3
        else piece
        for piece in pieces
    ]


def _spaced(text: str) -> str:
    return _SEPARATOR.sub(lambda match: f"{match[1]} ", text)


def spaced_words(pieces: list[Piece], rng: Random) -> list[Piece]:
    """`财政拨款 收入`: a space inside labels and headers where a narrow cell wrapped them."""
    for piece in pieces:
        if isinstance(piece, Table):
            for row in piece.rows:
                for column, text in enumerate(row):
                    if len(text) > 4 and text.isalpha() and rng.random() < 0.3:
                        place = rng.randrange(2, len(text) - 1)
                        row[column] = f"{text[:place]} {text[place:]}"
    return pieces


def mixed_widths(pieces: list[Piece], rng: Random) -> list[Piece]:
    """Full-width digits in some cells, half-width brackets and colons in the words."""
    for piece in pieces:
        if isinstance(piece, Table) and piece.statement_code:
            for row in piece.rows:
                row[:] = [
                    text.translate(_FULL_WIDTH) if _NUMBER.fullmatch(text) and rng.random() < 0.15 else text
                    for text in row
                ]
    return [
        Text(piece.text.translate(_HALF_WIDTH), piece.kind)
        if isinstance(piece, Text) and piece.kind != "mark" and rng.random() < 0.5
        else piece
        for piece in pieces
    ]


def continued_tables(pieces: list[Piece], rng: Random) -> list[Piece]:
    """A long table goes on after a gap without title or header, and without the columns that are blank there."""
    result: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Text) or piece.statement_code in _WHOLE or len(piece.rows) < _ROWS_OF_A_PAGE + 4:
            result.append(piece)
            continue
        cut = rng.randrange(_ROWS_OF_A_PAGE, len(piece.rows) - 2)
        result.append(Table(piece.statement_code, piece.rows[:cut], piece.keys[:cut], piece.header_rows))
        width = max(column + 1 for row in piece.rows[cut:] for column, text in enumerate(row) if text)
        rest = [row[:width] for row in piece.rows[cut:]]
        result += [Text(""), Table(piece.statement_code, rest, [keys[:width] for keys in piece.keys[cut:]], 0)]
    return result


_WHOLE = (
    "",
    "income_expenditure_summary",
    "fiscal_appropriation_summary",
    "basic_expenditure",
    "three_public_expenses",
)


def garbage_column(pieces: list[Piece], rng: Random) -> list[Piece]:
    """A first column that repeats the expenditure table, in every row of its first page, before the true cells."""
    for piece in pieces:
        if isinstance(piece, Table) and piece.statement_code == "expenditure" and piece.header_rows:
            spoken = [" ".join(text for text in row if text) for row in piece.rows]
            for number, row in enumerate(piece.rows):
                row.insert(0, " ".join(spoken[number : number + 12]))
                piece.keys[number].insert(0, None)
    return pieces


def glued_cells(pieces: list[Piece], rng: Random) -> list[Piece]:
    """`20699 其他科学技术支出 2,928`: code, name and the whole part of the amount in the first cell of a few rows."""
    for piece in pieces:
        if not isinstance(piece, Table) or piece.statement_code not in ("income", "expenditure"):
            continue
        rows = [row for row in piece.rows[piece.header_rows + 1 :] if len(row[0]) == 5 and row[2].endswith(".00")]
        for row in rows[:2]:
            row[0] = f"{row[0]} {row[1]} {row[2].removesuffix('.00')}"
    return pieces


def torn_headers(pieces: list[Piece], rng: Random) -> list[Piece]:
    """Some headers of amounts become unreadable; their 栏次 and their place in the template are left."""
    for piece in pieces:
        if isinstance(piece, Table) and piece.statement_code in (
            "income",
            "expenditure",
            "fiscal_appropriation_summary",
        ):
            header = piece.rows[1 if piece.statement_code == "fiscal_appropriation_summary" else 0]
            last = len(header) - 1
            for column in rng.sample(range(last - 2, last + 1), 2):
                header[column] = rng.choice(_TORN)
    return pieces


def cut_labels(pieces: list[Piece], rng: Random) -> list[Piece]:
    """`机关事业单位基本养老保险`: long names lose their end in one statement."""
    for piece in pieces:
        if isinstance(piece, Table) and piece.statement_code == "general_public_budget_expenditure":
            for row in piece.rows[piece.header_rows :]:
                if len(row[1]) > _LONGEST_LABEL_UNCUT and len(row[0]) == 7:
                    row[1] = row[1][:_LONGEST_LABEL_UNCUT]
    return pieces


def total_in_label(pieces: list[Piece], rng: Random) -> list[Piece]:
    """`人员经费合计 382.73`: the total of the personnel expenses stands in the cell of its label."""
    for piece in pieces:
        if isinstance(piece, Table) and piece.statement_code == "basic_expenditure":
            last = piece.rows[-1]
            last[0], last[2] = f"{last[0]} {last[2]}", ""
    return pieces


KINDS: dict[str, Callable[[list[Piece], Random], list[Piece]]] = {
    "cut_labels": cut_labels,
    "glued_cells": glued_cells,
    "torn_headers": torn_headers,
    "total_in_label": total_in_label,
    "continued_tables": continued_tables,
    "garbage_column": garbage_column,
    "spaced_words": spaced_words,
    "mixed_widths": mixed_widths,
    "spaced_numbers": spaced_numbers,
}


def add_noise(pieces: list[Piece], kinds: Collection[str], seed: str) -> list[Piece]:
    """The pieces with the kinds of noise asked for, in the order of KINDS; the same seed gives the same noise."""
    for kind, apply in KINDS.items():
        if kind in kinds:
            pieces = apply(pieces, Random(f"{seed}/{kind}"))
    return pieces
