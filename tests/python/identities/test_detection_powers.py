"""The share of wrong digits and lost amounts that a document's checks would notice, against trying each one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.python.warehouse.warehouse_builder import Cell, Document, build_warehouse

Place = tuple[str, str, str, str]


def row(line: str, total: str, basic: str, project: str, to_superior: str | None = None) -> list[Cell]:
    """A row of the expenditure statement."""
    texts = {"total": total, "basic": basic, "project": project, "to_superior": to_superior}
    return [Cell("expenditure", "", line, measure, text) for measure, text in texts.items() if text is not None]


# Printed to 0.01 万元, a row of three cells has a tolerance of 0.015, one of four cells 0.02.
BALANCED = Document("balanced", row("205", "20.00", "15.00", "5.00"))
ROUNDED = Document("rounded", row("205", "20.01", "15.00", "5.00"))
SMALL = Document("small", row("205", "0.05", "0.01", "0.02", "0.02"))
NEGATIVE = Document("negative", row("205", "-1.23", "-2.00", "0.77"))
ORDERED = Document(
    "ordered",
    [
        *row("205", "20.00", "15.00", "5.00"),
        Cell("general_public_budget_expenditure", "", "205", "total", "12.00"),
    ],
)
DOCUMENTS = [
    replace(document, department_name=document.name) for document in (BALANCED, ROUNDED, SMALL, NEGATIVE, ORDERED)
]

# document, measure (of expenditure, but for `whole`) → checks, changes, those noticed, is the loss noticed; by hand.
BY_HAND = {
    # A last digit 0 can rise by one step unseen, and has nowhere to fall.
    ("balanced", "total"): (1, 36, 35, True),
    ("balanced", "basic"): (1, 36, 35, True),
    ("balanced", "project"): (1, 27, 26, True),
    # The total is 0.01 above its parts: it may fall by 0.02, where its last digit 1 falls once; parts may rise by 0.02.
    ("rounded", "total"): (1, 36, 35, True),
    ("rounded", "basic"): (1, 36, 34, True),
    ("rounded", "project"): (1, 27, 25, True),
    # Within 0.02: 0.01 may become 0.00, 0.02, 0.03; the others two less and two more. Lost, 0.02 is above the 0.015
    # that three cells are still allowed, 0.01 is not.
    ("small", "total"): (1, 27, 23, True),
    ("small", "basic"): (1, 27, 24, False),
    ("small", "project"): (1, 27, 23, True),
    ("small", "to_superior"): (1, 27, 23, True),
    # By a step either way.
    ("negative", "total"): (1, 27, 25, True),
    ("negative", "basic"): (1, 27, 26, True),
    ("negative", "project"): (1, 27, 25, True),
    # The whole is held by its row, the part from above only: 12.00 may rise to 20.01 and fall to nothing, so of all
    # changes only those of its first digit to 2 … 9 show.
    ("ordered", "total"): (2, 36, 35, True),
    ("ordered", "whole"): (1, 36, 8, False),
}


def powers(warehouse: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """document name, place, checks, changes, noticed changes, is the loss noticed."""
    rows = warehouse.execute(
        """
        select
            replace(source_name, '.txt', ''), statement_code, side, line_code, measure_code,
            check_count, digit_change_count, noticed_digit_change_count, is_loss_noticed
        from marts.fct_cell_detection_powers as powers
        inner join intermediate.int_documents as documents
            on powers.document_id = documents.document_id
        """
    ).fetchall()
    return [(name, tuple(place), *found) for name, *place, a, b, c, d in rows for found in [(a, b, c, d)]]


def changes_of(text: str) -> Iterator[str]:
    """The text with each of its digits changed to each other digit, a 0 in front dropped as nobody prints one."""
    for index, sign in enumerate(text):
        for digit in "0123456789":
            if sign.isdigit() and digit != sign:
                changed = text[:index] + digit + text[index + 1 :]
                minus, figures = changed[: changed.startswith("-")], changed.lstrip("-")
                whole, point, decimals = figures.partition(".")
                yield minus + (whole.lstrip("0") or "0") + point + decimals


def altered(documents: Sequence[Document]) -> list[Document]:
    """Every document with one digit changed or one amount lost, named document|place|what."""
    copies = []
    for document in documents:
        for place, cell in enumerate(document.cells):
            assert isinstance(cell, Cell)
            for number, text in enumerate([*changes_of(cell.text), ""]):
                name = f"{document.name}|{place}|{'change' if text else 'loss'}|{number}"
                cells = [*document.cells[:place], replace(cell, text=text), *document.cells[place + 1 :]]
                copies.append(replace(document, name=name, department_name=name, cells=cells))
    return copies


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The documents above and every altered copy of them."""
    folder = tmp_path_factory.mktemp("detection_powers")
    documents = [*DOCUMENTS, *altered(DOCUMENTS), Document("nothing", [], department_name="nothing")]
    with build_warehouse(folder, documents, select=["+fct_detection_powers", "+fct_identity_checks"]) as built:
        yield built


def test_powers_are_those_worked_out_by_hand(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = {
        (name, "whole" if place[0] != "expenditure" else place[3]): tuple(power)
        for name, place, *power in powers(warehouse)
    }
    assert {key: found[key] for key in BY_HAND} == BY_HAND


def breaks(warehouse: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """document name, identity, instance of every broken check of amounts that is more than information."""
    return warehouse.execute(
        """
        select replace(source_name, '.txt', ''), identity_code, instance_key
        from marts.fct_identity_checks as checks
        inner join seeds.identities using (identity_code)
        inner join intermediate.int_documents as documents
            on checks.document_id = documents.document_id
        where status = 'broken' and kind in ('sum', 'copy', 'ordering') and checks.severity <> 'information'
        """
    ).fetchall()


def test_powers_are_those_found_by_trying_every_change(warehouse: duckdb.DuckDBPyConnection) -> None:
    broken: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for name, identity, instance in breaks(warehouse):
        broken[name].add((identity, instance))
    counted: dict[tuple[str, int, str], int] = defaultdict(int)
    for name, own in list(broken.items()):
        if "|" in name:
            document_name, number_of_cell, what, _ = name.split("|")
            counted[document_name, int(number_of_cell), what] += bool(own - broken[document_name])
    found = {(name, place): power for name, place, *power in powers(warehouse)}
    for document in DOCUMENTS:
        for number, cell in enumerate(document.cells):
            assert isinstance(cell, Cell)
            place = (cell.statement_code, cell.side, cell.line_code, cell.measure_code)
            _, changes, noticed_changes, is_loss_noticed = found[document.name, place]
            assert (changes, noticed_changes, int(is_loss_noticed)) == (
                len(list(changes_of(cell.text))),
                counted[document.name, number, "change"],
                counted[document.name, number, "loss"],
            ), (document.name, place)


def test_a_document_adds_up_its_cells(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        """
        select
            replace(source_name, '.txt', ''), amount_count, checked_amount_count, digit_change_count,
            noticed_digit_change_count, noticed_digit_change_share, loss_count, noticed_loss_count, noticed_loss_share
        from marts.fct_detection_powers as powers
        inner join intermediate.int_documents as documents
            on powers.document_id = documents.document_id
        where source_name in ('small.txt', 'nothing.txt')
        order by source_name
        """
    ).fetchall()
    assert rows == [
        ("nothing", 0, 0, 0, 0, None, 0, 0, None),
        ("small", 4, 4, 108, 93, Decimal("0.861111"), 4, 3, Decimal("0.750000")),
    ]


@dataclass(frozen=True)
class Term:
    """A printed cell in a check, and what the check was judged by."""

    check: tuple[str, str]
    is_ordering: bool
    is_part: bool
    weight: Decimal
    half_width: Decimal
    residual: Decimal
    tolerance: Decimal
    printed_count: int
    part_count: int

    def breaks_by(self, change: Decimal) -> bool:
        """Would the check break if the cell were printed otherwise by so many yuan?"""
        residual = self.residual + self.weight * change
        return residual < -self.tolerance or (residual > self.tolerance and not self.is_ordering)

    def breaks_without(self, amount: Decimal) -> bool:
        """Would the check break if the cell, which prints this amount, were blank?"""
        if self.printed_count == 1 or (self.is_ordering and self.is_part and self.part_count == 1):
            return False
        return replace(self, tolerance=self.tolerance - abs(self.weight) * self.half_width).breaks_by(-amount)


def test_powers_of_a_real_document_are_those_of_every_change_tried(sample_warehouse: Path) -> None:
    build_file = sample_warehouse.with_suffix(".build.duckdb")
    with duckdb.connect(str(build_file), read_only=True) as sample:
        found = {place: power for _, place, *power in powers(sample)}
        terms, texts = terms_by_place(sample), texts_by_place(sample)
    assert len(found) == len(texts) > 250
    for place, (text, amount) in texts.items():
        changed = [10_000 * Decimal(other) for other in changes_of(text)]
        noticed = sum(any(term.breaks_by(other - amount) for term in terms[place]) for other in changed)
        is_loss_noticed = any(term.breaks_without(amount) for term in terms[place])
        assert found[place] == [len(terms[place]), len(changed), noticed, is_loss_noticed], place


def terms_by_place(sample: duckdb.DuckDBPyConnection) -> dict[Place, list[Term]]:
    """The printed cells of checks that hold, by their place."""
    rows = sample.execute(
        """
        select
            statement_code, side, line_code, measure_code, identity_code, instance_key,
            kind = 'ordering', role = 'part', weight, rounding_half_width_yuan, residual_yuan, tolerance_yuan,
            checks.printed_cell_count, checks.part_count
        from intermediate.int_identity_terms as terms
        inner join marts.fct_identity_checks as checks using (document_id, identity_code, instance_key)
        where
            is_printed and kind in ('sum', 'copy', 'ordering')
            and status not in ('broken', 'not_checkable') and severity <> 'information'
        """
    ).fetchall()
    terms: dict[Place, list[Term]] = defaultdict(list)
    for *place, identity, instance, is_ordering, is_part, weight, half, residual, tolerance, printed, parts in rows:
        statement, side, line, measure = place
        terms[statement, side, line, measure].append(
            Term((identity, instance), is_ordering, is_part, weight, half, residual, tolerance, printed, parts)
        )
    return terms


def texts_by_place(sample: duckdb.DuckDBPyConnection) -> dict[Place, tuple[str, Decimal]]:
    """Each printed amount of a statement as printed, signs between its digits dropped, and in yuan."""
    rows = sample.execute(
        "select statement_code, side, line_code, measure_code, source_text, amount_yuan "
        "from intermediate.int_statement_cells where amount_yuan is not null"
    ).fetchall()
    return {
        (statement, side, line, measure): (text.replace(",", "").replace(" ", ""), amount)
        for statement, side, line, measure, text, amount in rows
    }
