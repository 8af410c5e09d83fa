"""Numbers broken over two lines of a narrow cell are one number only where no other reading is left."""

from __future__ import annotations

import pytest

from ingest.readers import read_document
from ingest.readers.wrapped_numbers import joined_number
from tests.python.ingest.reader_samples import (
    INCOME,
    PdfStyle,
    Statement,
    docx_bytes,
    grids,
    html_bytes,
    pdf_bytes,
    xlsx_bytes,
)


@pytest.mark.parametrize(
    ("text", "decimals", "joined"),
    [
        ("8,649.2\n4", 2, "8,649.24"),
        ("8,64\n9.2\n4", 2, "8,649.24"),
        ("12,345,\n678.9\n0", 2, "12,345,678.90"),
        ("-\n0.0\n5", 2, "-0.05"),
        ("８，６４９．２\n４", 2, "８，６４９．２４"),
        ("12.50\n8.00", 2, "12.50\n8.00"),  # two figures
        ("12\n34.56", 2, "12\n34.56"),  # the lower line is an amount by itself
        ("12\n34", 2, "12\n34"),  # two counts
        ("8,649.2\n4", 1, "8,649.2\n4"),  # where one decimal is printed the upper line is an amount
        ("8,649.2\n4", 0, "8,649.2\n4"),  # no witness of how many decimals are printed
        ("8,64\n9.24", 2, "8,64\n9.24"),
        ("合计\n8.2\n4", 2, "合计\n8.2\n4"),
        ("1.2\n3.4", 2, "1.2\n3.4"),
    ],
)
def test_only_what_can_be_nothing_else_is_joined(text: str, decimals: int, joined: str) -> None:
    assert joined_number(text, decimals) == joined


def _wrapped(line_break: str) -> Statement:
    rows = [list(row) for row in INCOME.rows]
    rows[2][2] = rows[2][3] = line_break.join(("1,000.1", "0"))
    rows[3][2] = line_break.join(("1,000.10", "2.00"))
    return Statement(INCOME.title, rows, INCOME.note)


def _cells(content: bytes) -> tuple[str, str, str]:
    (table,) = grids(read_document("x", content))
    return table[2][2], table[2][3], table[3][2]


EXPECTED = ("1,000.10", "1,000.10", "1,000.10\n2.00")


def test_wrapped_numbers_are_joined_in_word_and_web_pages() -> None:
    assert _cells(docx_bytes((_wrapped("\n"),))) == EXPECTED
    assert _cells(html_bytes((_wrapped("\n"),)).replace(b"\n", b"<br>")) == EXPECTED


def test_wrapped_numbers_are_joined_in_workbooks() -> None:
    statement = Statement("收入决算表", [[cell.replace(".", "．") for cell in row] for row in _wrapped("\n").rows])
    (table,) = grids(read_document("x", xlsx_bytes((statement,))))
    assert (table[2][2], table[3][2]) == ("1,000．10", "1,000．10\n2．00")


def test_two_wrapped_numbers_in_one_ruled_row_are_not_two_rows() -> None:
    (table,) = grids(read_document("x", pdf_bytes((_wrapped("\n"),), PdfStyle(row_height=30.0))))
    assert len(table) == len(INCOME.rows)
    assert tuple(table[2][2:4]) == ("1,000.10", "1,000.10")
