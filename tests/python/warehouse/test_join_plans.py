"""No model of documents joins every row with every row: what grows with the square of the documents is not landed."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.python.warehouse.warehouse_builder import PROJECT, compile_sql

# An outer join with a condition on one side only, or one that no key holds, is planned as a loop over both sides.
LOOPS = ("BLOCKWISE_NL_JOIN", "NESTED_LOOP_JOIN")
MODELS = (
    "int_break_suspects",
    "int_break_terms_valued",
    "int_cells_bounded",
    "int_contents_agreements",
    "int_finding_facts",
    "int_finding_messages",
    "fct_cell_detection_powers",
    "fct_detection_powers",
)


@pytest.mark.parametrize("model", MODELS)
def test_a_model_is_planned_without_loops_over_all_rows(model: str, sample_warehouse: Path) -> None:
    build_file = sample_warehouse.with_suffix(".build.duckdb")
    (source,) = (PROJECT / "models").rglob(f"{model}.sql")
    sql = compile_sql(build_file, source.read_text(encoding="utf-8"))
    with duckdb.connect(str(build_file), read_only=True) as sample:
        ((_, plan),) = sample.execute(f"explain {sql}").fetchall()
    assert [loop for loop in LOOPS if loop in plan] == []
