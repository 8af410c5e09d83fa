"""Narrative, rates, forms and document: verdicts on the real documents, against the catalogue and a reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import duckdb
import pytest

from tests.python.conftest import run_juesuan
from tests.python.identities.conftest import CHECKS, read_csv
from tests.python.warehouse.warehouse_builder import run_dbt

HERE = Path(__file__).parent
MAPPING = read_csv(HERE / "catalogue_mapping_figures.csv")
NOT_COVERED = {row["catalogue_id"] for row in read_csv(HERE / "catalogue_not_covered.csv")}
TRUE_BREAKS = read_csv(HERE / "true_breaks.csv")
CATALOGUE_IDS = sorted({row["catalogue_id"] for row in MAPPING})
GROUPS = ("D", "E", "F", "G", "H")
DOCUMENTS = (
    "guiyang-bigdata-2023.txt",
    "putuo-finance-2024.pdf",
    "putuo-planning-2024.pdf",
    "southwest-university-2023.pdf",
)
BROKEN_VERDICTS = ("FAIL", "PUBLISHER", "EXTRACTION", "INFO-LOOK")
Checks = dict[tuple[str, str, str], tuple[str, str]]


@pytest.fixture(scope="module")
def checks(tmp_path_factory: pytest.TempPathFactory, shared_file: Callable[[str], Path]) -> Iterator[Checks]:
    """(document, identity_code, instance_key) → status and severity, the real documents judged as by a refresh."""
    warehouse = tmp_path_factory.mktemp("real_documents") / "juesuan.duckdb"
    paths = [shared_file(f"documents/{name}") for name in DOCUMENTS]
    result = run_juesuan("ingest", *paths, "--warehouse", warehouse)
    assert result.returncode == 0, result.stdout + result.stderr
    build_file = warehouse.with_name("juesuan.build.duckdb")
    run_dbt(build_file, ["build", "--exclude-resource-type", "test", "unit_test", "--select", *CHECKS])
    with duckdb.connect(str(build_file), read_only=True) as connection:
        rows = connection.execute(
            """
            select documents.source_name, checks.identity_code, checks.instance_key, checks.status, checks.severity
            from marts.fct_identity_checks as checks
            inner join intermediate.int_documents as documents
                on checks.document_id = documents.document_id
            inner join seeds.identities as identities
                on checks.identity_code = identities.identity_code
            where identities.catalogue_group >= 'D'
            """
        ).fetchall()
    yield {(name, code, instance): (status, severity) for name, code, instance, status, severity in rows}


@pytest.fixture(scope="session")
def catalogue(shared_file: Callable[[str], Path]) -> dict[str, str]:
    """Catalogue id → verdict, for groups D to H."""
    rows = read_csv(shared_file("reference/identities.csv"))
    return {row["id"]: row["verdict"] for row in rows if row["id"].startswith(GROUPS)}


def test_every_catalogue_row_is_mapped_or_named(catalogue: dict[str, str]) -> None:
    assert set(CATALOGUE_IDS) | NOT_COVERED == set(catalogue)
    assert not set(CATALOGUE_IDS) & NOT_COVERED


@pytest.mark.parametrize("catalogue_id", CATALOGUE_IDS)
def test_the_verdict_is_that_of_the_catalogue(catalogue_id: str, catalogue: dict[str, str], checks: Checks) -> None:
    statuses: list[str] = []
    broken: set[tuple[str, str]] = set()
    broken_expected: set[tuple[str, str]] = set()
    severities: set[str] = set()
    for row in (row for row in MAPPING if row["catalogue_id"] == catalogue_id):
        code = row["identity_code"]
        matching = {
            instance: found
            for (document, identity_code, instance), found in checks.items()
            if document == DOCUMENTS[0] and identity_code == code and fnmatchcase(instance, row["instance_pattern"])
        }
        assert matching, f"{code} {row['instance_pattern']} has no instance"
        statuses += [status for status, _ in matching.values()]
        broken |= {(code, instance) for instance, (status, _) in matching.items() if status == "broken"}
        severities |= {severity for status, severity in matching.values() if status == "broken"}
        broken_expected |= {(code, instance) for instance in row["broken_instances"].split(";") if instance}

    checkable = {status for status in statuses if status != "not_checkable"}
    verdict = catalogue[catalogue_id]
    assert broken == broken_expected
    if verdict.startswith("HOLDS"):
        assert checkable == {"exact"}
    elif verdict == "ROUNDING":
        assert "within_rounding" in checkable
        assert not broken
    elif verdict.startswith("VACUOUS"):
        assert not checkable
    elif verdict == "NOT TESTABLE":
        # The other document is not there: not judged, and never passed.
        assert set(statuses) == {"not_checkable"}
    elif verdict.startswith("NOT TESTABLE (needs the code lists"):
        # No list of codes is at hand, but the changes that names by year prove are: none is contradicted.
        assert set(statuses) == {"exact"}
    else:
        assert verdict.startswith(BROKEN_VERDICTS)
        assert broken
    if verdict.startswith(("PUBLISHER (soft)", "INFO")):
        assert severities == {"information"}


@pytest.mark.parametrize("document", DOCUMENTS[1:])
def test_nothing_is_broken_but_what_a_reader_finds_wrong(document: str, checks: Checks) -> None:
    broken = {
        (code, instance)
        for (name, code, instance), (status, _) in checks.items()
        if name == document and status == "broken"
    }
    read = {(row["identity_code"], row["instance_key"]) for row in TRUE_BREAKS if row["document"] == document}
    assert broken == read
    judged = [status for (name, _, _), (status, _) in checks.items() if name == document and status == "exact"]
    assert len(judged) > 50
