"""Landing: whole documents or none, the same bytes once, everything as parsed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from ingest.landing import IngestLogEntry, RawLanding
from ingest.model import ParsedDocument
from tests.python.ingest.cells import parse_text

TEXT = (
    "海州市档案局2023年度部门决算\n收入决算表\n单位：万元\n"
    "科目编码\t科目名称\t本年收入合计\n201\t一般公共服务支出\t{}\n"
)
TABLES = ("documents", "lines", "tables", "cells")
ENTRY = IngestLogEntry("run", "/a", "a", None, "quarantined", "empty_file", "no bytes", 0, 0, 0, 0, 0, 0, 0, 0, 0.1)


def _parsed(amount: str) -> ParsedDocument:
    return parse_text(TEXT.format(amount))


def _counts(build_file: Path) -> dict[str, int]:
    with duckdb.connect(str(build_file), read_only=True) as connection:
        rows = [(t, connection.execute(f"select count(*) from raw.{t}").fetchone()) for t in (*TABLES, "ingest_log")]
    return {name: row[0] for name, row in rows if row is not None}


def test_a_document_lands_whole_with_its_log(tmp_path: Path) -> None:
    parsed = _parsed("1.50")
    with RawLanding(tmp_path / "new" / "w.build.duckdb") as landing:
        assert landing.land(parsed)
        landing.log(ENTRY)
    counts = _counts(tmp_path / "new" / "w.build.duckdb")
    assert counts == {"documents": 1, "lines": 5, "tables": 1, "cells": 6, "ingest_log": 1}
    with duckdb.connect(str(tmp_path / "new" / "w.build.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "select document_id, source_line, text, statement_code, line_code, measure_code, side"
            " from raw.cells where cell_role = 'amount'"
        ).fetchall()
    assert found == [(parsed.document.document_id, 5, "1.50", "income", "201", "total", None)]


def test_the_same_bytes_land_once_also_in_a_later_run(tmp_path: Path) -> None:
    build_file = tmp_path / "w.build.duckdb"
    first, second = _parsed("1.50"), _parsed("2.50")
    with RawLanding(build_file) as landing:
        assert landing.land(first)
        assert not landing.land(first)
    before = _counts(build_file)
    with RawLanding(build_file) as landing:
        assert [known.content_sha256 for known in landing.known_documents()] == [first.document.content_sha256]
        assert not landing.land(first)
    assert _counts(build_file) == before
    with RawLanding(build_file) as landing:
        assert landing.land(second)
    with duckdb.connect(str(build_file), read_only=True) as connection:
        sequence = connection.execute("select document_id, ingest_sequence from raw.documents order by 2").fetchall()
    assert sequence == [(first.document.document_id, 1), (second.document.document_id, 2)]


def test_a_failing_write_leaves_no_part_of_a_document(tmp_path: Path) -> None:
    build_file = tmp_path / "w.build.duckdb"
    with RawLanding(build_file) as landing:
        landing.land(_parsed("1.50"))
    broken = _parsed("2.50")
    cells = (*broken.cells, broken.cells[0]._replace(row_index=2**40))  # does not fit the column
    with pytest.raises(Exception, match=r"(?i)int"), RawLanding(build_file) as landing:
        landing.land(replace(broken, cells=cells))
    assert _counts(build_file) == {"documents": 1, "lines": 5, "tables": 1, "cells": 6, "ingest_log": 0}


def test_what_is_logged_before_an_error_elsewhere_is_kept(tmp_path: Path) -> None:
    build_file = tmp_path / "w.build.duckdb"
    with pytest.raises(KeyboardInterrupt), RawLanding(build_file) as landing:
        landing.land(_parsed("1.50"))
        landing.log(ENTRY)
        raise KeyboardInterrupt
    assert _counts(build_file)["documents"] == 1
    assert _counts(build_file)["ingest_log"] == 1


def test_a_locked_build_file_is_an_error_of_duckdb(tmp_path: Path) -> None:
    (tmp_path / "w.build.duckdb").write_bytes(b"this is no database")
    with pytest.raises(duckdb.Error), RawLanding(tmp_path / "w.build.duckdb"):
        pass


def test_a_build_file_of_an_earlier_version_gains_the_columns_that_came_later(tmp_path: Path) -> None:
    with RawLanding(tmp_path / "w.build.duckdb") as landing:
        landing.land(_parsed("1.50"))
    with duckdb.connect(str(tmp_path / "w.build.duckdb")) as connection:
        connection.execute("alter table raw.documents drop column is_synthetic")
    with RawLanding(tmp_path / "w.build.duckdb") as landing:
        assert landing.land(_parsed("2.50"))
    with duckdb.connect(str(tmp_path / "w.build.duckdb"), read_only=True) as connection:
        rows = connection.execute("select is_synthetic from raw.documents order by ingest_sequence").fetchall()
    assert rows == [(None,), (False,)]
