"""One fixture a noise of real extracted text: tests/fixtures/ingest/NAME.txt and, by hand, NAME.csv.

The CSV lists every cell that prints a number or cannot be read, by what becomes of it: amount, unplaced, noise,
unreadable. Rows of role blank name amount cells that print nothing; not all of those need be listed.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from ingest.model import RawCell
from tests.python.ingest.cells import amount_key, parse_text

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "ingest"
NAMES = sorted(path.stem for path in FIXTURES.glob("*.txt"))
PRINTED = ("printed_number", "printed_zero")


def _expected(name: str) -> list[dict[str, str]]:
    with (FIXTURES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _observed_row(cell: RawCell) -> tuple[str, ...] | None:
    if cell.cell_role == "amount" and cell.cell_kind == "unreadable":
        return ("unreadable", *amount_key(cell), cell.text, cell.reason or "")
    if cell.cell_role in ("amount", "unplaced", "noise") and cell.cell_kind in PRINTED:
        return (cell.cell_role, *amount_key(cell), cell.text, cell.reason or "")
    return None


@pytest.mark.parametrize("name", NAMES)
def test_every_number_has_the_place_written_by_hand(name: str) -> None:
    parsed = parse_text((FIXTURES / f"{name}.txt").read_text(encoding="utf-8"))
    observed = Counter(row for cell in parsed.cells if (row := _observed_row(cell)) is not None)
    expected = Counter(tuple(row.values()) for row in _expected(name) if row["role"] != "blank")
    assert observed == expected


@pytest.mark.parametrize("name", NAMES)
def test_blank_cells_have_their_place_and_print_nothing(name: str) -> None:
    parsed = parse_text((FIXTURES / f"{name}.txt").read_text(encoding="utf-8"))
    kinds = {amount_key(cell): cell.cell_kind for cell in parsed.cells if cell.cell_role == "amount"}
    for row in _expected(name):
        if row["role"] == "blank":
            key = (row["statement_code"], row["side"], row["line_code"], row["measure_code"])
            assert kinds.get(key) == "blank", key


def test_there_is_a_fixture_for_each_noise() -> None:
    assert len(NAMES) >= 15
