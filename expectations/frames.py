"""Measures a build file: one number for each expectation and the first rows that break it.

The one module here that reads DuckDB. Everything is aggregated in SQL, so that what leaves the database is
bounded by the number of expectations, whatever the number of documents.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from expectations.model import Measurement, Number, Rule, SeedError
from expectations.seeds import Seeds
from expectations.wording import failing_rows_words, number_words

FAILING_ROW_LIMIT = 20
"""Failing rows stored with a result."""


@contextmanager
def open_build(
    build_file: Path, seeds: Seeds, documents: Sequence[str] | None = None, memory_limit: int | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Attach the build file read-only as `build`, beside the seeds as tables of `vocabulary`.

    The catalog `looked_at` shows the same tables, those with a document for `documents` only where these are given.
    What does not fit into `memory_limit` bytes is written for the while to a folder beside the file.

    Raises:
        FileNotFoundError: there is no build file.
        duckdb.Error: the file is no DuckDB database or is held by a writer.
    """
    if not build_file.is_file():
        raise FileNotFoundError(f"there is no build file {build_file}; run `juesuan build` first")
    connection = duckdb.connect(":memory:")
    try:
        # Nothing that is counted depends on the order of rows, and keeping it holds rows back in memory.
        connection.execute("set preserve_insertion_order = false")
        connection.execute("set temp_directory = ?", [f"{build_file}.tmp"])
        if memory_limit is not None:
            connection.execute("set memory_limit = ?", [f"{memory_limit}B"])
        _load_vocabulary(connection, seeds)
        quoted = str(build_file).replace("'", "''")
        connection.execute(f"attach '{quoted}' as build (read_only)")
        _look_at(connection, documents)
        connection.execute("use build")
        yield connection
    finally:
        connection.close()


def _load_vocabulary(connection: duckdb.DuckDBPyConnection, seeds: Seeds) -> None:
    connection.execute("attach ':memory:' as vocabulary")
    for name, rows in seeds.tables.items():
        columns = list(rows[0])
        connection.execute(f"create table vocabulary.{name} ({', '.join(f'{column} varchar' for column in columns)})")
        values = [[row[column] or None for row in rows] for column in columns]
        unnested = ", ".join("unnest(?::varchar[])" for _ in columns)
        connection.execute(f"insert into vocabulary.{name} select {unnested}", values)


def _look_at(connection: duckdb.DuckDBPyConnection, documents: Sequence[str] | None) -> None:
    connection.execute("attach ':memory:' as looked_at")
    names = ", ".join(f"'{name}'" for name in documents or ())
    # The second half says the same: it is asked once for each entry of a block's dictionary instead of for each row.
    having = f" where document_id in ({names}) and list_contains([{names}], document_id)"
    for schema in ("raw", "intermediate", "marts"):
        connection.execute(f"create schema looked_at.{schema}")
    relations = connection.execute(
        "select schema_name, table_name, bool_or(column_name = 'document_id') from duckdb_columns() "
        "where database_name = 'build' and schema_name in ('raw', 'intermediate', 'marts') group by all"
    ).fetchall()
    for schema, table, has_document in relations:
        rows = having if documents and has_document else ""
        connection.execute(f"create view looked_at.{schema}.{table} as from build.{schema}.{table}{rows}")


def measure_rule(connection: duckdb.DuckDBPyConnection, rule: Rule, seeds: Seeds) -> Measurement:
    """Count the rows that break a rule. A query that fails is a measurement without a number, never a pass."""
    maximum = _maximum(rule, seeds)
    if rule.share_column is None:
        measure, failing = "count(*)", "measured"
    else:
        measure = f"max({rule.share_column})::double"
        failing = f"measured where {rule.share_column} > {maximum}"
    query = f"""
        with measured as materialized ({rule.failing_rows})
        select
            (select {measure} from measured),
            (
                select list(to_json(first_rows)::varchar)
                from (select * from {failing} order by all limit {FAILING_ROW_LIMIT}) as first_rows
            )
    """
    connection.execute("use looked_at" if rule.by_document else "use build")
    observed: Number | None = None
    rows: list[str] = []
    fault = ""
    try:
        observed, found = connection.execute(query).fetchall()[0]
        rows = found or []
    except duckdb.Error as error:
        fault = str(error).strip()
    connection.execute("use build")
    return Measurement(
        expectation_id=rule.expectation_id,
        suite=rule.suite,
        subject=rule.subject,
        severity=rule.severity,
        what=rule.what,
        remedy=rule.remedy,
        maximum=maximum,
        observed=observed,
        observed_text=number_words(observed),
        expected_text="0" if maximum == 0 else f"≤ {number_words(maximum)}",
        where=failing_rows_words([json.loads(row) for row in rows]),
        failing_rows=f"[{', '.join(rows)}]",
        fault=fault,
    )


def _maximum(rule: Rule, seeds: Seeds) -> Number:
    if rule.threshold_code is None:
        return 0
    if rule.threshold_code not in seeds.thresholds:
        raise SeedError(
            f"expectation_thresholds.csv has no row {rule.threshold_code!r}, which {rule.expectation_id} needs"
        )
    return seeds.thresholds[rule.threshold_code]
