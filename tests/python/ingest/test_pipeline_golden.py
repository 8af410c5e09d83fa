"""The real documents beside the project: every hand-checked cell is read, and no other. Skips without them."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from ingest.fold import parse_number
from ingest.model import ParsedDocument
from ingest.parse import parse_document
from ingest.readers import read_document
from ingest.vocabulary import load_vocabulary

SHARED = Path(__file__).resolve().parents[4] / "shared"
Place = tuple[str, str, str, str]

pytestmark = pytest.mark.skipif(
    not (SHARED / "documents").is_dir(), reason="the real documents of ../shared are not beside this checkout"
)


@cache
def _parsed(name: str) -> ParsedDocument:
    content = (SHARED / "documents" / name).read_bytes()
    return parse_document(name, name, content, read_document(name, content), load_vocabulary())


def _expected(name: str, place_column: str) -> dict[Place, tuple[Decimal, int]]:
    """Statement, side, line and measure → amount in 万元 and the page or line it stands on."""
    with (SHARED / "expected" / name).open(encoding="utf-8") as file:
        return {
            (row["statement_code"], row["side"], row["line_code"], row["measure_code"]): (
                Decimal(row["amount_wan"]),
                int(row[place_column]),
            )
            for row in csv.DictReader(file)
            if row["amount_wan"]
        }


def _found(parsed: ParsedDocument, *, by_page: bool) -> dict[Place, tuple[Decimal | None, int | None]]:
    amounts = [
        cell
        for cell in parsed.cells
        if cell.cell_role == "amount" and cell.cell_kind in ("printed_number", "printed_zero")
    ]
    found = {
        (str(cell.statement_code), cell.side or "", str(cell.line_code), str(cell.measure_code)): (
            parse_number(cell.text),
            cell.source_page if by_page else cell.source_line,
        )
        for cell in amounts
    }
    assert len(found) == len(amounts), "two cells claim the same place"
    return found


@pytest.mark.parametrize(
    ("document", "expected", "place_column", "count"),
    [
        ("putuo-planning-2024.pdf", "putuo-planning-2024.csv", "page", 308),
        ("putuo-finance-2024.pdf", "putuo-finance-2024.csv", "page", 195),
        ("guiyang-bigdata-2023.txt", "guiyang-bigdata-2023.csv", "source_line", 273),
    ],
)
def test_every_expected_cell_is_read_with_its_place_and_no_other(
    document: str, expected: str, place_column: str, count: int
) -> None:
    wanted = _expected(expected, place_column)
    assert len(wanted) == count
    assert _found(_parsed(document), by_page=place_column == "page") == wanted


def test_all_amounts_of_the_university_have_a_place() -> None:
    parsed = _parsed("southwest-university-2023.pdf")
    found = _found(parsed, by_page=True)
    # rows at the foot and at the head of the pages that tables 2 and 3 go over, read by eye
    by_hand = {
        ("income", "", "206", "total"): ("1178.72", 10),
        ("income", "", "20602", "total"): ("1178.72", 11),
        ("income", "", "total", "total"): ("430725.03", 11),
        ("expenditure", "", "20602", "project"): ("1707.93", 12),
        ("expenditure", "", "2060201", "basic"): ("828.72", 13),
        ("expenditure", "", "total", "project"): ("97895.15", 13),
    }
    assert {place: found[place] for place in by_hand} == {
        place: (Decimal(amount), page) for place, (amount, page) in by_hand.items()
    }
    assert not [cell.text for cell in parsed.cells if cell.cell_role == "unplaced"]
