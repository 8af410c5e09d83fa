"""A small corpus through the warehouse: no alarm on what is consistent, the planted defects found and judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from benchmarks.corpus.__main__ import Order, write_corpus
from benchmarks.corpus.truth import truth_file
from benchmarks.ground_truth import by_cause, compare
from ingest.discovery import discover
from tests.python.conftest import run_juesuan
from tests.python.warehouse.warehouse_builder import BUILD_FILE_NAME, run_dbt

pytestmark = pytest.mark.slow
DECIDED = ("blank_lost", "digit_misread", "rate_refuted", "contradicted_narrative")
MODELS = ["+fct_findings", "+fct_finding_cells", "+fct_identity_checks", "+dim_documents"]


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Twelve accounts of two years, half of them with a defect, compared with their ground truth."""
    folder = tmp_path_factory.mktemp("ground_truth")
    order = Order(folder / "documents", 20, 12, range(2021, 2023), defects=DECIDED, defect_share=0.5)
    assert len(list(discover([*write_corpus(order)]))) == 24
    build_file = folder / BUILD_FILE_NAME
    warehouse = build_file.with_name(BUILD_FILE_NAME.replace(".build", ""))
    result = run_juesuan("ingest", order.folder, "--warehouse", warehouse)
    assert result.returncode == 0, result.stdout + result.stderr
    run_dbt(build_file, ["build", "--exclude-resource-type", "test", "unit_test", "--select", *MODELS])
    with compare(build_file, truth_file(order.folder)) as connection:
        yield connection


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    """All rows of a query."""
    return connection.execute(query).fetchall()


def test_consistent_accounts_raise_no_alarm(compared: duckdb.DuckDBPyConnection) -> None:
    alarms = rows(
        compared,
        """select documents.source_name, checks.identity_code, checks.instance_key
        from marts.fct_identity_checks as checks
        inner join marts.dim_documents as documents on checks.document_id = documents.document_id
        where checks.status = 'broken' and documents.document_id not in (select document_id from defects)""",
    )
    assert alarms == []
    assert rows(compared, "select count(*) > 8, bool_and(is_synthetic) from marts.dim_documents") == [(True, True)]


def test_every_planted_defect_breaks_a_check_and_is_located(compared: duckdb.DuckDBPyConnection) -> None:
    missed = rows(compared, "select kind, slot, cell from defects where not (is_noticed and is_told and is_located)")
    assert missed == []
    assert {row[0] for row in rows(compared, "select distinct kind from defects")} == set(DECIDED)


def test_causes_are_the_true_ones(compared: duckdb.DuckDBPyConnection) -> None:
    for cause, (recall, precision) in by_cause(compared).items():
        assert recall.some >= 0.9 * recall.whole, f"{cause}: recall {recall}"
        assert precision.some >= 0.9 * precision.whole, f"{cause}: precision {precision}"


def test_a_comparison_can_fail(compared: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """A ground truth that speaks of other cells is not met by the same findings."""
    false_truth = tmp_path / "false.csv"
    compared.execute(
        f"""copy (select * replace ('expenditure' as statement_code, '9999999' as line_code, null as slot) from truth
        where cause <> 'rounding') to '{false_truth}' (header)"""
    )
    build_file = rows(compared, "select path from duckdb_databases() where not internal and path is not null")[0][0]
    with compare(Path(str(build_file)), false_truth) as other:
        assert rows(other, "select count(*) filter (is_told), count(*) > 0 from defects") == [(0, True)]
