"""Stores what a check found in schema `quality` of the build file. The one module here that writes DuckDB."""

from __future__ import annotations

from dataclasses import astuple
from datetime import datetime
from pathlib import Path

import duckdb

from expectations.model import CheckReport, Finding

KEPT_RUNS = 20
"""Runs whose single results are kept; `expectation_runs` keeps them all."""

TABLES = """
create schema if not exists quality;

create table if not exists quality.expectation_runs (
    run_id varchar, started_at timestamp, finished_at timestamp, expectation_count integer, pass_count integer,
    warn_count integer, fail_count integer, error_count integer, gate varchar
);

create table if not exists quality.expectation_results (
    run_id varchar, suite varchar, expectation_id varchar, expectation_type varchar, subject varchar,
    severity varchar, outcome varchar, observed varchar, expected varchar, message_zh varchar, message_en varchar,
    failing_rows varchar
);
"""


def store_results(
    build_file: Path,
    report: CheckReport,
    findings: tuple[Finding, ...],
    started_at: datetime,
    finished_at: datetime,
    kept_runs: int = KEPT_RUNS,
) -> None:
    """Write a run and its results in one transaction; a run stored before under the same id is replaced.

    Raises:
        duckdb.Error: the file is held by another process or cannot be written; nothing of the run is stored.
    """
    connection = duckdb.connect(str(build_file))
    try:
        connection.begin()
        connection.execute(TABLES)
        connection.execute("delete from quality.expectation_runs where run_id = ?", [report.run_id])
        connection.execute("delete from quality.expectation_results where run_id = ?", [report.run_id])
        connection.execute(
            "insert into quality.expectation_runs values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                report.run_id,
                started_at,
                finished_at,
                report.expectation_count,
                report.pass_count,
                report.warn_count,
                report.fail_count,
                report.error_count,
                report.gate,
            ],
        )
        _insert_findings(connection, report.run_id, findings)
        connection.execute(
            "delete from quality.expectation_results where run_id not in "
            "(select run_id from quality.expectation_runs order by started_at desc limit ?)",
            [kept_runs],
        )
        connection.commit()
    finally:
        # Closing without a commit rolls back.
        connection.close()


def _insert_findings(connection: duckdb.DuckDBPyConnection, run_id: str, findings: tuple[Finding, ...]) -> None:
    columns = [list(column) for column in zip(*(astuple(finding) for finding in findings), strict=True)]
    unnested = ", ".join("unnest(?::varchar[])" for _ in columns)
    connection.execute(f"insert into quality.expectation_results select ?, {unnested}", [run_id, *columns])
