"""No rule without a fixture that breaks it: each identity of the seeds is seen in every status it can have."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import pytest

from tests.python.identities.conftest import CASES_FILE, FIGURE_CASES_FILE, read_csv
from tests.python.warehouse.warehouse_builder import PROJECT

IDENTITIES = read_csv(PROJECT / "seeds" / "identities.csv")
TERMS = read_csv(PROJECT / "seeds" / "identity_terms.csv")
CASES = read_csv(CASES_FILE) + read_csv(FIGURE_CASES_FILE)
LINEAR_KINDS = {"sum", "copy", "ordering"}
NUMBER_KINDS = {"counts", "counts_within", "scores", "hundred"}
ROUNDED_KINDS = LINEAR_KINDS | {"rate", "growth", "scores", "hundred"}  # things counted are never rounded
NEEDED = {True: {"broken", "within_rounding", "exact", "not_checkable"}, False: {"broken", "exact", "not_checkable"}}


@pytest.mark.parametrize("identity", IDENTITIES, ids=lambda identity: str(identity["identity_code"]))
def test_each_identity_has_a_case_for_every_status(identity: dict[str, str]) -> None:
    statuses = {row["expected_status"] for row in CASES if row["identity_code"] == identity["identity_code"]}
    missing = NEEDED[identity["kind"] in ROUNDED_KINDS] - statuses
    assert not missing, f"{identity['identity_code']} has no case in {CASES_FILE.name} for: {sorted(missing)}"


def test_every_case_belongs_to_an_identity() -> None:
    assert {row["identity_code"] for row in CASES} <= {identity["identity_code"] for identity in IDENTITIES}


def test_every_case_gets_the_status_worked_out_by_hand(case_warehouse: duckdb.DuckDBPyConnection) -> None:
    judged = {
        (name.removesuffix(".txt"), instance_key): (status, explanation)
        for name, instance_key, status, explanation in case_warehouse.execute(
            """
            select documents.source_name, instance_key, status, explanation
            from marts.fct_identity_checks as checks
            inner join intermediate.int_documents as documents
                on checks.document_id = documents.document_id
            where starts_with(documents.source_name, checks.identity_code || ':')
            """
        ).fetchall()
    }
    expected = {
        (f"{row['identity_code']}:{row['case']}", row["instance_key"]): (
            row["expected_status"],
            row["expected_explanation"] or None,
        )
        for row in CASES
    }
    differences = [
        f"{document} {instance}: expected {outcome}, judged {judged.get((document, instance))}"
        for (document, instance), outcome in expected.items()
        if judged.get((document, instance)) != outcome
    ]
    assert not differences, "\n".join(differences)


def test_the_tolerance_is_half_the_last_printed_digit_of_each_printed_cell(
    case_warehouse: duckdb.DuckDBPyConnection,
) -> None:
    def tolerance(document: str, instance_key: str) -> Decimal:
        row = case_warehouse.execute(
            """
            select tolerance_yuan from marts.fct_identity_checks as checks
            inner join intermediate.int_documents as documents
                on checks.document_id = documents.document_id
            where source_name = ? and starts_with(source_name, identity_code || ':') and instance_key = ?
            """,
            [f"{document}.txt", instance_key],
        ).fetchone()
        assert row is not None
        value = row[0]
        assert isinstance(value, Decimal)
        return value

    # Printed to 0.01 万元 every cell is known to 50 yuan: a total of eight parts, two copies, a total of two parts.
    assert tolerance("summary_income_equals_sources:exact", "-/-") == Decimal("450.000000")
    assert tolerance("summary_grand_totals_balance:exact", "-/-") == Decimal("100.000000")
    assert tolerance("expenditure_row_equals_natures:within_rounding", "20505/-") == Decimal("150.000000")
    # A blank contributes no uncertainty: one total and one part are printed.
    assert tolerance("expenditure_row_equals_natures:broken", "20505/-") == Decimal("100.000000")


def test_what_was_not_judged_has_no_residual(case_warehouse: duckdb.DuckDBPyConnection) -> None:
    counts = case_warehouse.execute(
        """
        select
            count(*) filter (where status = 'not_checkable'),
            count(*) filter (where status = 'not_checkable' and residual_yuan is not null),
            count(*) filter (where status = 'not_checkable' and explanation is null),
            count(*) filter (where status <> 'not_checkable' and printed_cell_count = 0)
        from marts.fct_identity_checks
        """
    ).fetchone()
    assert counts is not None
    not_checkable, *wrong = counts
    assert not_checkable > 1000
    assert wrong == [0, 0, 0]


def test_every_owed_instance_is_there(case_warehouse: duckdb.DuckDBPyConnection) -> None:
    differences = case_warehouse.execute(
        """
        with found as (
            select document_id, identity_code, count(*) as instance_count
            from marts.fct_identity_checks
            group by document_id, identity_code
        )
        select expected.document_id, expected.identity_code, expected_instance_count, instance_count
        from intermediate.int_identity_expected_counts as expected
        full join found
            on expected.document_id = found.document_id and expected.identity_code = found.identity_code
        where expected_instance_count is distinct from instance_count
        """
    ).fetchall()
    assert differences == []


def test_terms_are_well_formed() -> None:
    kinds = {identity["identity_code"]: identity["kind"] for identity in IDENTITIES}
    assert {term["identity_code"] for term in TERMS} == set(kinds)
    for term in TERMS:
        if kinds[term["identity_code"]] in LINEAR_KINDS | NUMBER_KINDS:
            weight = Decimal(term["weight"])
            assert (weight > 0) == (term["role"] == "total"), term
            assert weight != 0, term
        assert bool(term["line_code"]) == (term["line_selector"] in {"line", "repeated_in"}), term


def test_a_cell_of_another_document_names_the_document_that_prints_it(
    case_warehouse: duckdb.DuckDBPyConnection,
) -> None:
    cells = case_warehouse.execute(
        """
        select cells.statement_code, printed.source_name
        from marts.fct_identity_check_cells as cells
        inner join intermediate.int_documents as judged on cells.document_id = judged.document_id
        inner join intermediate.int_documents as printed on cells.cell_document_id = printed.document_id
        where identity_code in ('opening_balance_equals_year_before', 'units_within_income')
            and judged.source_name in ('opening_balance_equals_year_before:exact.txt', 'units_within_income:exact.txt')
        order by all
        """
    ).fetchall()
    assert cells == [
        ("income", "units_within_income:exact.txt"),
        ("income_expenditure_summary", "opening_balance_equals_year_before:exact.txt"),
        ("units_income", "units_within_income:exact:unit.txt"),
        ("year_before_income_expenditure_summary", "opening_balance_equals_year_before:exact:year_before.txt"),
    ]
