"""The run record in the build file: what was started, which stage it reached, how it ended.

`quality.refresh_runs` has one row a command, `quality.stage_runs` one row a finished stage. A run that was
killed leaves its row open; the next run closes it as interrupted.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from juesuan import __version__, mutation_scores
from juesuan.locking import open_build
from juesuan.settings import WarehousePaths

TABLES = """
create schema if not exists quality;
create table if not exists quality.refresh_runs (
    run_id varchar, command varchar, started_at timestamp, finished_at timestamp, outcome varchar,
    exit_code integer, failed_stage varchar, message varchar, version varchar
);
create table if not exists quality.stage_runs (
    run_id varchar, stage varchar, finished_at timestamp, outcome varchar, fingerprint varchar, message varchar
);
"""
TABLES += mutation_scores.TABLE


@dataclass(frozen=True, slots=True)
class StageRun:
    """The newest finished run of one stage."""

    run_id: str
    stage: str
    finished_at: datetime
    outcome: str
    fingerprint: str
    message: str


def now() -> datetime:
    """The present instant as DuckDB's timestamps hold it: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def new_run_id() -> str:
    """A run's name: sortable by time, unique over processes."""
    return f"{now():%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}"


def begin(paths: WarehousePaths, run_id: str, command: str) -> None:
    """Open this run's row and close those that a killed process left open."""
    with open_build(paths) as connection:
        connection.execute(TABLES)
        connection.execute(
            "update quality.refresh_runs set outcome = 'interrupted', finished_at = ?, "
            "message = 'the process ended before the run did' where outcome = 'running'",
            [now()],
        )
        connection.execute(
            "insert into quality.refresh_runs values (?, ?, ?, null, 'running', null, null, null, ?)",
            [run_id, command, now(), __version__],
        )


def finish(
    paths: WarehousePaths, run_id: str, outcome: str, exit_code: int, stage: str = "", message: str = ""
) -> None:
    """Close this run's row. A row that is closed already stays as it was: the first ending is the true one."""
    with open_build(paths) as connection:
        connection.execute(
            "update quality.refresh_runs set finished_at = ?, outcome = ?, exit_code = ?, failed_stage = ?, "
            "message = ? where run_id = ? and outcome = 'running'",
            [now(), outcome, exit_code, stage or None, message or None, run_id],
        )


def record_stage(
    paths: WarehousePaths, run_id: str, stage: str, outcome: str, fingerprint: str = "", message: str = ""
) -> None:
    """Add the row of a stage that has ended."""
    with open_build(paths) as connection:
        connection.execute(
            "insert into quality.stage_runs values (?, ?, ?, ?, ?, ?)",
            [run_id, stage, now(), outcome, fingerprint, message],
        )


def latest_stages(connection: duckdb.DuckDBPyConnection) -> dict[str, StageRun]:
    """The newest row of each stage, by stage name; empty where no run was ever recorded."""
    if not has_table(connection, "quality", "stage_runs"):
        return {}
    rows = connection.execute(
        "select run_id, stage, finished_at, outcome, fingerprint, message from quality.stage_runs "
        "qualify row_number() over (partition by stage order by finished_at desc) = 1"
    ).fetchall()
    return {row[1]: StageRun(*row) for row in rows}


def has_table(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> bool:
    """Whether the connection's current database has this table."""
    return bool(
        connection.execute(
            "select count(*) from duckdb_tables() where database_name = current_database() "
            "and schema_name = ? and table_name = ?",
            [schema, table],
        ).fetchall()[0][0]
    )
