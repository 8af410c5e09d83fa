"""A build file of mutants: the raw rows of a document copied under new ids with one thing changed, and the models.

The working file holds the document as it should be in schema `base` (its raw rows) and the mutants of one batch in
schema `plan`; `raw` is made of both for each batch, set-based, and dbt builds the project's own models from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from benchmarks.mutations.plan import BaseCell, Mutant, Place
from ingest.fold import kind_of_text
from juesuan.dbt_runner import parsed_project
from juesuan.settings import Settings, WarehousePaths
from juesuan.transform import run_dbt

MODELS = ("+fct_findings", "+fct_finding_cells", "+fct_identity_checks", "+fct_reported_amounts")
"""What mutants are judged by, with everything it is made from."""

_TABLES_OF_A_DOCUMENT = """
select table_name from duckdb_columns()
where database_name = 'source' and schema_name = 'raw' and column_name = 'document_id'
order by table_name
"""
_FAILED = {"error", "fail", "runtime error"}
_PLACE = ("statement_code", "side", "line_code", "measure_code")


@dataclass(frozen=True, slots=True)
class BaseDocument:
    """A document to mutate: its amount cells as they should be, those put back among them."""

    document_id: str
    source_name: str
    cells: tuple[BaseCell, ...]
    restored: frozenset[Place]


def read_base(build_file: Path, document_id: str) -> BaseDocument:
    """The document's amount cells with what was deduced put back at the blanks where it was lost.

    Raises:
        ValueError: the build file holds no such document.
    """
    with duckdb.connect(str(build_file), read_only=True) as source:
        named = source.execute("select source_name from raw.documents where document_id = ?", [document_id]).fetchone()
        if named is None:
            raise ValueError(f"{build_file}: no document {document_id}; `select * from marts.dim_documents` lists them")
        deduced = source.execute(
            f"select {', '.join(_PLACE)}, cast(amount_printed as decimal(20, 6)), printed_decimals "
            "from marts.fct_reported_amounts where document_id = ? and cell_state = 'deduced'",
            [document_id],
        ).fetchall()
        rows = source.execute(
            f"select {', '.join(_PLACE)}, source_text, cell_kind, table_index, source_row, source_column, "
            "source_fragment from intermediate.int_amounts_claimed where document_id = ? and claim_number = 1",
            [document_id],
        ).fetchall()
    restored = {(a, b, c, d): f"{amount:.{decimals}f}" for a, b, c, d, amount, decimals in deduced}
    cells = [
        BaseCell((a, b, c, d), restored.get((a, b, c, d), text or "" if kind != "unreadable" else ""), *where)
        for a, b, c, d, text, kind, *where in rows
    ]
    return BaseDocument(document_id, named[0], tuple(cells), frozenset(restored))


class MutantWarehouse:
    """The working file of one document's mutants."""

    def __init__(self, folder: Path, build_file: Path, base: BaseDocument) -> None:
        self.paths = WarehousePaths.of(folder / "mutants.duckdb")
        self.base = base
        self.paths.folder.mkdir(parents=True, exist_ok=True)
        self.paths.build.unlink(missing_ok=True)
        with duckdb.connect(str(self.paths.build)) as working:
            working.execute(f"attach '{build_file}' as source (read_only)")
            for schema in ("raw", "base", "plan"):
                working.execute(f"create schema {schema}")
            self.tables = [name for (name,) in working.execute(_TABLES_OF_A_DOCUMENT).fetchall()]
            for table in self.tables:
                working.execute(
                    f"create table base.{table} as from source.raw.{table} where document_id = ?", [base.document_id]
                )
            # Grids that are no statement are read by no model that judges.
            working.execute("delete from base.cells where statement_code is null")
            _put_back(working, base)
        self._manifest = parsed_project(self.paths)
        self._run("seed")

    def build(self, mutants: Sequence[Mutant]) -> dict[str, float]:
        """Land the document and these mutants of it in place of what was there, and build the models.

        Returns the seconds of each model.

        Raises:
            RuntimeError: a model failed; the message holds what it said.
        """
        with duckdb.connect(str(self.paths.build)) as working:
            _write_plan(working, self.base, mutants)
            for table in self.tables:
                working.execute(_COPIES.get(table, _COPY_OF_OTHER_ROWS).format(table=table))
        return self._run("run", "--select", *MODELS)

    def _run(self, *arguments: str) -> dict[str, float]:
        # Held over the run: else DuckDB opens, checkpoints and closes the file for every one of the nodes.
        with duckdb.connect(str(self.paths.build)):
            result = run_dbt(self.paths, Settings(), list(arguments), self._manifest)
        failures = [node for node in getattr(result.result, "results", []) if str(node.status) in _FAILED]
        if failures or not result.success:
            said = "; ".join(f"{node.node.name}: {node.message}" for node in failures[:5])
            raise RuntimeError(f"{self.paths.build}: {said or 'dbt reported a failure'}; see {self.paths.state}/logs")
        return {node.node.name: float(node.execution_time) for node in getattr(result.result, "results", [])}


def _put_back(working: duckdb.DuckDBPyConnection, base: BaseDocument) -> None:
    for cell in base.cells:
        if cell.place in base.restored:
            working.execute(
                "update base.cells set text = ?, cell_kind = ? "
                "where table_index = ? and row_index = ? and column_index = ? and fragment_index = ?",
                [
                    cell.text,
                    kind_of_text(cell.text),
                    cell.table_index,
                    cell.row_index,
                    cell.column_index,
                    cell.fragment_index,
                ],
            )


def _write_plan(working: duckdb.DuckDBPyConnection, base: BaseDocument, mutants: Iterable[Mutant]) -> None:
    """plan.mutants (one row a mutant), plan.changes (one row a mutant and place)."""
    own = [(mutant.document_id(base.document_id), mutant) for mutant in mutants]
    by_mutant = [
        (document_id, mutant.kind, mutant.name, *(mutant.removed or (None, None))) for document_id, mutant in own
    ]
    by_place = [
        (document_id, *change.place, change.text, change.cell_kind)
        for document_id, mutant in own
        for change in mutant.changes
    ]
    _create(working, "mutants", _MUTANTS, by_mutant)
    _create(working, "changes", _CHANGES, by_place)


_MUTANTS = pa.schema(
    [
        ("document_id", pa.string()),
        ("mutation_kind", pa.string()),
        ("mutation_name", pa.string()),
        ("removed_table_index", pa.int32()),
        ("removed_row_index", pa.int32()),
    ]
)
_CHANGES = pa.schema([(name, pa.string()) for name in ("document_id", *_PLACE, "text", "cell_kind")])


def _create(
    working: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema, rows: Sequence[tuple[object, ...]]
) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in schema]
    working.register(
        "rows_given",
        pa.Table.from_arrays([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema),
    )
    working.execute(f"create or replace table plan.{name} as from rows_given")
    working.unregister("rows_given")


_COPY_OF_OTHER_ROWS = """
create or replace table raw.{table} as
from base.{table}
union all by name
select mutants.document_id, own.* exclude (document_id)
from plan.mutants cross join base.{table} as own
"""
# A path of its own, so that mutants are no versions of one another by path.
_COPY_OF_DOCUMENT = """
create or replace table raw.{table} as
from base.{table}
union all by name
select
    mutants.document_id,
    own.* exclude (document_id, source_path, ingest_sequence),
    own.source_path || '#' || mutants.document_id as source_path,
    own.ingest_sequence - row_number() over (order by mutants.document_id) as ingest_sequence
from plan.mutants cross join base.{table} as own
"""
_COPY_OF_TABLES = """
create or replace table raw.{table} as
from base.{table}
union all by name
select mutants.document_id, own.* exclude (document_id)
from plan.mutants cross join base.{table} as own
where
    mutants.removed_row_index is not null
    or mutants.removed_table_index is distinct from own.table_index
"""
# Whatever claims a place prints the same there, so that a change is one of the document and no dispute within it.
_COPY_OF_CELLS = """
create or replace table raw.{table} as
from base.{table}
union all by name
select
    mutants.document_id,
    own.* exclude (document_id, text, cell_kind),
    case when changes.document_id is null then own.text else changes.text end as text,
    case when changes.document_id is null then own.cell_kind else changes.cell_kind end as cell_kind
from plan.mutants cross join base.{table} as own
left join plan.changes as changes
    on mutants.document_id = changes.document_id
    and changes.text is not null
    and own.cell_role = 'amount'
    and own.statement_code = changes.statement_code
    and coalesce(own.side, '') = changes.side
    and own.line_code = changes.line_code
    and own.measure_code = changes.measure_code
where
    mutants.removed_table_index is distinct from own.table_index
    or (mutants.removed_row_index is not null and mutants.removed_row_index <> own.row_index)
"""
_COPIES = {
    "documents": _COPY_OF_DOCUMENT,
    "tables": _COPY_OF_TABLES,
    "cells": _COPY_OF_CELLS,
}
