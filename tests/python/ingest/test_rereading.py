"""A document that another version of the parser has read is read again, once, and its rows are replaced whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest import parser_version as versions
from ingest.evaluations import load_evaluation_vocabulary
from ingest.limits import DEFAULT_LIMITS
from ingest.narrative import load_narrative_vocabulary
from ingest.pipeline import IngestReport, bundled_documents, ingest_documents
from ingest.vocabulary import DEFAULT_SEED_FOLDER, load_vocabulary

OTHER = "of_another_parser"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A copy of the bundled sample in a folder of its own."""
    path = tmp_path / "given" / "account.txt"
    path.parent.mkdir()
    shutil.copy(bundled_documents()[0], path)
    return path


@pytest.fixture
def build_file(tmp_path: Path, document: Path) -> Path:
    """The sample, read as another parser might have: without its unit, and one cell too many."""
    path = tmp_path / "build.duckdb"
    _ingest(document, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("update raw.documents set parser_version = ?", [OTHER])
        connection.execute("update raw.tables set unit_name = null")
        connection.execute("insert into raw.cells select * from raw.cells limit 1")
    return path


def _ingest(path: Path, build_file: Path, *, reread: bool = False) -> IngestReport:
    return ingest_documents([path], build_file, "run", worker_count=1, reread=reread)


def _query(build_file: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(build_file), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def _counts(build_file: Path) -> list[tuple[Any, ...]]:
    return _query(
        build_file,
        "select (select count(*) from raw.documents), (select count(*) from raw.cells),"
        " (select count(*) from raw.lines), (select count(unit_name) > 0 from raw.tables)",
    )


def test_a_given_document_is_read_again_and_its_rows_replaced(document: Path, build_file: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.duckdb"
    _ingest(document, fresh)
    before = _query(build_file, "select document_id, ingest_sequence, ingested_at from raw.documents")
    report = _ingest(document, build_file)
    assert (report.ingested_count, report.reread_count, report.unchanged_count) == (0, 1, 0)
    assert _counts(build_file) == _counts(fresh)
    assert _query(build_file, "select document_id, ingest_sequence, ingested_at from raw.documents") == before
    assert _query(build_file, "select reading_sequence > ingest_sequence from raw.documents") == [(True,)]
    message = _query(build_file, "select message from raw.ingest_log order by logged_at desc limit 1")[0][0]
    assert message.startswith("Read again")
    assert _ingest(document, build_file).unchanged_count == 1


def test_a_document_that_is_not_given_is_read_again_where_it_lies(build_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "account.txt"
    other.parent.mkdir()
    other.write_bytes(bundled_documents()[0].read_bytes() + "\n附注\n".encode())
    report = _ingest(other, build_file)
    assert (report.ingested_count, report.reread_count) == (1, 1)
    assert _query(build_file, f"select count(*) from raw.documents where parser_version = '{OTHER}'") == [(0,)]


@pytest.mark.parametrize("is_there", [True, False])
def test_what_was_not_given_and_has_changed_or_gone_stays_as_it_is(
    document: Path, build_file: Path, tmp_path: Path, is_there: bool
) -> None:
    if is_there:
        document.write_bytes(document.read_bytes() + b"\n1\n")
    else:
        document.unlink()
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(bundled_documents()[0], other / "account.txt")
    before = _counts(build_file)
    with duckdb.connect(str(build_file)) as connection:
        connection.execute("update raw.documents set content_sha256 = 'none', document_id = 'none'")
    _ingest(other, build_file)
    assert _query(build_file, "select count(*) from raw.documents") == [(2,)]
    assert _query(build_file, f"select count(*) from raw.documents where parser_version = '{OTHER}'") == [(1,)]
    assert before[0][0] == 1


def test_known_documents_are_read_again_when_asked(document: Path, build_file: Path) -> None:
    _ingest(document, build_file)
    assert _ingest(document, build_file).unchanged_count == 1
    assert _ingest(document, build_file, reread=True).reread_count == 1


def test_a_refusal_leaves_the_earlier_reading(document: Path, build_file: Path) -> None:
    before = _counts(build_file)
    limits = replace(DEFAULT_LIMITS, memory_bytes=1 << 20)
    report = ingest_documents([document], build_file, "run", limits, worker_count=1)
    assert report.quarantined_count == 1
    assert "what the earlier one read stays" in report.quarantined[0].detail
    assert _counts(build_file) == before


def test_the_version_names_every_seed_that_the_parser_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: set[Path] = set()
    true_open = Path.open

    def watched(path: Path, *arguments: Any, **options: Any) -> Any:
        opened.add(path)
        return true_open(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", watched)
    load_vocabulary()
    load_evaluation_vocabulary()
    load_narrative_vocabulary.__wrapped__()
    seeds = {path for path in opened if path.parent == DEFAULT_SEED_FOLDER}
    assert seeds
    assert seeds <= set(versions._seeds())


@pytest.fixture
def copied_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The sources of the ingest and the seeds in another place, free to be changed."""
    shutil.copytree(versions.SOURCE_FOLDER, tmp_path / "ingest", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(DEFAULT_SEED_FOLDER, tmp_path / "seeds")
    monkeypatch.setattr(versions, "SOURCE_FOLDER", tmp_path / "ingest")
    monkeypatch.setattr(versions, "DEFAULT_SEED_FOLDER", tmp_path / "seeds")
    versions.parser_version.cache_clear()
    yield tmp_path
    versions.parser_version.cache_clear()


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("ingest/statements/columns.py", True),
        ("ingest/readers/pdf.py", True),
        ("seeds/line_labels.csv", True),
        ("ingest/landing.py", False),
        ("seeds/identities.csv", False),
    ],
)
def test_the_version_follows_what_decides_a_reading(copied_sources: Path, name: str, changes: bool) -> None:
    before = versions.parser_version()
    with (copied_sources / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    versions.parser_version.cache_clear()
    assert (versions.parser_version() != before) is changes
