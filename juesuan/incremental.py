"""What a build must make again: the nodes whose sources changed, and the documents that are new, gone or half built.

The record is in the build file, in tables of `quality` that are never published:

    quality._built_nodes       (node_id, fingerprint)             nodes as they were when a build last ended well
    quality._built_documents   (document_id, ingest_sequence)     documents that every table holds, each by its reading
    quality._unpublished       (kind, name)                       what has changed since the last publish
    intermediate._documents_in_scope (document_id)                documents that the build under way works on

A table is trusted only where both its node and its documents are recorded. What is to be made again is struck from the
record before dbt starts and written back when it has ended well, so that a build that was killed is begun again where
it stood: its scope is still there and is joined to the next one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb

from juesuan.runs import has_table

SCOPE = "intermediate._documents_in_scope"
RECORD = """
create schema if not exists quality;
create table if not exists quality._built_nodes (node_id varchar, fingerprint varchar);
create table if not exists quality._built_documents (document_id varchar, ingest_sequence bigint);
create table if not exists quality._unpublished (kind varchar, name varchar);
"""
NEW_OR_GONE = """
select document_id from (
    (select document_id, coalesce(reading_sequence, ingest_sequence) from raw.documents
     except from quality._built_documents)
    union all
    (from quality._built_documents
     except select document_id, coalesce(reading_sequence, ingest_sequence) from raw.documents)
)
"""
_JUDGED = ("model", "seed", "test")


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """What dbt is asked for. `selected` is None for everything; `rebuilt_whole` names the models made anew.

    `tested_whole` names the tests that look at one of these, or are new: they look at every document.
    """

    fingerprints: Mapping[str, str]
    selected: tuple[str, ...] | None
    rebuilt_whole: tuple[str, ...] = ()
    tested_whole: tuple[str, ...] = ()
    struck: tuple[str, ...] = field(default=(), repr=False)

    @property
    def is_whole(self) -> bool:
        """Whether every table is made anew."""
        return self.selected is None


def plan_build(connection: duckdb.DuckDBPyConnection, manifest: Any, *, full_refresh: bool) -> BuildPlan:
    """Compare the project and the documents with the record; nothing is written."""
    fingerprints = dict(node_fingerprints(manifest))
    connection.execute(RECORD)
    recorded = dict(connection.execute("from quality._built_nodes").fetchall())
    if full_refresh or not recorded:
        return BuildPlan(fingerprints, None)
    changed = {node for node, fingerprint in fingerprints.items() if recorded.get(node) != fingerprint}
    changed |= _missing(connection, manifest, fingerprints)
    reading_documents = _downstream(manifest, manifest.sources)
    has_documents = bool(_scope(connection))
    if has_documents:
        changed |= {node for node in reading_documents if _materialized(manifest, node) == "table"}
    whole = (changed | _downstream(manifest, changed)) & fingerprints.keys()
    run = set(whole)
    if has_documents:
        run |= {node for node in reading_documents if _materialized(manifest, node) != "view"}
    return BuildPlan(
        fingerprints,
        tuple(sorted(manifest.nodes[node].name for node in run if node in changed or not node.startswith("test."))),
        tuple(sorted(manifest.nodes[node].name for node in whole if node.startswith("model."))),
        tuple(sorted(manifest.nodes[node].name for node in whole if node.startswith("test."))),
        tuple(sorted(whole)),
    )


def begin_build(connection: duckdb.DuckDBPyConnection, manifest: Any, plan: BuildPlan) -> None:
    """Strike what is to be made again from the record and write the scope, in one transaction."""
    scope = _scope(connection)
    connection.execute("begin transaction")
    connection.execute("create schema if not exists intermediate")
    connection.execute(f"drop table if exists {SCOPE}")
    if plan.is_whole:
        connection.execute("truncate quality._built_nodes")
        connection.execute("truncate quality._built_documents")
    else:
        connection.execute(f"create table {SCOPE} (document_id varchar)")
        connection.execute(f"insert into {SCOPE} select unnest(?)", [scope])
        struck = list(plan.struck)
        connection.execute("delete from quality._built_nodes where node_id in (select unnest(?))", [struck])
        for node in struck:
            if node.startswith("model."):
                _drop(connection, manifest.nodes[node])
    connection.execute("commit")


def end_build(connection: duckdb.DuckDBPyConnection, plan: BuildPlan) -> None:
    """Record that every node and every document of raw is built, and what there is to publish."""
    connection.execute("begin transaction")
    changed = [("table", "*")] if plan.is_whole else [("table", name) for name in plan.rebuilt_whole]
    if changed:
        connection.executemany("insert into quality._unpublished values (?, ?)", changed)
    if not plan.is_whole:
        connection.execute(f"insert into quality._unpublished select 'document', document_id from {SCOPE}")
    connection.execute(f"drop table if exists {SCOPE}")
    connection.execute("truncate quality._built_documents")
    connection.execute(
        "insert into quality._built_documents "
        "select document_id, coalesce(reading_sequence, ingest_sequence) from raw.documents"
    )
    connection.execute("truncate quality._built_nodes")
    connection.execute(
        "insert into quality._built_nodes select unnest(?), unnest(?)",
        [list(plan.fingerprints), list(plan.fingerprints.values())],
    )
    connection.execute("commit")


CHECKED_APART_AT_MOST = 200
"""Beyond so many documents it is as fast to check everything."""


def unpublished_documents(connection: duckdb.DuckDBPyConnection) -> list[str] | None:
    """The documents that were built since the last publish; None where a whole table was, or too many documents."""
    if not has_table(connection, "quality", "_unpublished"):
        return None
    rows = connection.execute("select distinct kind, name from quality._unpublished").fetchall()
    if any(kind == "table" for kind, _ in rows) or not 0 < len(rows) <= CHECKED_APART_AT_MOST:
        return None
    return sorted(name for _, name in rows)


def forget_unpublished(connection: duckdb.DuckDBPyConnection) -> None:
    """What was built is published now."""
    if has_table(connection, "quality", "_unpublished"):
        connection.execute("truncate quality._unpublished")


def node_fingerprints(manifest: Any) -> Iterator[tuple[str, str]]:
    """Each model, seed and data test with a hash of all that decides what it makes of its inputs."""
    shared = sorted(
        macro.macro_sql
        for macro in manifest.macros.values()
        if macro.package_name == manifest.metadata.project_name
        and macro.name.startswith(("materialization_", "table_"))
    )
    for node_id, node in manifest.nodes.items():
        if node.resource_type in _JUDGED:
            parts = [
                str(node.resource_type),
                getattr(node, "raw_code", ""),
                node.checksum.checksum,
                json.dumps(node.config.to_dict(), sort_keys=True, default=str),
                json.dumps(getattr(getattr(node, "test_metadata", None), "kwargs", {}), sort_keys=True, default=str),
                *(f"{column.name}:{column.data_type}:{column.description}" for column in node.columns.values()),
                *sorted(manifest.macros[macro].macro_sql for macro in _macros_of(manifest, node)),
                *(shared if node.resource_type == "model" else ()),
            ]
            yield node_id, hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _macros_of(manifest: Any, node: Any) -> set[str]:
    found: set[str] = set()
    waiting = list(node.depends_on.macros) if hasattr(node.depends_on, "macros") else []
    while waiting:
        macro = waiting.pop()
        if macro not in found and macro in manifest.macros:
            found.add(macro)
            waiting.extend(manifest.macros[macro].depends_on.macros)
    return found


def _missing(connection: duckdb.DuckDBPyConnection, manifest: Any, nodes: Iterable[str]) -> set[str]:
    present = set(
        connection.execute(
            "select table_schema, table_name from information_schema.tables where table_catalog = current_database()"
        ).fetchall()
    )
    return {
        node
        for node in nodes
        if not node.startswith("test.") and (manifest.nodes[node].schema, manifest.nodes[node].alias) not in present
    }


def _downstream(manifest: Any, nodes: Iterable[str]) -> set[str]:
    """Models and tests that hang on any of the nodes, the nodes themselves left out."""
    children: dict[str, list[str]] = {}
    for node_id, node in manifest.nodes.items():
        for parent in node.depends_on_nodes:
            children.setdefault(parent, []).append(node_id)
    found: set[str] = set()
    waiting = list(nodes)
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return {node for node in found if manifest.nodes[node].resource_type in _JUDGED}


def _materialized(manifest: Any, node_id: str) -> str:
    return str(manifest.nodes[node_id].config.materialized)


def _scope(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Documents that are new or gone, and those of a build that did not end."""
    found = {row[0] for row in connection.execute(NEW_OR_GONE).fetchall()}
    unfinished = connection.execute(
        "select count(*) from duckdb_tables() where database_name = current_database() "
        "and schema_name = 'intermediate' and table_name = '_documents_in_scope'"
    ).fetchall()
    if unfinished[0][0]:
        found |= {row[0] for row in connection.execute(f"from {SCOPE}").fetchall()}
    return sorted(found)


def _drop(connection: duckdb.DuckDBPyConnection, node: Any) -> None:
    kind = "view" if node.config.materialized == "view" else "table"
    other = "table" if kind == "view" else "view"
    present = connection.execute(
        "select table_type from information_schema.tables where table_catalog = current_database() "
        "and table_schema = ? and table_name = ?",
        [node.schema, node.alias],
    ).fetchall()
    if present:
        kind = "view" if present[0][0] == "VIEW" else "table" if present[0][0] == "BASE TABLE" else other
        connection.execute(f'drop {kind} {node.schema}."{node.alias}" cascade')
