"""Rules that look at shares of broken checks, on hand-written rows: what they count, and when they say nothing.

How the failure rates themselves are counted is a unit test of dbt (models/marts/quality/rpt_failure_rates.yml).
"""

from __future__ import annotations

import csv
from decimal import Decimal

import duckdb
import pytest

from expectations.runner import structural_rules
from tests.python.conftest import PROJECT

RULES = {rule.expectation_id: rule for rule in structural_rules()}
LOCATED = "critical_breaks_are_explained_or_few"
GROUPINGS = ("identity", "department", "year")
SHARE_RULES = (LOCATED, *(f"checks_fail_seldom_by_{grouping}" for grouping in GROUPINGS))
CHECKS_OF_A_DOCUMENT = 20


def limit(expectation_id: str) -> float:
    """The rule's limit as the seed has it."""
    with (PROJECT / "seeds" / "expectation_thresholds.csv").open(encoding="utf-8", newline="") as file:
        values = {row["threshold_code"]: Decimal(row["value"]) for row in csv.DictReader(file)}
    return float(values[RULES[expectation_id].threshold_code or ""])


def shares(broken: int, *, explained: bool = False) -> list[float]:
    """The shares of a document with 20 critical checks of which `broken` are broken."""
    connection = duckdb.connect()
    connection.execute(f"""
        create schema marts;
        create table marts.dim_documents as select 'd1' as document_id, true as is_current;
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
    found = connection.execute(f"select share from ({RULES[LOCATED].failing_rows})").fetchall()
    return [float(row[0]) for row in found]


def rates(grouping: str, share: str, *, is_watched: bool) -> list[float]:
    """What the rule of a grouping measures where its one row has this share, beside a worse row of another grouping."""
    connection = duckdb.connect()
    connection.execute(
        """
        create schema marts;
        create table marts.rpt_failure_rates as
        select grouping_code, 'rows_add_up' as identity_code, 'dep' as department_id, '某局' as department_name,
            2023 as fiscal_year, 12 as document_count, 20 as check_count, 5 as broken_count,
            failure_share::decimal(7, 6) as failure_share, is_watched
        from (values (?, ?, ?), ('department_year', '1', true)) as given (grouping_code, failure_share, is_watched)
        """,
        [grouping, share, is_watched],
    )
    found = connection.execute(f"select share from ({RULES[f'checks_fail_seldom_by_{grouping}'].failing_rows})")
    return [float(row[0]) for row in found.fetchall()]


def test_many_broken_checks_are_beyond_the_limit() -> None:
    assert shares(broken=5) == [0.25]  # 5 of 20
    assert limit(LOCATED) < 0.25


def test_few_broken_checks_are_within_the_limit() -> None:
    assert shares(broken=1) == [0.05]  # 1 of 20
    assert limit(LOCATED) >= 0.05


def test_a_break_that_a_finding_locates_does_not_close_the_gate() -> None:
    assert shares(broken=20) == [1.0]
    assert shares(broken=20, explained=True) == [0.0]


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_a_rate_is_held_against_the_limit_of_its_grouping(grouping: str) -> None:
    rule = f"checks_fail_seldom_by_{grouping}"
    assert rates(grouping, "0.25", is_watched=True) == [0.25]
    assert limit(rule) < 0.25
    assert rates(grouping, "0.05", is_watched=True) == [0.05]
    assert limit(rule) >= 0.05


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_a_few_documents_say_nothing_of_a_drift(grouping: str) -> None:
    assert rates(grouping, "1", is_watched=False) == [0.0]
