"""The verdicts on the Guiyang document, row by row against the reference catalogue of identities."""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path

import duckdb
import pytest

from tests.python.identities.conftest import read_csv

MAPPING_FILE = Path(__file__).with_name("catalogue_mapping.csv")
MAPPING = read_csv(MAPPING_FILE)
CATALOGUE_IDS = sorted({row["catalogue_id"] for row in MAPPING})
GROUPS = ("A", "B", "C")
Verdicts = dict[tuple[str, str], str]


@pytest.fixture(scope="module", params=["hand_checked_cells", "refreshed_sample"])
def verdicts(request: pytest.FixtureRequest) -> Verdicts:
    """(identity_code, instance_key) → status on the Guiyang document."""
    query = """
        select checks.identity_code, checks.instance_key, checks.status
        from marts.fct_identity_checks as checks
        inner join {documents} as documents
            on checks.document_id = documents.document_id
        where starts_with(documents.source_name, 'guiyang-bigdata-2023')
    """
    if request.param == "hand_checked_cells":
        warehouse: duckdb.DuckDBPyConnection = request.getfixturevalue("expected_warehouse")
        rows = warehouse.execute(query.format(documents="intermediate.int_documents")).fetchall()
    else:
        published: Path = request.getfixturevalue("sample_warehouse")
        with duckdb.connect() as connection:
            connection.execute(f"attach '{published}' as published (read_only)")
            connection.execute("use published")
            rows = connection.execute(query.format(documents="marts.dim_documents")).fetchall()
    return {(identity_code, instance_key): status for identity_code, instance_key, status in rows}


@pytest.fixture(scope="session")
def catalogue(shared_file: Callable[[str], Path]) -> dict[str, str]:
    """Catalogue id → verdict, for groups A to C."""
    rows = read_csv(shared_file("reference/identities.csv"))
    return {row["id"]: row["verdict"] for row in rows if row["id"].startswith(GROUPS)}


def test_every_catalogue_row_is_mapped(catalogue: dict[str, str]) -> None:
    assert set(CATALOGUE_IDS) == set(catalogue)


@pytest.mark.parametrize("catalogue_id", CATALOGUE_IDS)
def test_the_verdict_is_that_of_the_catalogue(catalogue_id: str, catalogue: dict[str, str], verdicts: Verdicts) -> None:
    statuses: list[str] = []
    broken: set[tuple[str, str]] = set()
    broken_expected: set[tuple[str, str]] = set()
    for row in (row for row in MAPPING if row["catalogue_id"] == catalogue_id):
        code = row["identity_code"]
        matching = {
            instance: status
            for (identity_code, instance), status in verdicts.items()
            if identity_code == code and fnmatchcase(instance, row["instance_pattern"])
        }
        assert matching, f"{code} {row['instance_pattern']} has no instance"
        statuses += matching.values()
        broken |= {(code, instance) for instance, status in matching.items() if status == "broken"}
        broken_expected |= {(code, instance) for instance in row["broken_instances"].split(";") if instance}

    checkable = [status for status in statuses if status != "not_checkable"]
    verdict = catalogue[catalogue_id]
    assert broken == broken_expected
    if verdict == "HOLDS":
        assert checkable
        assert set(checkable) == {"exact"}
    elif verdict == "ROUNDING":
        assert "within_rounding" in checkable
        assert not broken
    elif verdict in {"FAIL", "EXTRACTION"}:
        assert broken
    elif verdict == "VACUOUS":
        assert not checkable
    else:
        assert verdict == "INFO-OK"
        assert checkable
        assert not broken


@pytest.mark.parametrize("document", ["putuo-finance-2024", "putuo-planning-2024"])
def test_true_accounts_of_another_place_break_nothing(
    document: str, expected_warehouse: duckdb.DuckDBPyConnection
) -> None:
    statuses = dict(
        expected_warehouse.execute(
            """
            select status, count(*) from marts.fct_identity_checks as checks
            inner join intermediate.int_documents as documents
                on checks.document_id = documents.document_id
            where source_name = ? || '.txt'
            group by status
            """,
            [document],
        ).fetchall()
    )
    assert statuses["exact"] > 200
    assert "broken" not in statuses
