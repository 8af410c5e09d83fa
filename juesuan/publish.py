"""Publish: copy marts and quality into a fresh file beside the published one and swap it in atomically.

Readers open the published file read-only and never see a half state: `os.replace` changes the name in one step,
and whoever has the old file open goes on reading the old file.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import duckdb

from juesuan.errors import StageError
from juesuan.runs import now
from juesuan.settings import WarehousePaths

PUBLISHED_SCHEMAS = ("marts", "quality")


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What was published: the file, its size in bytes, and the rows of each table by `schema.table`."""

    path: Path
    byte_size: int
    row_counts: dict[str, int]


def publish(paths: WarehousePaths, run_id: str) -> PublishReport:
    """Copy the build file's published schemas and replace the published file.

    Raises:
        StageError: the copy or the replacement failed; the published file is as it was.
    """
    for leftover in paths.leftovers():
        leftover.unlink(missing_ok=True)
    staged = paths.staged(run_id)
    try:
        row_counts = _copy(paths.build, staged, run_id)
        _flush(staged)
        byte_size = staged.stat().st_size
        staged.replace(paths.published)
        _flush(paths.folder)
    except (OSError, duckdb.Error) as error:
        for leftover in paths.leftovers():
            leftover.unlink(missing_ok=True)
        raise StageError(
            "publish",
            f"publishing failed: {error}",
            str(paths.published),
            "see that the folder can be written and has room, then run `juesuan publish` again",
        ) from error
    return PublishReport(paths.published, byte_size, row_counts)


def _copy(build: Path, staged: Path, run_id: str) -> dict[str, int]:
    """Write the published schemas of `build` into the new file `staged`; returns each table's rows."""
    connection = duckdb.connect()
    try:
        connection.execute(f"attach '{_quoted(build)}' as build (read_only)")
        connection.execute(f"attach '{_quoted(staged)}' as staged")
        tables = connection.execute(
            "select schema_name, table_name, comment from duckdb_tables() where database_name = 'build' "
            "and schema_name in (select unnest(?)) and not starts_with(table_name, '_') order by all",
            [list(PUBLISHED_SCHEMAS)],
        ).fetchall()
        for schema in PUBLISHED_SCHEMAS:
            connection.execute(f"create schema staged.{schema}")
        row_counts = {
            f"{schema}.{table}": _copy_table(connection, schema, table, comment) for schema, table, comment in tables
        }
        connection.execute("create table staged.quality.ingest_log as from build.raw.ingest_log")
        # The run ends with the replacement, so the copy that is swapped in says that it did.
        connection.execute(
            "update staged.quality.refresh_runs set outcome = 'published', exit_code = 0, finished_at = ? "
            "where run_id = ?",
            [now(), run_id],
        )
        connection.execute("detach staged")
    finally:
        connection.close()
    return row_counts


def _copy_table(connection: duckdb.DuckDBPyConnection, schema: str, table: str, comment: str | None) -> int:
    name = f'{schema}."{table}"'
    connection.execute(f"create table staged.{name} as from build.{name}")
    if comment:
        connection.execute(f"comment on table staged.{name} is {_literal(comment)}")
    columns = connection.execute(
        "select column_name, comment from duckdb_columns() where database_name = 'build' and schema_name = ? "
        "and table_name = ? and comment is not null",
        [schema, table],
    ).fetchall()
    for column, text in columns:
        connection.execute(f'comment on column staged.{name}."{column}" is {_literal(text)}')
    return int(connection.execute(f"select count(*) from staged.{name}").fetchall()[0][0])


def _flush(path: Path) -> None:
    """Make a file's bytes, or a folder's names, reach the disk before the next step."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
