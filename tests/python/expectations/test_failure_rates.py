"""Rules that look at shares of broken checks, on hand-written checks: what they count, and when they say nothing.

A drift shows in ten documents or more, so these rules are measured on tables of their own and not on the sound build.
"""

from __future__ import annotations

import csv
from decimal import Decimal

import duckdb
import pytest

from expectations.runner import structural_rules
from tests.python.conftest import PROJECT

RULES = {rule.expectation_id: rule for rule in structural_rules()}
SHARE_RULES = (
    "critical_breaks_are_explained_or_few",
    "checks_fail_seldom_by_identity",
    "checks_fail_seldom_by_department",
    "checks_fail_seldom_by_year",
)
CHECKS_OF_A_DOCUMENT = 20


def limit(expectation_id: str) -> float:
    """The rule's limit as the seed has it."""
    with (PROJECT / "seeds" / "expectation_thresholds.csv").open(encoding="utf-8", newline="") as file:
        values = {row["threshold_code"]: Decimal(row["value"]) for row in csv.DictReader(file)}
    return float(values[RULES[expectation_id].threshold_code or ""])


def shares(expectation_id: str, documents: int, broken: int, *, explained: bool = False) -> list[float]:
    """The shares that the rule measures: `documents` of one department, year and identity, with 20 critical checks
    each, of which `broken` are broken."""
    connection = duckdb.connect()
    connection.execute(f"""
        create schema marts;
        create table marts.dim_documents as
        select 'd' || number as document_id, 'dep' as department_id, 2023 as fiscal_year, true as is_current
        from range({documents}) as numbers(number);
        create table marts.fct_identity_checks as
        select document_id, 'rows_add_up' as identity_code, 'line' || number as instance_key, 'critical' as severity,
            case when number < {broken} then 'broken' else 'exact' end as status
        from marts.dim_documents, range({CHECKS_OF_A_DOCUMENT}) as numbers(number);
        create table marts.fct_findings as
        select 'f' || document_id as finding_id, 'lost_cell' as kind, 'extraction_loss' as cause,
            'open' as review_state
        from marts.dim_documents where {explained};
        create table marts.fct_finding_checks as
        select 'f' || document_id as finding_id, document_id, identity_code, instance_key
        from marts.fct_identity_checks where status = 'broken' and {explained};
    """)
    found = connection.execute(f"select share from ({RULES[expectation_id].failing_rows})").fetchall()
    return [float(row[0]) for row in found]


@pytest.mark.parametrize("expectation_id", SHARE_RULES)
def test_many_broken_checks_are_beyond_the_limit(expectation_id: str) -> None:
    found = shares(expectation_id, documents=12, broken=5)
    assert set(found) == {0.25}  # 5 of 20
    assert max(found) > limit(expectation_id)


@pytest.mark.parametrize("expectation_id", SHARE_RULES)
def test_few_broken_checks_are_within_the_limit(expectation_id: str) -> None:
    found = shares(expectation_id, documents=12, broken=1)
    assert set(found) == {0.05}  # 1 of 20
    assert max(found) <= limit(expectation_id)


@pytest.mark.parametrize("expectation_id", [name for name in SHARE_RULES if name.startswith("checks_fail_seldom")])
def test_a_few_documents_say_nothing_of_a_drift(expectation_id: str) -> None:
    assert set(shares(expectation_id, documents=9, broken=20)) == {0.0}


def test_a_break_that_a_finding_locates_does_not_close_the_gate() -> None:
    assert set(shares("critical_breaks_are_explained_or_few", documents=1, broken=20)) == {1.0}
    assert set(shares("critical_breaks_are_explained_or_few", documents=1, broken=20, explained=True)) == {0.0}
