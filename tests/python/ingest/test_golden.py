"""Hand-checked figures of real documents. Those in ../shared are skipped where that folder is absent."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.fold import parse_number
from ingest.model import ParsedDocument, RawCell
from ingest.parse import parse_document
from ingest.readers import read_document
from ingest.vocabulary import cached_vocabulary
from tests.python.ingest.cells import amount_key, printed_amounts

PROJECT = Path(__file__).resolve().parents[3]
SHARED = PROJECT.parent / "shared"
BUNDLED = PROJECT / "ingest" / "bundled" / "guiyang-bigdata-2023.txt"
COMPACT = PROJECT / "tests" / "fixtures" / "ingest" / "golden" / "guiyang-bigdata-2023.csv"
LOST_IN_EXTRACTION = ("215", "21505", "2150517")
GUIYANG_UNITS = {
    "fiscal_appropriation_summary": "printed",
    "government_fund": "printed",
    "state_capital": "printed",
    "three_public_expenses": "printed",
}

Key = tuple[str, str, str, str]


def _parse(path: Path) -> ParsedDocument:
    content = path.read_bytes()
    return parse_document(str(path), path.name, content, read_document(path.name, content), cached_vocabulary())


def _amounts(parsed: ParsedDocument) -> dict[Key, Decimal]:
    """Amounts by key; a key printed twice fails here."""
    amounts: dict[Key, Decimal] = {}
    for key, text in printed_amounts(parsed):
        assert key not in amounts, key
        number = parse_number(text)
        assert number is not None
        amounts[key] = number
    return amounts


def _expected(path: Path, column: str) -> tuple[dict[Key, Decimal], set[Key]]:
    """The printed amounts of a hand-checked file, and the keys where nothing is printed."""
    printed: dict[Key, Decimal] = {}
    blank: set[Key] = set()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = (row["statement_code"], row["side"], row["line_code"], row["measure_code"])
            if row[column]:
                printed[key] = Decimal(row[column])
            else:
                blank.add(key)
    return printed, blank


def _shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{path} is not at hand")
    return path


def test_bundled_sample_gives_the_273_printed_amounts() -> None:
    expected, _ = _expected(COMPACT, "amount")
    assert len(expected) == 273
    assert _amounts(_parse(BUNDLED)) == expected


def test_bundled_sample_says_who_and_when_and_in_which_unit() -> None:
    parsed = _parse(BUNDLED)
    assert parsed.document.department_name == "贵州省贵阳市大数据发展管理局(本级)"
    assert parsed.document.department_source == "statement_heads"
    assert parsed.document.department_code == "901215001"
    assert (parsed.document.fiscal_year, parsed.document.fiscal_year_source) == (2023, "statement_heads")
    for table in parsed.tables:
        if table.statement_code is not None:
            assert (table.unit_name, table.yuan_per_unit) == ("万元", 10_000)
            assert table.unit_source == GUIYANG_UNITS.get(table.statement_code, "other_statements")


def test_bundled_sample_joins_continued_pages_and_marks_empty_statements() -> None:
    tables = [table for table in _parse(BUNDLED).tables if table.statement_code is not None]
    assert [(t.statement_code, t.recognition, t.part_number) for t in tables] == [
        ("income_expenditure_summary", "title", 1),
        ("income", "title", 1),
        ("income", "continuation", 2),
        ("expenditure", "title", 1),
        ("expenditure", "continuation", 2),
        ("fiscal_appropriation_summary", "title", 1),
        ("general_public_budget_expenditure", "title", 1),
        ("general_public_budget_expenditure", "continuation", 2),
        ("basic_expenditure", "title", 1),
        ("government_fund", "title", 1),
        ("state_capital", "title", 1),
        ("three_public_expenses", "title", 1),
    ]
    empty = {table.statement_code for table in tables if table.data_state == "declared_empty"}
    assert empty == {"government_fund", "state_capital"}


def test_lost_project_amounts_are_blank_and_not_zero() -> None:
    cells: dict[Key, RawCell] = {amount_key(c): c for c in _parse(BUNDLED).cells if c.cell_role == "amount"}
    for code in LOST_IN_EXTRACTION:
        assert cells["expenditure", "", code, "project"].cell_kind == "blank"
    assert cells["expenditure", "", "215", "basic"].measure_evidence == "position+values"


def test_ordinals_stand_in_raw_with_statement_and_side() -> None:
    ordinals = [c for c in _parse(BUNDLED).cells if c.cell_role == "ordinal"]
    for statement in ("income_expenditure_summary", "fiscal_appropriation_summary"):
        for side, expected in (("income", range(1, 14)), ("expenditure", range(14, 27))):
            found = [int(c.text) for c in ordinals if (c.statement_code, c.side) == (statement, side)]
            assert found == list(expected)


@pytest.mark.parametrize(
    ("document", "count"),
    [("guiyang-bigdata-2023.txt", 273), ("putuo-planning-2024.pdf", 308), ("putuo-finance-2024.pdf", 195)],
)
def test_whole_document_gives_every_printed_amount_and_no_other(document: str, count: int) -> None:
    parsed = _parse(_shared(f"documents/{document}"))
    printed, blank = _expected(_shared(f"expected/{Path(document).stem}.csv"), "amount_wan")
    amounts = _amounts(parsed)
    assert len(printed) == count
    assert amounts == printed
    kinds = {amount_key(cell): cell.cell_kind for cell in parsed.cells if cell.cell_role == "amount"}
    assert all(kinds.get(key, "blank") == "blank" for key in blank)


def test_bundled_sample_parses_as_the_whole_document() -> None:
    whole = _parse(_shared("documents/guiyang-bigdata-2023.txt"))
    assert printed_amounts(whole) == printed_amounts(_parse(BUNDLED))


def test_university_pages_lose_no_row_of_their_hierarchy() -> None:
    amounts = _amounts(_parse(_shared("documents/southwest-university-2023.pdf")))
    checked = 0
    for (statement, side, code, measure), total in amounts.items():
        codes = [k for k in amounts if k[0] == statement and k[3] == measure and k[2].isdigit() and k[1] == side == ""]
        if code == "total":
            parts = [amounts[k] for k in codes if len(k[2]) == 3]
        elif code.isdigit() and len(code) < 7 and not side:
            parts = [amounts[k] for k in codes if k[2].startswith(code) and len(k[2]) == len(code) + 2]
        else:
            continue
        assert abs(total - sum(parts)) <= Decimal("0.005") * (len(parts) + 1), (statement, code, measure)
        checked += 1
    assert checked == 102
