"""Columns that a contract declares never null are never null in the tables themselves, whatever materializes them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import yaml

from tests.python.warehouse.warehouse_builder import PROJECT

NOT_NULL_IN_THE_BUILD_FILE = """
    select table_name, unnest(constraint_column_names) as column_name
    from duckdb_constraints()
    where schema_name = 'marts' and constraint_type = 'NOT NULL'
"""


def declared_never_null() -> set[tuple[str, str]]:
    """Table and column of every not_null constraint in the yml files of the marts."""
    models = (
        model
        for path in (PROJECT / "models" / "marts").rglob("*.yml")
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", [])
    )
    return {
        (model["name"], column["name"])
        for model in models
        for column in model["columns"]
        if {"type": "not_null"} in column.get("constraints", [])
    }


def test_every_declared_constraint_is_on_its_table(sample_warehouse: Path) -> None:
    declared = declared_never_null()
    assert ("dim_measures", "measure_code") in declared
    with duckdb.connect(str(sample_warehouse.with_suffix(".build.duckdb")), read_only=True) as sample:
        assert set(sample.execute(NOT_NULL_IN_THE_BUILD_FILE).fetchall()) == declared
