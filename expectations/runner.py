"""One check from end to end: seeds → rules → measurements → Great Expectations → findings → stored results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from expectations import identity_suite, marts_rules, plausibility_rules, raw_rules
from expectations.copying import FileCopy
from expectations.engine import judge
from expectations.frames import measure_rule, open_build
from expectations.identity_suite import measure_identities
from expectations.model import CheckReport, Finding, Judgement, Measurement, Outcome, Rule
from expectations.results import store_results
from expectations.seeds import Seeds, read_seeds


def run_checks(
    build_file: Path,
    run_id: str,
    seeds_dir: Path,
    documents: Sequence[str] | None = None,
    memory_limit: int | None = None,
    copy_to: Path | None = None,
) -> CheckReport:
    """Check a build and store what was found in its schema `quality`.

    Opens the file read-only to measure and once to write; nobody else in this process may have it open. Running
    twice under one `run_id` replaces the first result.

    With `documents`, rules that hold for each document apart look at these only; all other rules look at everything.
    With `memory_limit`, DuckDB holds no more than so many bytes. With `copy_to`, the build as it is checked, without
    these results, is copied there meanwhile.

    Raises:
        FileNotFoundError: there is no build file.
        SeedError: a seed that the suites are made from is missing or incomplete.
        duckdb.Error: the file is held by another process or is no DuckDB database.
    """
    started_at = _now()
    copying = FileCopy(build_file, copy_to) if copy_to else None
    try:
        measurements = measure_build(build_file, read_seeds(seeds_dir), documents, memory_limit)
        judgements = judge(measurements)
    finally:
        if copying:
            copying.wait()
    findings = tuple(find(measurement, judgements) for measurement in measurements)
    report = summarise(run_id, findings)
    store_results(build_file, report, findings, started_at, _now())
    return report


def structural_rules() -> tuple[Rule, ...]:
    """Every rule that is not generated from an identity, in the order of its suite."""
    return (*raw_rules.rules(), *marts_rules.rules(), *identity_suite.rules(), *plausibility_rules.rules())


def measure_build(
    build_file: Path, seeds: Seeds, documents: Sequence[str] | None = None, memory_limit: int | None = None
) -> tuple[Measurement, ...]:
    """Measure every expectation of every suite on a build file."""
    with open_build(build_file, seeds, documents, memory_limit) as connection:
        return (
            *(measure_rule(connection, rule, seeds) for rule in structural_rules()),
            *measure_identities(connection, seeds),
        )


def find(measurement: Measurement, judgements: dict[str, Judgement]) -> Finding:
    """Turn a judgement into a finding. What could not be measured or judged is an error, whatever its severity."""
    judgement = judgements.get(
        measurement.expectation_id, Judgement("", False, "Great Expectations returned no result for it")
    )
    fault = measurement.fault or judgement.error
    outcome = _outcome(measurement, judgement, fault)
    zh, en = _messages(measurement, outcome, fault)
    return Finding(
        suite=measurement.suite,
        expectation_id=measurement.expectation_id,
        expectation_type=judgement.expectation_type,
        subject=measurement.subject,
        severity=measurement.severity,
        outcome=outcome,
        observed=measurement.observed_text,
        expected=measurement.expected_text,
        message_zh=zh,
        message_en=en,
        failing_rows=measurement.failing_rows,
    )


def summarise(run_id: str, findings: Sequence[Finding]) -> CheckReport:
    """Count the outcomes; the gate is open only when nothing failed and nothing erred."""
    counts = Counter(finding.outcome for finding in findings)
    return CheckReport(
        run_id=run_id,
        expectation_count=len(findings),
        pass_count=counts["pass"],
        warn_count=counts["warn"],
        fail_count=counts["fail"],
        error_count=counts["error"],
        gate="closed" if counts["fail"] + counts["error"] else "open",
        failures=tuple(finding for finding in findings if finding.outcome in ("fail", "error")),
        warnings=tuple(finding for finding in findings if finding.outcome == "warn"),
    )


def _outcome(measurement: Measurement, judgement: Judgement, fault: str) -> Outcome:
    if fault:
        return "error"
    if judgement.success:
        return "pass"
    return "fail" if measurement.severity == "gate" else "warn"


def _messages(measurement: Measurement, outcome: Outcome, fault: str) -> tuple[str, str]:
    if outcome == "pass":
        return measurement.what.zh, measurement.what.en
    name = measurement.expectation_id
    if outcome == "error":
        return (
            f"{name} 未能检查（{measurement.subject}）：{fault}；请用 `juesuan build` 重建，若再次出现请报告给维护者",
            f"{name} could not be checked ({measurement.subject}): {fault}; rebuild with `juesuan build` and "
            "report it if it comes back",
        )
    return (
        f"{name} 不成立：{measurement.what.zh}。实为 {measurement.observed_text}，应为 {measurement.expected_text}："
        f"{measurement.where.zh}。处理：{measurement.remedy.zh}",
        f"{name} does not hold: {measurement.what.en}. Found {measurement.observed_text}, expected "
        f"{measurement.expected_text}: {measurement.where.en}. To do: {measurement.remedy.en}",
    )


def _now() -> datetime:
    """The present instant as DuckDB's timestamps hold it: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)
