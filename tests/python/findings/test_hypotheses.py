"""Every hypothesis is found where it is true, with cause and value, and not where it is only near."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import duckdb
import pytest

from tests.python.findings.accounts import BASIC, EXPENDITURE, GENERAL_PUBLIC, ROWS, account, project
from tests.python.warehouse.warehouse_builder import Cell, Document, build_warehouse

PLACE = (EXPENDITURE, "2060499", "project")  # printed 1,270.50
ROW = (EXPENDITURE, "2060499")
FUND_ITEM = "2120899"  # the only line of its statement: nothing but its two rows speaks of it


def _with_cells(document: Document, *cells: Cell) -> Document:
    """A document with further cells."""
    return replace(document, cells=[*document.cells, *cells])


DOCUMENTS = [
    account("consistent"),
    account("blank", {project("215"): ""}),
    account("blanks of a page", {project(line): "" for line in ("215", "21505", "2150517")}),
    account("parent and child", {project("206"): "", project("20699"): ""}),
    account("column", {project(line): "" for line in ROWS if ROWS[line][2]}),
    account("unreadable", {PLACE: "?1,2l0.50"}),
    account("glued", {PLACE: "?130.001,270.50"}),
    account("digit", {PLACE: "1,370.50"}),
    account("digit in a poor text", {PLACE: "1,370.50", (GENERAL_PUBLIC, "2080501", "total"): "?40.O0"}),
    account("transposed", {PLACE: "1,720.50"}),
    account("separator", {PLACE: "12,705.00"}),
    account("ten thousand", {PLACE: "12,705,000.00"}),
    account("sign", {project("2069999"): "-95.25"}),
    account("replaced", {PLACE: "888.88"}),
    account("swapped", {(*ROW, "basic"): "1,270.50", PLACE: "130.00"}),
    account(
        "shifted",
        {(*ROW, "total"): "", (*ROW, "basic"): "1,400.50", PLACE: "130.00", (*ROW, "to_superior"): "1,270.50"},
    ),
    account("one column off", {project("2060499"): "", (*ROW, "to_superior"): "1,270.50"}),
    account(
        "grid shifted",
        {
            (EXPENDITURE, line, measure): text
            for line, texts in ROWS.items()
            for measure, text in zip(("total", "basic", "project", "to_superior"), ("", *texts), strict=True)
        },
    ),
    # The blank beside it would have to be 415.25 - 445.00 = -29.75, which nobody spends.
    account("above", {(BASIC, "30101", "amount"): "445.00", (BASIC, "30102", "amount"): ""}),
    account("two digits apart", {PLACE: "1,370.50", project("2150517"): "6,381.33"}),
    account("within rounding", {PLACE: "1,270.51"}),
    account("one witness", {(BASIC, "30101", "amount"): ""}),
    account("one of several", {(BASIC, "30101", "amount"): "246.00"}),
    account(
        "row gone",
        {(EXPENDITURE, "2069999", measure): None for measure in ("total", "basic", "project", "to_superior")},
    ),
    # The income statement prints 2150599 with just what the sums lack; the row of 2150517 lacks it too.
    _with_cells(account("line or blank", {project("2150517"): ""}), Cell("income", "", "2150599", "total", "6,381.83")),
    account(
        "row gone, copy wrong",
        {
            **{(EXPENDITURE, "2069999", measure): None for measure in ("total", "basic", "project", "to_superior")},
            **{(GENERAL_PUBLIC, line, "total"): "96.25" for line in ("20699", "2069999")},
            **{(GENERAL_PUBLIC, line, "project"): "96.25" for line in ("20699", "2069999")},
        },
    ),
    _with_cells(
        account("total or neighbours"),
        *(
            Cell("government_fund", "", FUND_ITEM, measure, text)
            for measure, text in {
                "opening_balance": "10.00",
                "income": "90.00",
                "total": "88.00",
                "basic": "73.00",
                "project": "12.00",
                "closing_balance": "15.00",
            }.items()
        ),
    ),
]
Finding = dict[str, Any]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("findings")
    select = ["+fct_findings", "+fct_finding_cells", "+fct_reported_amounts"]
    with build_warehouse(folder, DOCUMENTS, select=select) as built:
        yield built


def findings_of(warehouse: duckdb.DuckDBPyConnection, name: str) -> list[Finding]:
    """The findings of a document that are more than rounding."""
    relation = warehouse.execute(
        "select findings.* from marts.fct_findings as findings "
        "inner join intermediate.int_documents using (document_id) "
        "where source_name = ? and kind not in ('rounding_difference', 'broken_structure') "
        "order by line_code, measure_code",
        [f"{name}.txt"],
    )
    columns = [column[0] for column in relation.description or []]
    return [dict(zip(columns, row, strict=True)) for row in relation.fetchall()]


def places(findings: list[Finding]) -> set[tuple[str, str, str]]:
    return {(finding["statement_code"], finding["line_code"], finding["measure_code"]) for finding in findings}


def test_a_consistent_account_has_no_finding(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert findings_of(warehouse, "consistent") == []
    assert findings_of(warehouse, "within rounding") == []


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("blank", ["215"]),
        ("blanks of a page", ["215", "21505", "2150517"]),
        ("parent and child", ["206", "20699"]),
        ("column", [line for line in ROWS if ROWS[line][2]]),
        ("unreadable", ["2060499"]),
    ],
)
def test_lost_amounts_are_deduced_to_the_cent(
    name: str, lines: list[str], warehouse: duckdb.DuckDBPyConnection
) -> None:
    findings = findings_of(warehouse, name)
    assert places(findings) == {project(line) for line in lines}
    for finding in findings:
        assert (finding["kind"], finding["cause"], finding["severity"]) == ("lost_cell", "extraction_loss", "critical")
        assert finding["proposed_value"] == ROWS[finding["line_code"]][2].replace(",", "")
        assert finding["witness_count"] >= 2
        assert finding["printed_value"] is None
    deduced = warehouse.execute(
        "select line_code, amount_printed, finding_id from marts.fct_reported_amounts as amounts "
        "inner join intermediate.int_documents using (document_id) "
        "where source_name = ? and cell_state = 'deduced'",
        [f"{name}.txt"],
    ).fetchall()
    assert {(line, f"{value:.2f}", finding_id) for line, value, finding_id in deduced} == {
        (finding["line_code"], finding["proposed_value"], finding["finding_id"]) for finding in findings
    }


def test_a_whole_column_is_told_as_one_and_a_single_blank_is_not(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert {finding["hypothesis_code"] for finding in findings_of(warehouse, "column")} == {"whole_column_lost"}
    assert {finding["hypothesis_code"] for finding in findings_of(warehouse, "blank")} == {"blank_lost"}


@pytest.mark.parametrize(
    ("name", "line", "hypothesis", "cause", "value"),
    [
        ("digit", "2060499", "digit_misread", "publisher_error", "1270.50"),
        ("digit in a poor text", "2060499", "digit_misread", "undecidable", "1270.50"),
        ("transposed", "2060499", "digits_transposed", "publisher_error", "1270.50"),
        ("separator", "2060499", "separator_misread", "publisher_error", "1270.50"),
        ("ten thousand", "2060499", "unit_of_ten_thousand", "publisher_error", "1270.50"),
        ("sign", "2069999", "sign_lost", "publisher_error", "95.25"),
        ("replaced", "2060499", "value_replaced", "publisher_error", "1270.50"),
    ],
)
def test_a_slip_is_named_and_mended(
    name: str, line: str, hypothesis: str, cause: str, value: str, warehouse: duckdb.DuckDBPyConnection
) -> None:
    findings = [finding for finding in findings_of(warehouse, name) if finding["kind"] != "lost_cell"]
    assert places(findings) == {project(line)}
    (finding,) = findings
    assert (finding["kind"], finding["hypothesis_code"], finding["cause"]) == ("suspect_cell", hypothesis, cause)
    assert finding["proposed_value"] == value
    assert f"{value}" in finding["message_zh"]
    assert finding["broken_check_count"] >= 2


def test_a_number_inside_another_cell_is_glued_and_an_unreadable_one_is_not(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    assert [finding["hypothesis_code"] for finding in findings_of(warehouse, "glued")] == ["row_glued"]
    assert [finding["hypothesis_code"] for finding in findings_of(warehouse, "unreadable")] == ["number_unreadable"]


def test_two_errors_in_one_column_are_told_apart(warehouse: duckdb.DuckDBPyConnection) -> None:
    findings = findings_of(warehouse, "two digits apart")
    assert {(finding["line_code"], finding["proposed_value"]) for finding in findings} == {
        ("2060499", "1270.50"),
        ("2150517", "6381.83"),
    }


def test_neighbours_that_changed_places_are_one_finding(warehouse: duckdb.DuckDBPyConnection) -> None:
    (finding,) = findings_of(warehouse, "swapped")
    assert (finding["kind"], finding["hypothesis_code"], finding["cause"]) == (
        "swapped_cells",
        "neighbours_swapped",
        "undecidable",
    )
    assert "expenditure//2060499/basic" in finding["cells"]
    assert "expenditure//2060499/project" in finding["cells"]


def proposals(warehouse: duckdb.DuckDBPyConnection, finding: Finding) -> dict[tuple[str, str], str]:
    """What a finding of several cells proposes for each of them, by line and measure, in 万元."""
    rows = warehouse.execute(
        "select line_code, measure_code, proposed_amount_yuan / 10000 from marts.fct_finding_cells "
        "where finding_id = ? and cell_role in ('lost', 'suspect')",
        [finding["finding_id"]],
    ).fetchall()
    return {(line, measure): f"{value:.2f}" for line, measure, value in rows}


def test_a_row_that_stands_one_column_off_is_one_finding(warehouse: duckdb.DuckDBPyConnection) -> None:
    (finding,) = findings_of(warehouse, "shifted")
    assert (finding["kind"], finding["cause"]) == ("shifted_cells", "extraction_loss")
    assert proposals(warehouse, finding) == {
        ("2060499", "total"): "1400.50",
        ("2060499", "basic"): "130.00",
        ("2060499", "project"): "1270.50",
        ("2060499", "to_superior"): "0.00",
    }


def test_one_number_a_column_off_is_one_finding(warehouse: duckdb.DuckDBPyConnection) -> None:
    (finding,) = findings_of(warehouse, "one column off")
    assert (finding["kind"], finding["hypothesis_code"]) == ("shifted_cells", "column_shifted")
    assert proposals(warehouse, finding) == {("2060499", "project"): "1270.50", ("2060499", "to_superior"): "0.00"}


def test_a_grid_that_stands_one_column_off_is_put_back(warehouse: duckdb.DuckDBPyConnection) -> None:
    findings = findings_of(warehouse, "grid shifted")
    assert {(finding["kind"], finding["cause"]) for finding in findings} == {("shifted_cells", "extraction_loss")}
    told: dict[tuple[str, str], str] = {}
    for finding in findings:
        told |= proposals(warehouse, finding)
    wanted = {
        (line, measure): text.replace(",", "") or "0.00"
        for line, texts in ROWS.items()
        for measure, text, before in zip(
            ("total", "basic", "project", "to_superior"), (*texts, ""), ("", *texts), strict=True
        )
        if text != before
    }
    assert told == wanted


def test_no_amount_below_zero_is_proposed(warehouse: duckdb.DuckDBPyConnection) -> None:
    findings = findings_of(warehouse, "above")
    assert findings
    assert {finding["cause"] for finding in findings} == {"undecidable"}
    assert (BASIC, "30102", "amount") not in places(findings)


def test_one_witness_is_not_enough_to_deduce(warehouse: duckdb.DuckDBPyConnection) -> None:
    (finding,) = findings_of(warehouse, "one witness")
    assert (finding["kind"], finding["cause"], finding["proposed_value"]) == ("lost_cell", "undecidable", "245.00")


def test_a_cell_among_equals_is_undecidable(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert {finding["cause"] for finding in findings_of(warehouse, "one of several")} == {"undecidable"}


def test_a_line_that_is_gone_is_told_with_its_amounts(warehouse: duckdb.DuckDBPyConnection) -> None:
    """2069999 is the only child of 20699 (95.25, all of it project expenditure): the sum of all items lacks it."""
    findings = findings_of(warehouse, "row gone")
    (lost,) = [finding for finding in findings if finding["kind"] == "lost_line"]
    assert (lost["cause"], lost["hypothesis_code"]) == ("extraction_loss", "line_lost")
    assert proposals(warehouse, lost) == {("2069999", "total"): "95.25", ("2069999", "project"): "95.25"}
    assert {finding["cause"] for finding in findings if finding is not lost} <= {"undecidable"}


def test_a_blank_that_its_row_demands_comes_before_a_line_that_is_gone(warehouse: duckdb.DuckDBPyConnection) -> None:
    lost = [one for one in findings_of(warehouse, "line or blank") if one["kind"] in ("lost_cell", "lost_line")]
    assert [(one["kind"], one["cause"], one["proposed_value"]) for one in lost] == [
        ("lost_cell", "extraction_loss", "6381.83")
    ]


def test_a_line_of_another_amount_is_not_taken_for_the_one_that_is_gone(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    """The other statement prints 96.25 for it, which the sums do not lack."""
    assert "lost_line" not in {finding["kind"] for finding in findings_of(warehouse, "row gone, copy wrong")}


def test_one_cell_that_mends_as_much_comes_before_two_that_changed_places(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    """85.00 was spent and 88.00 printed: 88 - 73 - 12 is 3 too much, 10 + 90 - 88 - 15 is 3 too little.

    Were 12.00 and 15.00, which stand side by side, in each other's place, both rows would add up as well.
    """
    found = findings_of(warehouse, "total or neighbours")
    (finding,) = [one for one in found if one["kind"] != "unknown_subject_code"]
    assert places([finding]) == {("government_fund", FUND_ITEM, "total")}
    assert (finding["kind"], finding["hypothesis_code"]) == ("suspect_cell", "digit_misread")
    assert (finding["printed_value"], finding["proposed_value"]) == ("88.00", "85.00")


def test_cells_of_one_check_are_told_in_one_order(warehouse: duckdb.DuckDBPyConnection) -> None:
    """All cells of a shifted row stand in one check: which of them tells it must not change with the build."""
    checks = warehouse.execute(
        "select list(cell_key order by place_within_witness) from intermediate.int_finding_checks "
        "where cell_key is not null "
        "group by document_id, subject_key, relation, witness_set, check_key having count(*) > 1"
    ).fetchall()
    assert checks
    assert [cells for (cells,) in checks if cells != sorted(cells)] == []
