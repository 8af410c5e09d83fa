"""The checks are sharp: true tables break nothing, and a figure altered beyond its last digit always shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.python.identities.conftest import CHECKS, expected_document
from tests.python.warehouse.warehouse_builder import Cell, Document, build_warehouse

LOST = {("expenditure", code, "project") for code in ("215", "21505", "2150517")}
LOST_TEXT = "6381.83"  # lost in extraction; the general public budget statement prints it three times
EVERY = 7  # one printed cell in seven keeps the test within seconds


def restored(document: Document) -> Document:
    """The document as it was printed, the three cells lost in extraction put back."""
    cells = [
        replace(cell, text=LOST_TEXT) if (cell.statement_code, cell.line_code, cell.measure_code) in LOST else cell
        for cell in document.cells
        if isinstance(cell, Cell)
    ]
    return replace(document, name="restored", department_name="restored", cells=cells)


def altered_copies(document: Document) -> list[Document]:
    """Copies with the first digit of one amount changed, for every seventh amount of two digits or more."""
    copies = []
    printed = [
        (place, cell)
        for place, cell in enumerate(document.cells)
        if isinstance(cell, Cell) and cell.role == "amount" and cell.text.replace(".", "").strip("0")
    ]
    for place, cell in printed[::EVERY]:
        first = next(index for index, sign in enumerate(cell.text) if sign in "123456789")
        if first == len(cell.text) - 1:
            continue
        digit = "1" if cell.text[first] != "1" else "2"
        text = cell.text[:first] + digit + cell.text[first + 1 :]
        cells = [*document.cells[:place], replace(cell, text=text), *document.cells[place + 1 :]]
        name = f"{cell.statement_code} {cell.line_code} {cell.measure_code} {cell.text} {text}"
        copies.append(replace(document, name=name, department_name=name, cells=cells))
    return copies


def test_true_tables_break_nothing_and_altered_ones_always_something(
    tmp_path: Path, shared_file: Callable[[str], Path]
) -> None:
    true_tables = restored(expected_document(shared_file("expected/guiyang-bigdata-2023.csv")))
    copies = altered_copies(true_tables)
    assert len(copies) > 30
    with build_warehouse(tmp_path, [true_tables, *copies], select=CHECKS) as warehouse:
        broken_by_document: dict[str, int] = dict(
            warehouse.execute(
                """
                select
                    replace(source_name, '.txt', ''),
                    count(*) filter (where status = 'broken' and identity_code <> 'subject_names_agree')
                from marts.fct_identity_checks as checks
                inner join intermediate.int_documents as documents
                    on checks.document_id = documents.document_id
                group by source_name
                """
            ).fetchall()
        )
    assert broken_by_document.pop("restored") == 0
    assert len(broken_by_document) == len(copies)
    assert [name for name, count in broken_by_document.items() if count == 0] == []
