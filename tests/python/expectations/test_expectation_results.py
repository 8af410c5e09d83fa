"""Results are data: stored with the run, replaced under one id, kept for the last runs; nothing else changes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from expectations import run_checks
from expectations.model import CheckReport
from expectations.results import store_results
from tests.python.expectations.fixture_build import MakeBuild

REPOSITORY = Path(__file__).resolve().parents[3]


def _rows(build: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(build), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_results_are_stored_with_their_run(make_build: MakeBuild, seeds_dir: Path) -> None:
    build = make_build("delete from marts.fct_identity_checks where identity_code = 'codes_agree'")
    report = run_checks(build, "run-7", seeds_dir)
    runs = _rows(
        build,
        "select run_id, expectation_count, pass_count, warn_count, fail_count, error_count, gate, "
        "started_at <= finished_at from quality.expectation_runs",
    )
    count = report.expectation_count
    assert runs == [("run-7", count, count - 1, 0, 1, 0, "closed", True)]
    results = _rows(build, "select outcome, count(*) from quality.expectation_results group by all order by all")
    assert results == [("fail", 1), ("pass", count - 1)]
    failed = _rows(
        build,
        "select suite, expectation_id, expectation_type, subject, severity, observed, expected, message_zh, "
        "message_en, failing_rows from quality.expectation_results where outcome = 'fail'",
    )[0]
    assert failed[:7] == (
        "identities",
        "codes_agree_is_fully_judged",
        "expect_column_max_to_be_between",
        "codes_agree",
        "gate",
        "0 instances, 1 documents incomplete",
        "1 instances, 0 documents incomplete",
    )
    assert "收支科目一致" in failed[7]
    assert "Both statements name the same subjects" in failed[8]
    assert json.loads(failed[9]) == [{"document_id": "d1", "instance_count": 0, "expected_instance_count": 1}]


def test_every_result_says_its_rule_in_both_languages(make_build: MakeBuild, seeds_dir: Path) -> None:
    build = make_build()
    run_checks(build, "run", seeds_dir)
    silent = "select * from quality.expectation_results where message_zh = '' or message_en = '' or subject = ''"
    assert _rows(build, silent) == []
    assert _rows(build, "select count(*) - count(distinct expectation_id) from quality.expectation_results") == [(0,)]


def test_a_run_checked_again_replaces_its_results(make_build: MakeBuild, seeds_dir: Path) -> None:
    build = make_build()
    first = run_checks(build, "run", seeds_dir)
    query = "select * exclude (run_id) from quality.expectation_results order by expectation_id"
    stored = _rows(build, query)
    assert len(stored) == first.expectation_count
    assert run_checks(build, "run", seeds_dir) == first
    assert _rows(build, query) == stored
    assert _rows(build, "select count(*) from quality.expectation_runs") == [(1,)]


def _report(run_id: str) -> CheckReport:
    return CheckReport(run_id, 1, 1, 0, 0, 0, "open", (), ())


def test_only_the_last_runs_keep_their_results(make_build: MakeBuild, seeds_dir: Path) -> None:
    build = make_build()
    run_checks(build, "seed", seeds_dir)
    finding = run_checks(make_build("delete from raw.lines"), "other", seeds_dir).failures[0]
    for day in range(1, 6):
        moment = datetime(2020, 1, day)
        store_results(build, _report(f"run-{day}"), (finding,), moment, moment, kept_runs=3)
    kept = _rows(build, "select distinct run_id from quality.expectation_results order by run_id")
    assert kept == [("other",), ("run-4",), ("run-5",)]
    assert _rows(build, "select count(*) from quality.expectation_runs") == [(6,)]


def test_a_failed_write_stores_nothing_of_the_run(make_build: MakeBuild, seeds_dir: Path) -> None:
    build = make_build()
    run_checks(build, "good", seeds_dir)
    before = _rows(build, "select * from quality.expectation_results order by all")
    finding = run_checks(make_build("delete from raw.lines"), "other", seeds_dir).failures[0]
    build = make_build()
    run_checks(build, "good", seeds_dir)
    with duckdb.connect(str(build)) as connection:
        connection.execute("alter table quality.expectation_results rename column failing_rows to rows_failing")
        connection.execute("alter table quality.expectation_results add column extra varchar")
    moment = datetime(2026, 1, 1)
    with pytest.raises(duckdb.Error):
        store_results(build, _report("bad"), (finding,), moment, moment)
    assert _rows(build, "select run_id from quality.expectation_runs") == [("good",)]
    assert len(_rows(build, "select * from quality.expectation_results")) == len(before)


def test_a_check_changes_nothing_but_the_quality_schema(make_build: MakeBuild, seeds_dir: Path) -> None:
    build = make_build()
    tables = [
        f"{schema}.{table}"
        for schema, table in _rows(build, "select schema_name, table_name from duckdb_tables() order by all")
    ]
    before = {table: _rows(build, f"select * from {table} order by all") for table in tables}
    run_checks(build, "run", seeds_dir)
    assert {table: _rows(build, f"select * from {table} order by all") for table in tables} == before
    added = _rows(build, "select schema_name, table_name from duckdb_tables() where schema_name = 'quality' order by 2")
    assert added == [("quality", "expectation_results"), ("quality", "expectation_runs")]


ALONE = """
import logging, socket, sys
from pathlib import Path

logging.basicConfig(level=logging.INFO)

def refuse(*arguments, **named):
    raise SystemExit(f"the network was asked for: {arguments}")

socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse
socket.getaddrinfo = socket.create_connection = refuse

from expectations import run_checks

assert "great_expectations" not in sys.modules, "imported before it is needed"
print(run_checks(Path(sys.argv[1]), "run", Path(sys.argv[2])).gate)
"""


def test_nothing_is_written_or_sent_elsewhere(make_build: MakeBuild, seeds_dir: Path, tmp_path: Path) -> None:
    build = make_build()
    here, home, temporary = (tmp_path / name for name in ("here", "home", "temporary"))
    for folder in (here, home, temporary):
        folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(build), str(seeds_dir)],
        cwd=here,
        env={**os.environ, "HOME": str(home), "TMPDIR": str(temporary), "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "open\n", "")
    assert [list(folder.iterdir()) for folder in (here, home, temporary)] == [[], [], []]
    assert sorted(path.name for path in build.parent.iterdir()) == ["copy.duckdb", "here", "home", "temporary"]
