"""Each identity has its expectations: a dropped one closes the gate, a broken one warns with its cells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from expectations import CheckReport, run_checks
from tests.python.expectations.fixture_build import MakeBuild, write_seeds

BREAK = (
    "update marts.fct_identity_checks set status = 'broken', residual_yuan = 63818300.00, tolerance_yuan = 100 "
    "where document_id = 'd1' and instance_key = '208/-'"
)


def _failed(report: CheckReport) -> list[str]:
    return [failure.expectation_id for failure in report.failures]


@pytest.mark.parametrize(
    ("statement", "identity", "named"),
    [
        (
            "delete from marts.fct_identity_checks where identity_code = 'codes_agree'",
            "codes_agree",
            "document_id d1, instance_count 0, expected_instance_count 1",
        ),
        (
            "delete from marts.fct_identity_checks where document_id = 'd1' and instance_key = '208/-'",
            "row_equals_natures",
            "document_id d1, instance_count 2, expected_instance_count 3",
        ),
        (
            "delete from intermediate.int_identity_expected_counts where identity_code = 'codes_agree'",
            "codes_agree",
            "document_id d1, instance_count 1",
        ),
        (
            "delete from marts.fct_identity_checks where identity_code = 'codes_agree'; "
            "update intermediate.int_identity_expected_counts set expected_instance_count = 0 "
            "where identity_code = 'codes_agree'",
            "codes_agree",
            "document_id d1, instance_count 0, expected_instance_count 0",
        ),
    ],
    ids=["no row at all", "one instance gone", "nothing announced", "nothing due and nothing judged"],
)
def test_an_identity_that_is_not_evaluated_closes_the_gate(
    statement: str, identity: str, named: str, make_build: MakeBuild, seeds_dir: Path
) -> None:
    report = run_checks(make_build(statement), "run", seeds_dir)
    assert _failed(report) == [f"{identity}_is_fully_judged"]
    assert report.gate == "closed"
    assert named in report.failures[0].message_en


def test_counts_that_are_equal_only_in_sum_close_the_gate(make_build: MakeBuild, seeds_dir: Path) -> None:
    shifted = make_build(
        "update marts.dim_documents set is_current = true, fiscal_year = 2022 where document_id = 'd0'",
        "update marts.fct_identity_checks set document_id = 'd0', instance_key = 'moved/-' "
        "where document_id = 'd1' and instance_key = '208/-'",
    )
    report = run_checks(shifted, "run", seeds_dir)
    assert _failed(report) == ["row_equals_natures_is_fully_judged"]
    assert report.failures[0].observed == "6 instances, 2 documents incomplete"
    assert report.failures[0].expected == "6 instances, 0 documents incomplete"


def test_an_identity_outside_its_years_is_not_due(make_build: MakeBuild, seeds_dir: Path) -> None:
    unjudged = make_build(
        "update marts.dim_documents set fiscal_year = 2019",
        "delete from marts.fct_identity_checks where identity_code = 'total_equals_classes'",
    )
    assert "total_equals_classes_is_fully_judged" not in _failed(run_checks(unjudged, "run", seeds_dir))


def test_a_broken_identity_warns_with_its_cells(make_build: MakeBuild, seeds_dir: Path) -> None:
    report = run_checks(make_build(BREAK), "run", seeds_dir)
    assert (report.gate, report.failures, report.warn_count) == ("open", (), 1)
    warning = report.warnings[0]
    assert warning.expectation_id == "row_equals_natures_has_no_unexplained_break"
    assert (warning.subject, warning.observed, warning.expected) == ("row_equals_natures", "1", "0")
    for words in (
        "某市大数据发展管理局 2023 (d1) 208/-",
        "差额 63818300.00 元（容差 100.000000）",
        "支出决算表 208 社会保障和就业支出 本年支出合计（第 1 页 第 6 行，“1.00”）",
        "支出决算表 208 社会保障和就业支出 项目支出（第 1 页 第 6 行，空白）",
    ):
        assert words in warning.message_zh
    for words in (
        "off by 63818300.00 yuan",
        "Expenditure by function subject, 208 社会保障和就业支出, Project (page 1 line 6, blank)",
    ):
        assert words in warning.message_en
    row = json.loads(warning.failing_rows)[0]
    assert (row["document_id"], row["instance_key"], row["residual_yuan"]) == ("d1", "208/-", "63818300.00")
    assert [cell["measure_code"] for cell in row["cells"]] == ["total", "basic", "project"]


def test_a_break_in_a_superseded_document_is_not_shown(make_build: MakeBuild, seeds_dir: Path) -> None:
    report = run_checks(make_build(BREAK.replace("'d1'", "'d0'")), "run", seeds_dir)
    assert (report.warnings, report.failures) == ((), ())


def _finding(cause: str, review_state: str = "open", kind: str = "lost_cell", document_id: str = "d1") -> list[str]:
    return [
        f"insert into marts.fct_findings values ('f1', '{document_id}', '{kind}', '{cause}', '{review_state}')",
        f"insert into marts.fct_finding_checks values ('f1', '{document_id}', 'row_equals_natures', '208/-')",
    ]


@pytest.mark.parametrize(
    ("finding", "warnings"),
    [
        (_finding("publisher_error"), 0),
        (_finding("extraction_loss"), 0),
        (_finding("undecidable"), 1),
        (_finding("undecidable", "dismissed"), 0),
        (_finding("undecidable", "accepted"), 0),
        (_finding("publisher_error", document_id="d0"), 1),
        (_finding("publisher_error")[:1], 1),
    ],
    ids=["publisher", "extraction", "undecidable", "dismissed", "accepted", "another document", "another check"],
)
def test_only_a_cause_or_a_review_excuses_a_break(
    finding: list[str], warnings: int, make_build: MakeBuild, seeds_dir: Path
) -> None:
    assert run_checks(make_build(BREAK, *finding), "run", seeds_dir).warn_count == warnings


@pytest.mark.parametrize(
    ("finding", "gate"),
    [
        ([], "closed"),
        (_finding("undecidable", kind="unexplained_break"), "closed"),
        (_finding("undecidable", "dismissed", kind="unexplained_break"), "open"),
        (_finding("undecidable"), "open"),
    ],
    ids=["nothing said", "nothing located", "reviewed", "a cell named"],
)
def test_many_critical_breaks_that_nothing_explains_close_the_gate(
    finding: list[str], gate: str, make_build: MakeBuild, tmp_path: Path
) -> None:
    strict = write_seeds(tmp_path / "strict")
    thresholds = strict / "expectation_thresholds.csv"
    thresholds.write_text(
        thresholds.read_text().replace("unexplained_critical_share,1", "unexplained_critical_share,0.05")
    )
    assert run_checks(make_build(BREAK, *finding), "run", strict).gate == gate


def test_the_policy_seed_switches_a_break_from_warning_to_gate(make_build: MakeBuild, tmp_path: Path) -> None:
    strict = write_seeds(tmp_path / "strict")
    policies = strict / "expectation_break_policies.csv"
    policies.write_text(policies.read_text().replace("critical,warning,", "critical,gate,"))
    report = run_checks(make_build(BREAK), "run", strict)
    assert _failed(report) == ["row_equals_natures_has_no_unexplained_break"]
    assert report.gate == "closed"


def test_ten_thousand_breaks_store_twenty_rows(make_build: MakeBuild, seeds_dir: Path) -> None:
    many = make_build(
        "insert into marts.fct_identity_checks select checks.* replace ('x' || n as instance_key, 'broken' as status, "
        "n as residual_yuan) from marts.fct_identity_checks as checks, range(1, 10001) as numbers (n) "
        "where document_id = 'd1' and instance_key = '208/-'",
        "update intermediate.int_identity_expected_counts set expected_instance_count = 10003 "
        "where document_id = 'd1' and identity_code = 'row_equals_natures'",
    )
    report = run_checks(many, "run", seeds_dir)
    assert report.failures == ()
    assert report.warnings[0].observed == "10000"
    rows = json.loads(report.warnings[0].failing_rows)
    assert [row["instance_key"] for row in rows[:2]] == ["x10000", "x9999"]
    assert len(rows) == 20
