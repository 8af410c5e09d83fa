"""The forms of the Guiyang document, and of the bundled sample made from it, against lists made by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.evaluations import EvaluationReadings
from ingest.fold import fold_label
from tests.python.conftest import SAMPLE
from tests.python.evaluations.reading import INDICATOR_FIELDS, cells_of, csv_rows, fund_rows, read_text_forms

COPIES = {"project_1": (1, 4), "project_2": (2, 5), "department_1": (3, 6)}
LOST = {  # (form, item, field) → copies that lost it in extraction, seen by eye
    ("department_1", "2", "level_3"): {3},
    ("department_1", "14", "level_2"): {6},
    ("department_1", "15", "level_2"): {6},
    ("department_1", "16", "level_2"): {6},
}
MISREAD = {  # (form, item, field) → copy that prints otherwise
    ("project_2", "1", "target"): (2, "≥200↑"),
    ("project_2", "5", "target"): (2, "≥30↑"),
}


@pytest.fixture(scope="module")
def original(shared_file: Callable[[str], Path]) -> EvaluationReadings:
    return read_text_forms(shared_file("documents/guiyang-bigdata-2023.txt").read_bytes())


@pytest.fixture(scope="module", params=["original", "bundled sample"])
def readings(request: pytest.FixtureRequest) -> EvaluationReadings:
    """The sample prints the same figures without the prose: no reasons, and no grade with the projects."""
    if request.param == "original":
        found: EvaluationReadings = request.getfixturevalue("original")
        return found
    return read_text_forms(SAMPLE.read_bytes())


def test_where_the_forms_stand(original: EvaluationReadings) -> None:
    found = [(form.form_key, form.form_number, form.first_line) for form in original.forms]
    assert found == [
        ("project_1", 1, 499), ("project_2", 2, 579), ("department_1", 3, 634),
        ("project_1", 4, 731), ("project_2", 5, 805), ("department_1", 6, 855),
    ]  # fmt: skip


def test_three_forms_in_two_copies_each(readings: EvaluationReadings) -> None:
    assert {(form.form_key, form.form_number) for form in readings.forms} == {
        (key, number) for key, numbers in COPIES.items() for number in numbers
    }
    assert readings.unread_rows == ()


@pytest.mark.parametrize("form_key", COPIES)
def test_every_indicator_of_every_copy(readings: EvaluationReadings, form_key: str) -> None:
    expected = [row for row in csv_rows("guiyang_indicators.csv") if row["form_key"] == form_key]
    for form_number in COPIES[form_key]:
        cells = cells_of(readings, form_number, "indicator")
        assert len({number for number, _ in cells}) == len(expected)
        for row in expected:
            for field in INDICATOR_FIELDS:
                key = (form_key, row["item_number"], field)
                wanted: str | None = None if form_number in LOST.get(key, ()) else fold_label(row[field])
                if key in MISREAD and MISREAD[key][0] == form_number:
                    wanted = fold_label(MISREAD[key][1])
                assert cells[int(row["item_number"]), field].value == wanted, key


def test_the_reasons_are_read(original: EvaluationReadings) -> None:
    for row in csv_rows("guiyang_indicators.csv"):
        for form_number in COPIES[row["form_key"]]:
            reason = cells_of(original, form_number, "indicator")[int(row["item_number"]), "reason"]
            assert (reason.value is not None) == (row["has_reason"] == "true")


def test_weights_and_scores_add_up(readings: EvaluationReadings) -> None:
    for number, score in ((1, "90"), (2, "97"), (3, "98.34"), (4, "90"), (5, "97"), (6, "98.34")):
        indicators, funds = cells_of(readings, number, "indicator"), cells_of(readings, number, "fund")
        for field, total in (("weight", "100"), ("score", score)):
            values = [cell.value for (_, name), cell in indicators.items() if name == field]
            values.append(funds[1, field].value)
            assert sum(Decimal(value) for value in values if value is not None) == Decimal(total)
            assert None not in values


@pytest.mark.parametrize("form_key", COPIES)
def test_funds_of_every_copy(readings: EvaluationReadings, form_key: str) -> None:
    expected = {
        row["source_code"]: tuple(row[phase] or None for phase in ("initial", "adjusted", "executed"))
        for row in csv_rows("guiyang_funds.csv")
        if row["form_key"] == form_key
    }
    for form_number in COPIES[form_key]:
        assert fund_rows(readings, form_number) == expected


def test_torn_amounts_are_proven(readings: EvaluationReadings) -> None:
    torn = [cell for cell in readings.funds if "|" in cell.source_text or cell.source_text.startswith("(")]
    assert len(torn) == 7  # (0 twice; 20000|0000 three times and twice
    assert all(cell.value is not None and (cell.evidence or "").startswith("rejoined_by_") for cell in torn)


def test_scores_grades_and_heads(readings: EvaluationReadings) -> None:
    for row in csv_rows("guiyang_scores.csv"):
        copies = COPIES[row["form_key"]]
        for item_kind, field, wanted in (
            ("head", "project_name", row["project_name"]),
            ("head", "department_code", row["department_code"]),
            ("head", "unit_name", row["unit_printed"]),
            ("total", "weight", row["total_weight"]),
            ("total", "score", row["total_score"]),
            ("conclusion", "score", row["conclusion_score"]),
        ):
            cells = [cells_of(readings, number, item_kind).get((0, field)) for number in copies]
            assert {cell.value for cell in cells if cell is not None and cell.value is not None} == (
                {wanted} if wanted else set()
            ), (row["form_key"], item_kind, field)


def test_grades(original: EvaluationReadings) -> None:
    for row in csv_rows("guiyang_scores.csv"):
        for number in COPIES[row["form_key"]]:
            assert cells_of(original, number, "conclusion")[0, "grade"].value == row["grade"]


def test_the_pdf_documents_hold_no_forms(shared_file: Callable[[str], Path]) -> None:
    """Read by eye: they tell of evaluation in sentences and print no form."""
    from ingest.evaluations import cached_evaluation_vocabulary, read_evaluations
    from ingest.readers import pdf

    for name in ("putuo-finance-2024.pdf", "putuo-planning-2024.pdf", "southwest-university-2023.pdf"):
        found = read_evaluations(
            pdf.read(shared_file(f"documents/{name}").read_bytes()), cached_evaluation_vocabulary()
        )
        assert found == EvaluationReadings()
