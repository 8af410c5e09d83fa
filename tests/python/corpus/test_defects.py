"""Each kind of defect is planted where the ground truth says, is read back as printed, and nothing else is touched."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.corpus.__main__ import Order, write_corpus
from benchmarks.corpus.defects import ALL_KINDS, CARRY_FORWARD_BREAK, KINDS, SMUDGE, SMUDGED, Defect
from benchmarks.corpus.documents import Document, compose, compose_with_defect
from benchmarks.corpus.printers import printer_of
from benchmarks.corpus.truth import rounding_differences, truth_file
from tests.python.ingest.cells import parse_text, printed_amounts

SEED, YEAR = 20, 2021
MEASURES = ("total", "basic", "project")
IN_WORDS = ("rate_refuted", "contradicted_narrative")
IN_CELLS = [kind for kind in KINDS if kind not in (*IN_WORDS, "row_glued")]


def first_with(kind: str, is_text: bool = False) -> tuple[Document, Document, list[Defect]]:
    """An untouched document, the same with a defect of the kind, and the ground truth."""
    for index in range(40):
        document, defects = compose_with_defect(SEED, index, YEAR, kind, is_text)
        if defects:
            return compose(SEED, index, YEAR), document, defects
    raise AssertionError(f"no document of 40 can hold {kind}")


@pytest.mark.parametrize("kind", IN_CELLS)
def test_a_defect_is_printed_where_the_ground_truth_says_and_nowhere_else(kind: str) -> None:
    untouched, document, defects = first_with(kind)
    changed = {key for key, text in document.printed.items() if text != untouched.printed[key]}
    assert changed == {defect.key for defect in defects}
    for defect in defects:
        assert defect.key is not None
        assert untouched.printed[defect.key] == defect.true_value
        assert document.printed[defect.key] == defect.printed_value
    read = dict(printed_amounts(parse_text(printer_of("txt")(document.pieces).decode())))
    assert read == {key: text for key, text in document.printed.items() if text}


def test_a_glued_cell_holds_both_amounts_of_its_row() -> None:
    untouched, document, [defect] = first_with("row_glued")
    changed = {key: text for key, text in document.printed.items() if text != untouched.printed[key]}
    assert defect.key is not None
    [neighbour] = changed.keys() - {defect.key}
    assert changed[defect.key] == ""
    assert changed[neighbour] == f"{untouched.printed[neighbour]} {defect.true_value}"


@pytest.mark.parametrize("kind", IN_WORDS)
def test_a_false_figure_of_the_narrative_stands_in_one_sentence(kind: str) -> None:
    untouched, document, [defect] = first_with(kind)
    assert untouched.printed == document.printed
    assert untouched.said[defect.slot] == defect.true_value
    assert document.said[defect.slot] == defect.printed_value
    texts = [printer_of("txt")(each.pieces).decode().splitlines() for each in (untouched, document)]
    differing = [(old, new) for old, new in zip(*texts, strict=True) if old != new]
    assert len(differing) == 1
    assert defect.printed_value in differing[0][1]


def test_a_broken_carry_forward_leaves_the_account_itself_in_balance() -> None:
    untouched, document, [defect] = first_with(CARRY_FORWARD_BREAK)
    assert defect.key is not None
    _, _, line, measure = defect.key
    assert defect.true_value == untouched.printed["fiscal_appropriation_summary", "income", line, measure]
    totals = [
        document.printed["income_expenditure_summary", side, "grand_total", "amount"]
        for side in ("income", "expenditure")
    ]
    assert totals[0] == totals[1]
    before = compose(SEED, document.publisher.index, YEAR - 1)
    closing = ("fiscal_appropriation_summary", "expenditure", "closing_balance", "general_public")
    assert before.printed[closing] == defect.true_value != defect.printed_value


def test_a_slip_is_the_publishers_unless_a_machine_read_the_page() -> None:
    for index in range(30):
        document, defects = compose_with_defect(SEED, index, YEAR, "digit_misread", is_text=True)
        is_smudged = document.printed[SMUDGED] == SMUDGE
        assert {defect.cause for defect in defects} == {"undecidable" if is_smudged else "publisher_error"}
    causes = {
        compose_with_defect(SEED, index, YEAR, "digit_misread", is_text=is_text)[1][0].cause
        for index in range(12)
        for is_text in (True, False)
    }
    assert causes == {"undecidable", "publisher_error"}
    assert first_with("digit_misread", is_text=False)[2][0].cause == "publisher_error"


def test_rounding_differences_are_those_of_plain_addition() -> None:
    def line(code: str, *texts: str) -> dict[tuple[str, str, str, str], str]:
        return {
            ("expenditure", "", code, m): text for m, text in zip(("total", "basic", "project"), texts, strict=True)
        }

    exact = line("total", "10.00", "4.00", "6.00") | line("201", "10.00", "4.00", "6.00")
    assert list(rounding_differences(exact)) == []
    row_and_parent = line("total", "10.00", "4.00", "6.00") | line("201", "10.01", "4.00", "6.00")
    assert set(rounding_differences(row_and_parent)) == {
        ("expenditure", "", "total", "total"),  # 10.00 over 10.01 below it
        ("expenditure", "", "201", "total"),  # 10.01 beside 4.00 and 6.00
    }


def test_the_ground_truth_file_has_a_row_for_each_planted_cell(tmp_path: Path) -> None:
    order = Order(tmp_path / "documents", SEED, 12, range(2020, 2022), defects=ALL_KINDS)
    written = [path.name for path in write_corpus(order)]
    with truth_file(order.folder).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    planted = [row for row in rows if row["cause"] != "rounding"]
    assert {row["source_name"] for row in rows} <= set(written)
    assert len({row["source_name"] for row in planted}) > 15
    assert {row["kind"] for row in planted} <= set(ALL_KINDS)
    assert all(row["true_value"] != row["printed_value"] for row in planted)
    assert len(list(order.folder.iterdir())) == len(written) == 24
