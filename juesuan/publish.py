"""Publish: make a file of marts and quality beside the published one and swap it in atomically.

A mart that is a view is published as one, with the tables it reads, under the schemas they have in the build file.

Readers open the published file read-only and never see a half state: `os.replace` changes the name in one step,
and whoever has the old file open goes on reading the old file.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest.storage import STORAGE_VERSION
from juesuan.errors import StageError
from juesuan.runs import now
from juesuan.settings import WarehousePaths

PUBLISHED_SCHEMAS = ("marts", "quality")
LARGE_BYTES = 512 * 1024 * 1024
"""A build file above this size is copied as bytes."""
_NAMES = re.compile(r'\b"?([a-z_]+)"?\."?([a-z0-9_]+)"?')


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What was published: the file, its size in bytes, and the rows of each table by `schema.table`."""

    path: Path
    byte_size: int
    row_counts: dict[str, int]


def publish(paths: WarehousePaths, run_id: str) -> PublishReport:
    """Make the published file from the build file's published schemas and put it in place of the one before.

    Raises:
        StageError: the copy or the replacement failed; the published file is as it was.
    """
    staged = paths.staged(run_id)
    is_large = copy_made_while_checked(paths, run_id) is not None
    remove_leftovers(paths, but=staged if is_large else None)
    try:
        row_counts = (_strip_copy if is_large else _copy_rows)(paths.build, staged, run_id)
        if not is_large:
            _flush(staged)
        byte_size = staged.stat().st_size
        staged.replace(paths.published)
        _flush(paths.folder)
    except (OSError, duckdb.Error) as error:
        remove_leftovers(paths)
        raise StageError(
            "publish",
            f"publishing failed: {error}",
            str(paths.published),
            "see that the folder can be written and has room, then run `juesuan publish` again",
        ) from error
    return PublishReport(paths.published, byte_size, row_counts)


def copy_made_while_checked(paths: WarehousePaths, run_id: str) -> Path | None:
    """Where the check step is to copy a large build to, so that publishing need not; None for a small build."""
    return paths.staged(run_id) if paths.build.stat().st_size > LARGE_BYTES else None


def remove_leftovers(paths: WarehousePaths, but: Path | None = None) -> None:
    """Remove files that were to be published and were not."""
    for leftover in paths.leftovers():
        if leftover != but:
            leftover.unlink(missing_ok=True)


def _copy_rows(build: Path, staged: Path, run_id: str) -> dict[str, int]:
    """Write the published relations of `build` into the new file `staged`; returns each table's rows."""
    with closing(duckdb.connect()) as connection:
        connection.execute(f"attach '{_quoted(build)}' as build (read_only)")
        connection.execute(f"attach '{_quoted(staged)}' as staged (storage_version '{STORAGE_VERSION}')")
        kept = _published_relations(connection, "build")
        for schema in {relation.schema for relation in kept} | set(PUBLISHED_SCHEMAS):
            connection.execute(f"create schema staged.{schema}")
        for relation in kept:
            if relation.view_sql is None:
                connection.execute(f"create table staged.{relation.name} as from build.{relation.name}")
        connection.execute("use staged")
        for relation in kept:
            if relation.view_sql is not None:
                connection.execute(relation.view_sql)
        _copy_comments(connection, kept)
        connection.execute("create table quality.ingest_log as from build.raw.ingest_log")
        return _closing_words(connection, kept, run_id)


def _strip_copy(build: Path, staged: Path, run_id: str) -> dict[str, int]:
    """Copy the build file as bytes and drop what is not published.

    Writing the rows of ten thousand documents again takes minutes, copying their bytes seconds. The room of what is
    dropped stays in the file; nobody reads it. A copy that was made while the build was checked lacks what has been
    said of the run since: the tables of `quality`.
    """
    if not staged.exists():
        with closing(duckdb.connect(str(build))) as connection:
            connection.execute("checkpoint")
        shutil.copyfile(build, staged)
    with closing(duckdb.connect()) as connection:
        connection.execute(f"attach '{_quoted(build)}' as build (read_only)")
        connection.execute(f"attach '{_quoted(staged)}' as staged")
        connection.execute("use staged")
        _copy_quality(connection)
        kept = _published_relations(connection, "staged")
        connection.execute("create table quality.ingest_log as from raw.ingest_log")
        keeping = {relation.name for relation in kept} | {'quality."ingest_log"'}
        for relation in _relations(connection, "staged"):
            if relation.name not in keeping:
                kind = "table" if relation.view_sql is None else "view"
                connection.execute(f"drop {kind} {relation.name} cascade")
        for (schema,) in connection.execute(
            "select schema_name from duckdb_schemas() where database_name = 'staged' and not internal"
        ).fetchall():
            if schema not in {relation.schema for relation in kept} | set(PUBLISHED_SCHEMAS):
                connection.execute(f"drop schema {schema} cascade")
        return _closing_words(connection, kept, run_id)


def _copy_quality(connection: duckdb.DuckDBPyConnection) -> None:
    """Take the tables of `quality` from the build once more; views that read them stay."""
    tables = [
        relation
        for relation in _relations(connection, "build")
        if relation.schema == "quality" and relation.view_sql is None and not relation.table.startswith("_")
    ]
    for relation in tables:
        connection.execute(f"create or replace table staged.{relation.name} as from build.{relation.name}")
    _copy_comments(connection, tables)


def _closing_words(connection: duckdb.DuckDBPyConnection, kept: Sequence[_Relation], run_id: str) -> dict[str, int]:
    """Say in the copy that the run was published, since it ends with the replacement; returns each table's rows."""
    connection.execute(
        "update quality.refresh_runs set outcome = 'published', exit_code = 0, finished_at = ? where run_id = ?",
        [now(), run_id],
    )
    row_counts = {
        f"{relation.schema}.{relation.table}": _count(connection, relation.name)
        for relation in kept
        if relation.schema in PUBLISHED_SCHEMAS and relation.view_sql is None
    }
    connection.execute("use memory")
    connection.execute("detach staged")
    return row_counts


def _count(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    return int(connection.execute(f"select count(*) from {name}").fetchall()[0][0])


@dataclass(frozen=True, slots=True)
class _Relation:
    """A table, or a view with the statement that makes it."""

    schema: str
    table: str
    comment: str | None
    view_sql: str | None

    @property
    def name(self) -> str:
        return f'{self.schema}."{self.table}"'


def _relations(connection: duckdb.DuckDBPyConnection, database: str) -> list[_Relation]:
    rows = connection.execute(
        "select schema_name, table_name, comment, null from duckdb_tables() where database_name = $database "
        "union all "
        "select schema_name, view_name, comment, sql from duckdb_views() where database_name = $database "
        "and not internal order by all",
        {"database": database},
    ).fetchall()
    return [_Relation(*row) for row in rows]


def _published_relations(connection: duckdb.DuckDBPyConnection, database: str) -> list[_Relation]:
    """The tables and views of the published schemas, and whatever those views read, views after what they read."""
    known = {(relation.schema, relation.table): relation for relation in _relations(connection, database)}
    kept: dict[tuple[str, str], _Relation] = {}

    def keep(key: tuple[str, str]) -> None:
        if key in kept or key not in known:
            return
        for schema, table in _read_by(known[key]):
            keep((schema, table))
        kept[key] = known[key]

    for schema, table in known:
        if schema in PUBLISHED_SCHEMAS and not table.startswith("_"):
            keep((schema, table))
    return list(kept.values())


def _read_by(relation: _Relation) -> list[tuple[str, str]]:
    """What a view may read: all names of the form schema.table in its statement, its own left out."""
    if relation.view_sql is None:
        return []
    return [name for name in _NAMES.findall(relation.view_sql) if name != (relation.schema, relation.table)]


def _copy_comments(connection: duckdb.DuckDBPyConnection, kept: Sequence[_Relation]) -> None:
    for relation in kept:
        kind = "table" if relation.view_sql is None else "view"
        if relation.comment:
            connection.execute(f"comment on {kind} {relation.name} is {_literal(relation.comment)}")
    columns = connection.execute(
        "select schema_name, table_name, column_name, comment from duckdb_columns() "
        "where database_name = 'build' and comment is not null"
    ).fetchall()
    names = {(relation.schema, relation.table) for relation in kept}
    for schema, table, column, text in columns:
        if (schema, table) in names:
            connection.execute(f'comment on column {schema}."{table}"."{column}" is {_literal(text)}')


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
