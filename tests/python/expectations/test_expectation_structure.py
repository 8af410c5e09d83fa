"""Every structural expectation closes the gate, or warns, when exactly its one thing is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from expectations import run_checks
from expectations.runner import structural_rules
from tests.python.expectations.fixture_build import MakeBuild
from tests.python.expectations.structural_breaks import EMPTIED, GATES, WARNINGS
from tests.python.expectations.test_failure_rates import SHARE_RULES


def test_a_sound_build_passes_everything(make_build: MakeBuild, seeds_dir: Path) -> None:
    report = run_checks(make_build(), "run", seeds_dir)
    assert (report.failures, report.warnings, report.gate) == ((), (), "open")
    # By hand: 4 identities, two expectations each; and the structural rules.
    assert report.expectation_count == report.pass_count == 8 + len(structural_rules())


def test_every_structural_rule_has_a_case_that_breaks_it() -> None:
    emptied = {f"{table.removeprefix('marts.').replace('.', '_')}_is_not_empty" for table in EMPTIED}
    assert {rule.expectation_id for rule in structural_rules()} == {*GATES, *WARNINGS, *SHARE_RULES, *emptied}


@pytest.mark.parametrize("expectation_id", GATES)
def test_a_broken_structure_closes_the_gate(expectation_id: str, make_build: MakeBuild, seeds_dir: Path) -> None:
    case = GATES[expectation_id]
    report = run_checks(make_build(case.statement), "run", seeds_dir)
    failures = {failure.expectation_id: failure for failure in report.failures}
    assert set(failures) == {expectation_id, *case.others}
    assert report.gate == "closed"
    failure = failures[expectation_id]
    assert (failure.outcome, failure.severity) == ("fail", "gate")
    for message in (failure.message_en, failure.message_zh):
        assert expectation_id in message
        assert case.named in message


@pytest.mark.parametrize("table", EMPTIED)
def test_an_empty_table_closes_the_gate(table: str, make_build: MakeBuild, seeds_dir: Path) -> None:
    report = run_checks(make_build(f"delete from {table}"), "run", seeds_dir)
    failed = {failure.expectation_id: failure for failure in report.failures}
    expectation_id = f"{table.removeprefix('marts.').replace('.', '_')}_is_not_empty"
    assert report.gate == "closed"
    assert f"empty_table {table}" in failed[expectation_id].message_en


@pytest.mark.parametrize("expectation_id", WARNINGS)
def test_an_implausible_build_warns_and_passes(expectation_id: str, make_build: MakeBuild, seeds_dir: Path) -> None:
    case = WARNINGS[expectation_id]
    report = run_checks(make_build(case.statement), "run", seeds_dir)
    assert report.failures == ()
    assert report.gate == "open"
    assert [warning.expectation_id for warning in report.warnings] == [expectation_id]
    assert case.named in report.warnings[0].message_en


def test_accounts_of_two_scopes_are_current_side_by_side(make_build: MakeBuild, seeds_dir: Path) -> None:
    beside = make_build(
        "update marts.dim_documents set is_current = true, account_scope = 'consolidated' where document_id = 'd0'"
    )
    assert run_checks(beside, "run", seeds_dir).failures == ()


def test_an_amount_printed_again_alike_need_not_stand_twice(make_build: MakeBuild, seeds_dir: Path) -> None:
    repeated = make_build(
        "insert into raw.cells select * replace (4 as row_index) from raw.cells "
        "where document_id = 'd1' and line_code = '208' and measure_code = 'basic'",
        "update raw.ingest_log set cell_count = 16, printed_number_count = 13, placed_number_count = 11 "
        "where document_id = 'd1'",
    )
    assert run_checks(repeated, "run", seeds_dir).failures == ()


def test_a_disputed_amount_must_keep_every_claim(make_build: MakeBuild, seeds_dir: Path) -> None:
    lost_claim = make_build(
        "insert into raw.cells select * replace (4 as row_index, '2.00' as text) from raw.cells "
        "where document_id = 'd1' and line_code = '208' and measure_code = 'basic'",
        "update raw.ingest_log set cell_count = 16, printed_number_count = 13, placed_number_count = 11 "
        "where document_id = 'd1'",
        "update marts.fct_reported_amounts set cell_state = 'disputed' "
        "where document_id = 'd1' and line_code = '208' and measure_code = 'basic'",
    )
    report = run_checks(lost_claim, "run", seeds_dir)
    assert [failure.expectation_id for failure in report.failures] == ["printed_amounts_are_in_the_fact_once"]
    assert "source_row 4" in report.failures[0].message_en


def test_only_current_documents_are_held_to_undisputed_totals(make_build: MakeBuild, seeds_dir: Path) -> None:
    old = make_build("update marts.fct_reported_amounts set cell_state = 'disputed' where document_id = 'd0'")
    assert run_checks(old, "run", seeds_dir).failures == ()
