"""Which mutants a document has, counted by hand."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.mutations.plan import BaseCell, Change, Mutant, mutants_of, sampled, without_leading_zeros


def cell(line: str, measure: str, text: str, row: int, column: int, fragment: int = 0) -> BaseCell:
    """A cell of the expenditure statement, printed on one grid."""
    return BaseCell(("expenditure", "", line, measure), text, 3, row, column, fragment)


# Two lines of three columns; the last amount of the first line is glued into the cell before it.
CELLS = [
    cell("205", "total", "1,020.00", 1, 2),
    cell("205", "basic", "1,015.00", 1, 3),
    cell("205", "project", "5", 1, 3, fragment=1),
    cell("206", "total", "7.00", 2, 2),
    cell("206", "basic", "0.00", 2, 3),
    cell("206", "project", "", 2, 4),
]


def of_kind(kind: str) -> dict[str, tuple[Change, ...]]:
    """The mutants of one kind by name."""
    return {mutant.name: mutant.changes for mutant in mutants_of(CELLS) if mutant.kind == kind}


def texts(changes: tuple[Change, ...]) -> dict[str, str | None]:
    """line/measure → what the mutant prints there."""
    return {"/".join(change.place[2:]): change.text for change in changes}


def test_every_kind_has_the_mutants_counted_by_hand() -> None:
    assert Counter(mutant.kind for mutant in mutants_of(CELLS)) == {
        "cell_lost": 4,
        "zero_lost": 1,
        "digit_changed": 9 * (6 + 6 + 1 + 3 + 3),
        "separator_lost": 3,  # 5 has none, and 0.00 without one is 0
        "neighbours_swapped": 3,
        "row_shifted": 2,
        "columns_shifted": 1,
        "row_lost": 2,
        "column_lost": 2,  # only one amount stands under project
        "page_lost": 1,
    }


def test_mutants_have_ids_of_their_own() -> None:
    ids = [mutant.document_id("d71b9d80ebd73fc2") for mutant in mutants_of(CELLS)]
    assert len(set(ids)) == len(ids)
    assert {len(one) for one in ids} == {16}


def test_a_row_moves_one_column_to_the_right() -> None:
    shifted = of_kind("row_shifted")
    assert texts(shifted["expenditure//205/total"]) == {
        "205/total": "",
        "205/basic": "1,020.00",
        "205/project": "1,015.00",
    }
    assert texts(shifted["expenditure//206/total"]) == {"206/total": "", "206/basic": "7.00", "206/project": "0.00"}


def test_neighbours_change_places() -> None:
    swapped = of_kind("neighbours_swapped")
    assert texts(swapped["expenditure//205/basic"]) == {"205/basic": "5", "205/project": "1,015.00"}


def test_a_row_is_taken_out_with_its_amounts() -> None:
    lost = [mutant for mutant in mutants_of(CELLS) if mutant.kind == "row_lost"]
    assert [(mutant.removed, texts(mutant.changes)) for mutant in lost] == [
        ((3, 1), {"205/basic": None, "205/project": None, "205/total": None}),
        ((3, 2), {"206/basic": None, "206/total": None}),
    ]


def test_a_page_is_a_grid() -> None:
    (lost,) = (mutant for mutant in mutants_of(CELLS) if mutant.kind == "page_lost")
    assert (lost.removed, len(lost.changes)) == ((3, None), 5)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("0,020.00", "20.00"),
        ("0, 020. 00", "20. 00"),
        ("0,000.50", "0.50"),
        ("000", "0"),
        ("0.00", "0.00"),
        ("-05.10", "-5.10"),
        ("1,000.00", "1,000.00"),
    ],
)
def test_no_zero_is_printed_in_front(text: str, printed: str) -> None:
    assert without_leading_zeros(text) == printed


def test_a_changed_digit_keeps_the_way_of_printing() -> None:
    changed = {change.text for changes in of_kind("digit_changed").values() for change in changes}
    assert {"9,020.00", "20.00", "1,920.00", "1,020.09"} <= changed
    assert {Change(CELLS[4].place, "0.00"), Change(CELLS[4].place, "")}.isdisjoint(
        change for changes in of_kind("digit_changed").values() for change in changes
    )


def test_a_sample_is_the_same_every_time_and_says_out_of_how_many() -> None:
    first, possible = sampled(mutants_of(CELLS), 10)
    again, _ = sampled(mutants_of(list(reversed(CELLS))), 10)
    assert [mutant.name for mutant in first] == [mutant.name for mutant in again]
    assert Counter(mutant.kind for mutant in first)["digit_changed"] == 10
    assert possible["digit_changed"] == 171


def test_the_kind_of_a_changed_cell_is_told_from_its_text() -> None:
    kinds = [Change(CELLS[0].place, text).cell_kind for text in ("1.00", "0.00", "", None)]
    assert kinds == ["printed_number", "printed_zero", "blank", None]


def test_mutants_differ_by_kind_and_name() -> None:
    lost = Mutant("cell_lost", "a", ())
    assert lost.document_id("x") != Mutant("zero_lost", "a", ()).document_id("x") != lost.document_id("y")
