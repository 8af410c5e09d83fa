"""The findings of the four real documents are those of a reading by hand, every one with its cause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.python.conftest import run_juesuan
from tests.python.identities.conftest import read_csv
from tests.python.warehouse.warehouse_builder import run_dbt

EXPECTED = read_csv(Path(__file__).with_name("expected_findings.csv"))
DOCUMENTS = sorted({row["document"] for row in EXPECTED})
SELECT = ["+fct_findings", "+fct_finding_cells", "+fct_finding_checks"]


@pytest.fixture(scope="module")
def warehouse(
    tmp_path_factory: pytest.TempPathFactory, shared_file: Callable[[str], Path]
) -> Iterator[duckdb.DuckDBPyConnection]:
    file = tmp_path_factory.mktemp("real_findings") / "juesuan.duckdb"
    result = run_juesuan("ingest", *(shared_file(f"documents/{name}") for name in DOCUMENTS), "--warehouse", file)
    assert result.returncode == 0, result.stdout + result.stderr
    build_file = file.with_name("juesuan.build.duckdb")
    run_dbt(build_file, ["build", "--exclude-resource-type", "test", "unit_test", "--select", *SELECT])
    with duckdb.connect(str(build_file), read_only=True) as connection:
        yield connection


def _found(warehouse: duckdb.DuckDBPyConnection, document: str) -> dict[tuple[str, str], tuple[Any, ...]]:
    rows = warehouse.execute(
        """
        select findings.subject_key, marts.kind, marts.cause, coalesce(marts.proposed_value, ''), marts.severity,
            marts.witness_count
        from marts.fct_findings as marts
        inner join intermediate.int_findings as findings on marts.finding_id = findings.finding_id
        inner join intermediate.int_documents as documents on marts.document_id = documents.document_id
        where documents.source_name = ?
        """,
        [document],
    ).fetchall()
    return {(subject.removeprefix("gap|"), kind): tuple(facts) for subject, kind, *facts in rows}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_findings_are_those_of_a_reading(document: str, warehouse: duckdb.DuckDBPyConnection) -> None:
    expected = {
        (row["subject"], row["kind"]): (row["cause"], row["proposed_value"])
        for row in EXPECTED
        if row["document"] == document
    }
    found = {key: facts[:2] for key, facts in _found(warehouse, document).items()}
    assert {key: value for key, value in expected.items() if found.get(key) != value} == {}, (
        "missed or of another cause"
    )
    assert {key: value for key, value in found.items() if key not in expected} == {}, "extra"


def test_at_least_ninety_five_in_a_hundred_findings_are_true() -> None:
    told = [row["reading"].split(":")[0] for row in EXPECTED]
    assert set(told) <= {"true", "false"}
    assert told.count("true") / len(told) >= 0.95


@pytest.mark.parametrize("document", DOCUMENTS)
def test_rounding_only_informs(document: str, warehouse: duckdb.DuckDBPyConnection) -> None:
    severities = {facts[2] for (_, kind), facts in _found(warehouse, document).items() if kind == "rounding_difference"}
    assert severities == {"information"}


def test_sentences_hold_no_codes(warehouse: duckdb.DuckDBPyConnection) -> None:
    """A Chinese sentence has no lower-case word, an English one no word with an underscore: both would be codes."""
    sentences = warehouse.execute(
        "select message_zh, proof_zh, message_en, proof_en from marts.fct_findings"
    ).fetchall()
    for message_zh, proof_zh, message_en, proof_en in sentences:
        assert not re.findall(r"[a-z]{2,}", f"{message_zh} {proof_zh or ''}"), message_zh
        assert not re.findall(r"[a-z0-9]_[a-z0-9]", f"{message_en} {proof_en or ''}"), message_en


def test_a_rate_that_names_another_budget_is_told_in_words(warehouse: duckdb.DuckDBPyConnection) -> None:
    told = warehouse.execute(
        "select distinct message_zh, message_en from marts.fct_findings "
        "where kind in ('words_disagree', 'unit_mismatch') and cause = 'publisher_error' "
        "and document_id in (select document_id from intermediate.int_documents where source_name like 'guiyang%')"
    ).fetchall()
    chinese, english = (" ".join(texts) for texts in zip(*told, strict=True))
    assert "标作全年预算，所除的是年初预算" in chinese
    assert "it names the full-year budget and divides by the initial budget" in english
    assert "印作元，应为万元" in chinese


def test_the_lost_amounts_of_guiyang_have_two_witnesses_and_an_addition(warehouse: duckdb.DuckDBPyConnection) -> None:
    proofs = warehouse.execute(
        "select witness_count, proof_zh, proof_en from marts.fct_findings "
        "where kind = 'lost_cell' and line_code = '215'"
    ).fetchall()
    ((witnesses, proof_zh, proof_en),) = proofs
    assert witnesses >= 2
    assert "6730.08 − 基本支出 348.25 = 6381.83" in proof_zh
    assert "6730.08 − Basic expenditure 348.25 = 6381.83" in proof_en
