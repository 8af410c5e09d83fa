"""What cannot be judged is an error and closes the gate; it is never a pass and never a plain failure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from expectations import SeedError, run_checks
from expectations.engine import engine_error, judge
from expectations.model import Measurement, Severity, Text
from expectations.runner import find, summarise
from tests.python.expectations.fixture_build import MakeBuild, write_seeds


def _measurement(observed: Any, severity: Severity = "gate", name: str = "rule", maximum: float = 0) -> Measurement:
    return Measurement(
        name, "suite", "table", severity, Text("规则", "rule"), Text("处理", "mend"), maximum, observed, "x", "0"
    )


@pytest.mark.parametrize(
    ("observed", "severity", "outcome"),
    [
        (0, "gate", "pass"),
        (1, "gate", "fail"),
        (1, "warning", "warn"),
        (-1, "gate", "fail"),
        (None, "gate", "error"),
        (None, "warning", "error"),
        (float("nan"), "gate", "error"),
        ("three", "warning", "error"),
    ],
)
def test_outcomes(observed: Any, severity: Severity, outcome: str) -> None:
    measurement = _measurement(observed, severity)
    finding = find(measurement, judge([measurement]))
    assert finding.outcome == outcome
    assert summarise("run", [finding]).gate == ("closed" if outcome in ("fail", "error") else "open")


def test_an_engine_error_carries_the_engines_message_and_spares_the_others() -> None:
    bad, good = _measurement("three", name="bad"), _measurement(0, name="good")
    judgements = judge([bad, good])
    finding = find(bad, judgements)
    assert finding.outcome == "error"
    assert "bad could not be checked (table)" in finding.message_en
    assert judgements["bad"].error in finding.message_en
    assert judgements["bad"].error
    assert find(good, judgements).outcome == "pass"


def test_a_measurement_without_a_result_is_an_error() -> None:
    finding = find(_measurement(0), {})
    assert (finding.outcome, "no result" in finding.message_en) == ("error", True)


def test_a_share_is_judged_by_its_maximum() -> None:
    within, beyond = _measurement(0.2, name="within", maximum=0.2), _measurement(0.21, name="beyond", maximum=0.2)
    judgements = judge([within, beyond])
    assert (judgements["within"].success, judgements["beyond"].success) == (True, False)


@pytest.mark.parametrize(
    ("exception_info", "error"),
    [
        (None, ""),
        ({"raised_exception": False, "exception_message": None}, ""),
        ({"raised_exception": True, "exception_message": "no such column"}, "no such column"),
        ({"metric": {"raised_exception": True, "exception_message": "boom"}}, "boom"),
        ({"raised_exception": True, "exception_message": None}, "unknown engine error"),
    ],
)
def test_engine_errors_are_read_in_both_of_their_shapes(exception_info: Any, error: str) -> None:
    assert engine_error(exception_info) == error


def test_a_table_that_is_gone_is_an_error_for_every_rule_on_it(make_build: MakeBuild, seeds_dir: Path) -> None:
    report = run_checks(make_build("drop table marts.fct_identity_check_cells"), "run", seeds_dir)
    assert report.gate == "closed"
    assert (report.fail_count, report.error_count) == (0, 4)
    assert {failure.outcome for failure in report.failures} == {"error"}
    assert all("fct_identity_check_cells" in failure.message_zh for failure in report.failures)


def test_a_missing_build_file_says_what_to_run(tmp_path: Path, seeds_dir: Path) -> None:
    with pytest.raises(FileNotFoundError, match="run `juesuan build` first"):
        run_checks(tmp_path / "none.duckdb", "run", seeds_dir)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_refused(tmp_path: Path, seeds_dir: Path) -> None:
    (tmp_path / "text.duckdb").write_text("this is no database, only a text of some length " * 200)
    with pytest.raises(duckdb.Error):
        run_checks(tmp_path / "text.duckdb", "run", seeds_dir)


@pytest.mark.parametrize(
    ("seed", "old", "new", "message"),
    [
        ("identities", None, None, "identities.csv is missing"),
        ("identities", "critical", "grave", "has the severity 'grave'"),
        ("expectation_thresholds", "disputed_cell_count,0", "other,0", "no row 'disputed_cell_count'"),
        ("expectation_thresholds", "unreadable_cell_share,0.25", "unreadable_cell_share,few", "not a number"),
        ("expectation_break_policies", "critical,warning,", "critical,block,", "neither gate nor warning"),
    ],
)
def test_a_seed_that_is_missing_or_incomplete_is_refused(
    seed: str, old: str | None, new: str | None, message: str, make_build: MakeBuild, tmp_path: Path
) -> None:
    seeds = write_seeds(tmp_path / "seeds")
    path = seeds / f"{seed}.csv"
    if old is None or new is None:
        path.unlink()
    else:
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(SeedError, match=message):
        run_checks(make_build(), "run", seeds)


def test_an_identity_seed_without_rows_is_refused(make_build: MakeBuild, tmp_path: Path) -> None:
    seeds = write_seeds(tmp_path / "seeds")
    header = (seeds / "identities.csv").read_text(encoding="utf-8").splitlines()[0]
    (seeds / "identities.csv").write_text(header + "\n", encoding="utf-8")
    with pytest.raises(SeedError, match="would check nothing"):
        run_checks(make_build(), "run", seeds)
