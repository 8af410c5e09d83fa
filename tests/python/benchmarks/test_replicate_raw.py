"""Copies of a document for timing: as many as asked for, each a document of its own with all rows of the first."""

from __future__ import annotations

from pathlib import Path

import duckdb

from benchmarks.replicate_raw import replicate


def test_copies_are_documents_of_their_own(sample_warehouse: Path, tmp_path: Path) -> None:
    source = sample_warehouse.with_name(f"{sample_warehouse.stem}.build.duckdb")
    target = tmp_path / "copies.build.duckdb"
    replicate(source, target, 3)
    with duckdb.connect() as files:
        files.execute(f"attach '{source}' as source (read_only)")
        files.execute(f"attach '{target}' as target (read_only)")
        for table in ("cells", "lines"):
            ((copied, printed),) = files.execute(
                f"select (select count(*) from target.raw.{table}), (select count(*) from source.raw.{table})"
            ).fetchall()
            assert copied == 3 * printed > 0
        for column in ("document_id", "content_sha256", "department_name", "ingest_sequence", "reading_sequence"):
            assert files.execute(f"select count(distinct {column}) from target.raw.documents").fetchone() == (3,), (
                column
            )
