"""`juesuan status`: what is in the warehouse, when it was refreshed, what failed."""

from __future__ import annotations

import duckdb
from rich.table import Table

from juesuan import runs
from juesuan.console import Reporter
from juesuan.errors import StageError, UsageProblemError
from juesuan.locking import open_build
from juesuan.settings import WarehousePaths

CONTENTS = """
select
    (select count(*) from marts.dim_documents where is_current) as documents,
    (select count(distinct department_id) from marts.dim_documents where is_current) as departments,
    (select coalesce(min(fiscal_year)::varchar || '–' || max(fiscal_year)::varchar, '—')
        from marts.dim_documents where is_current) as years,
    (select count(*) from marts.fct_reported_amounts where cell_state <> 'deduced') as amounts
"""

CHECKS = "select status, count(*) from marts.fct_identity_checks group by status order by status"

FAILED = """
select suite, expectation_id, outcome, message_en from quality.expectation_results
where run_id = (select run_id from quality.expectation_runs order by started_at desc limit 1)
  and outcome <> 'pass'
order by case outcome when 'error' then 0 when 'fail' then 1 else 2 end, suite, expectation_id
"""

QUARANTINED = """
select source_path, reason_code, message from raw.ingest_log
where status = 'quarantined' and run_id = (select max(run_id) from raw.ingest_log)
order by source_path
"""

RUNS = """
select run_id, command, started_at, outcome, failed_stage, message from quality.refresh_runs
order by started_at desc limit 5
"""


def describe(paths: WarehousePaths, reporter: Reporter) -> None:
    """Print the published file's contents, the last runs and what failed in them.

    Raises:
        UsageProblemError: there is neither a published nor a build file.
    """
    if not paths.published.exists() and not paths.build.exists():
        raise UsageProblemError(
            "status",
            "there is no warehouse here",
            str(paths.published),
            "run `juesuan refresh` (or `make refresh`)",
        )
    _describe_published(paths, reporter)
    if paths.build.exists():
        _describe_build(paths, reporter)


def _describe_published(paths: WarehousePaths, reporter: Reporter) -> None:
    reporter.line(f"Warehouse  {paths.published}")
    if not paths.published.exists():
        reporter.line("           not published yet")
        return
    with _read_only(paths) as connection:
        documents, departments, years, amounts = connection.execute(CONTENTS).fetchall()[0]
        published_at = connection.execute(
            "select max(finished_at) from quality.refresh_runs where outcome = 'published'"
        ).fetchall()[0][0]
        checks = ", ".join(f"{count} {status}" for status, count in connection.execute(CHECKS).fetchall())
    reporter.line(f"           {documents} documents, {departments} departments, years {years}, {amounts} amounts")
    reporter.line(f"           identity checks: {checks}")
    reporter.line(
        f"           published {published_at:%Y-%m-%d %H:%M:%S} UTC, {paths.published.stat().st_size:,} bytes"
    )


def _describe_build(paths: WarehousePaths, reporter: Reporter) -> None:
    try:
        connection = open_build(paths, read_only=True)
    except StageError:
        reporter.line("Build      in use by a run right now")
        return
    with connection:
        if runs.has_table(connection, "quality", "refresh_runs"):
            table = Table("run (UTC)", "command", "outcome", "what failed", title="Last runs", title_justify="left")
            for _run_id, command, started_at, outcome, stage, message in connection.execute(RUNS).fetchall():
                failed = f"{stage}: {message}" if stage else (message or "")
                table.add_row(f"{started_at:%Y-%m-%d %H:%M:%S}", command, outcome, failed)
            reporter.console.print(table)
        if runs.has_table(connection, "quality", "expectation_results"):
            for suite, expectation, outcome, message in connection.execute(FAILED).fetchall():
                reporter.line(f"{outcome:>8}  {suite}/{expectation}: {message}")
        if runs.has_table(connection, "raw", "ingest_log"):
            for source, code, message in connection.execute(QUARANTINED).fetchall():
                reporter.line(f"quarantined  {source}: {code}: {message}")


def _read_only(paths: WarehousePaths) -> duckdb.DuckDBPyConnection:
    """The published file attached read-only under an in-memory database, its schemas first in the search path."""
    connection = duckdb.connect()
    try:
        escaped = str(paths.published).replace("'", "''")
        connection.execute(f"attach '{escaped}' as published (read_only)")
        connection.execute("use published")
    except duckdb.Error as error:
        connection.close()
        raise StageError(
            "status",
            f"the published file cannot be opened: {error}",
            str(paths.published),
            "run `juesuan refresh`",
        ) from error
    return connection
