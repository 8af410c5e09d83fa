"""Hypotheses about figures of running text: each is found where it is true, and another wins where it is only near.

Worked out by hand. 20,000.00 of 30,000.00 is 66.6667 percent, and the rounding of both moves that by 0.00003 at most;
19,999.20 of 30,000.00 is 66.6640. Two items of 28.80 and 40.00 add up to 68.80.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import duckdb
import pytest

from tests.python.identities.figure_cases import Row, figure_vocabulary, land_cases
from tests.python.warehouse.warehouse_builder import BUILD_FILE_NAME, run_dbt, write_raw

ITEMS = "narrative_general_public_items"
EDUCATION = "names=教育支出/教育管理事务/行政运行;item=1"
SCIENCE = "names=科学技术支出/科学技术管理事务/行政运行;item=2"


def row(place: str, line: str, measure: str, text: str, detail: str = "") -> Row:
    """One figure or cell of a case."""
    return {"place": place, "line_code": line, "measure_code": measure, "printed_text": text, "detail": detail}


def completion(rate: str, final_account: str = "20000.00") -> list[Row]:
    """An item whose completion rate is printed as `rate`, of a budget of 30,000.00; its amounts are confirmed."""
    return [
        row(ITEMS, "general_public", "initial_budget", "30000.00"),
        row("general_public_budget_expenditure", "2050101", "total", final_account),
        row("general_public_budget_expenditure", "2050101", "project", final_account),
        row(ITEMS, "2050101", "initial_budget", "30000.00", EDUCATION),
        row(ITEMS, "2050101", "final_account", final_account, EDUCATION),
        row(ITEMS, "2050101", "completion_rate", rate, EDUCATION),
    ]


def budgets(total: str, in_form: str | None) -> list[Row]:
    """The initial budgets of two items of project expenditure under their total, and the total of the form, if any."""
    rows = [
        row(ITEMS, "general_public", "initial_budget", total),
        row(ITEMS, "2050101", "initial_budget", "28.80", EDUCATION),
        row(ITEMS, "2060101", "initial_budget", "40.00", SCIENCE),
        row("general_public_budget_expenditure", "2050101", "project", "28.80"),
        row("general_public_budget_expenditure", "2060101", "project", "40.00"),
    ]
    if in_form is not None:
        rows.append(row("form:department_1", "form", "unit_name", "万元"))
        rows.append(row("form:department_1", "project", "initial", in_form))
    return rows


CASES: dict[str, Sequence[Row]] = {
    "rate right": completion("66.67"),
    "rate cut off": completion("66.66"),
    "rate one too high": completion("66.68"),
    "rate one too low": completion("66.65", "19999.20"),
    "rate of nothing": completion("71.35"),
    "rate misread": completion("76.67"),
    "rate beside figures that nothing confirms": completion("71.35")[3:],
    "parts right": budgets("68.80", "68.80"),
    "parts short twice": budgets("100.00", "100.00"),
    "parts short once": budgets("100.00", None),
    "parts short by two amounts": budgets("100.00", "95.00"),
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    build_file = tmp_path_factory.mktemp("figures") / BUILD_FILE_NAME
    write_raw(build_file, [])
    land_cases(build_file, CASES.items(), figure_vocabulary())
    run_dbt(build_file, ["build", "--exclude-resource-type", "unit_test", "--exclude-resource-type", "test",
                         "--select", "+fct_findings"])  # fmt: skip
    with duckdb.connect(str(build_file), read_only=True) as built:
        yield built


def findings_of(warehouse: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    """The findings about numbers of a case, with what the seed calls the hypothesis; no differences by rounding."""
    relation = warehouse.execute(
        "select findings.*, hypotheses.title_en as hypothesis_en "
        "from marts.fct_findings as findings "
        "inner join intermediate.int_documents using (document_id) "
        "left join seeds.break_hypotheses as hypotheses using (hypothesis_code) "
        "where source_name = ? and kind in ('refuted_rate', 'suspect_cell', 'lost_cell', 'lost_among_blanks', "
        "'contradicted_narrative', 'contradicted_form', 'parts_fall_short', 'unexplained_break') "
        "order by kind, finding_id",
        [f"{name}.txt"],
    )
    columns = [column[0] for column in relation.description or []]
    return [dict(zip(columns, values, strict=True)) for values in relation.fetchall()]


@pytest.mark.parametrize("name", ["rate right", "parts right"])
def test_figures_that_agree_are_no_finding(name: str, warehouse: duckdb.DuckDBPyConnection) -> None:
    assert findings_of(warehouse, name) == []


@pytest.mark.parametrize(
    ("name", "hypothesis", "called", "printed", "proposed"),
    [
        ("rate cut off", "rate_cut_off", "cut off instead of rounded", "66.66", "66.67"),
        ("rate one too high", "rate_refuted", "wrongly computed", "66.68", "66.67"),  # rounded up, nothing is cut off
        ("rate one too low", "rate_refuted", "wrongly computed", "66.65", "66.66"),  # cut off it would be 66.66
        ("rate of nothing", "rate_refuted", "wrongly computed", "71.35", "66.67"),
        ("rate misread", "digit_misread", "one digit away", "76.67", "66.67"),
    ],
)
def test_a_rate_that_its_operands_refute(
    name: str, hypothesis: str, called: str, printed: str, proposed: str, warehouse: duckdb.DuckDBPyConnection
) -> None:
    (finding,) = findings_of(warehouse, name)
    assert (finding["kind"], finding["cause"]) == ("refuted_rate", "publisher_error")
    assert (finding["hypothesis_code"], finding["hypothesis_en"]) == (hypothesis, called)
    assert (finding["printed_value"], finding["proposed_value"]) == (printed, proposed)
    assert f"({called})" in finding["message_en"]


def test_a_gap_of_a_rate_is_told_in_percentage_points(warehouse: duckdb.DuckDBPyConnection) -> None:
    """71.35 - 66.6667 = 4.6833; the rate or either of its operands may be wrong."""
    (finding,) = findings_of(warehouse, "rate beside figures that nothing confirms")
    assert (finding["kind"], finding["cause"]) == ("unexplained_break", "undecidable")
    assert "is off by 4.68 percentage points;" in finding["message_en"]
    assert "差 4.68 个百分点，" in finding["message_zh"]


def test_parts_that_two_equal_totals_outgrow_by_one_amount(warehouse: duckdb.DuckDBPyConnection) -> None:
    """100.00 in the narrative and in the form, 68.80 by item: either item could lack 31.20, so that none is named."""
    (finding,) = findings_of(warehouse, "parts short twice")
    assert (finding["kind"], finding["cause"]) == ("parts_fall_short", "publisher_error")
    assert (finding["hypothesis_code"], finding["hypothesis_en"]) == ("gap_repeated", "the same gap again")
    assert (finding["broken_check_count"], finding["proposed_value"]) == (2, None)
    assert "31.20 × 10,000 yuan" in finding["message_en"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("parts short once", {("unexplained_break", None, "undecidable")}),  # one total alone may be the wrong one
        (
            "parts short by two amounts",  # 31.20 and 26.20: the totals disagree with each other
            {
                ("contradicted_narrative", "value_replaced", "publisher_error"),
                ("contradicted_form", "value_replaced", "publisher_error"),
            },
        ),
    ],
)
def test_a_gap_that_is_not_repeated_does_not_count_as_one(
    name: str, told: set[tuple[str, str | None, str]], warehouse: duckdb.DuckDBPyConnection
) -> None:
    findings = findings_of(warehouse, name)
    assert {(finding["kind"], finding["hypothesis_code"], finding["cause"]) for finding in findings} == told
