"""What a document consists of before it is printed in a format: lines of text and tables of cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Key = tuple[str, str, str, str]
"""statement_code, side, line_code, measure_code: the key of a cell in the warehouse; side '' where there is none."""


class Text(NamedTuple):
    """One line of text. `kind`: title, heading, body, unit … for formats that set them apart."""

    text: str
    kind: str = "body"


@dataclass(slots=True)
class Table:
    """One table: rows of cells as printed, and beside each cell its key where it prints an amount."""

    statement_code: str
    rows: list[list[str]]
    keys: list[list[Key | None]]
    header_rows: int


Piece = Text | Table
