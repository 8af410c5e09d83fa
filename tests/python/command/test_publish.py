"""Publishing replaces the published file in one step, or leaves it exactly as it was."""

from __future__ import annotations

import threading
from pathlib import Path

import duckdb
import pytest

from expectations.copying import FileCopy
from juesuan.errors import StageError
from juesuan.publish import publish
from juesuan.settings import WarehousePaths

BUILD = """
create schema marts; create schema quality; create schema raw; create schema intermediate;
create table marts.fct_reported_amounts (document_id varchar, amount_yuan decimal(20, 2));
comment on table marts.fct_reported_amounts is 'one printed cell';
comment on column marts.fct_reported_amounts.amount_yuan is 'the amount''s yuan';
insert into marts.fct_reported_amounts values ('a', {amount});
create table intermediate.int_statement_cells (document_id varchar);
create table quality.refresh_runs (run_id varchar, command varchar, started_at timestamp, finished_at timestamp,
    outcome varchar, exit_code integer, failed_stage varchar, message varchar, version varchar);
insert into quality.refresh_runs values ('r1', 'refresh', now(), null, 'running', null, null, null, '0');
create table raw.ingest_log (run_id varchar, status varchar);
insert into raw.ingest_log values ('r1', 'ingested');
"""


def make_build(folder: Path, amount: str = "1.50") -> WarehousePaths:
    paths = WarehousePaths.of(folder / "w.duckdb")
    paths.build.unlink(missing_ok=True)
    with duckdb.connect(str(paths.build)) as connection:
        connection.execute(BUILD.format(amount=amount))
    return paths


def read(paths: WarehousePaths, query: str) -> list[tuple[object, ...]]:
    connection = duckdb.connect()
    connection.execute(f"attach '{paths.published}' as w (read_only)")
    connection.execute("use w")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_the_published_file_holds_marts_and_quality_and_nothing_of_the_build(tmp_path: Path) -> None:
    paths = make_build(tmp_path)
    report = publish(paths, "r1")
    assert report.row_counts == {"marts.fct_reported_amounts": 1, "quality.refresh_runs": 1}
    assert read(paths, "select schema_name, table_name from duckdb_tables() where not internal order by all") == [
        ("marts", "fct_reported_amounts"),
        ("quality", "ingest_log"),
        ("quality", "refresh_runs"),
    ]
    assert read(paths, "select amount_yuan::varchar, typeof(amount_yuan) from marts.fct_reported_amounts") == [
        ("1.50", "DECIMAL(20,2)")
    ]


def test_descriptions_travel_with_tables_and_columns(tmp_path: Path) -> None:
    paths = make_build(tmp_path)
    publish(paths, "r1")
    assert read(paths, "select comment from duckdb_tables() where table_name = 'fct_reported_amounts'") == [
        ("one printed cell",)
    ]
    assert read(paths, "select comment from duckdb_columns() where column_name = 'amount_yuan'") == [
        ("the amount's yuan",)
    ]


def test_the_published_run_record_says_that_the_run_was_published(tmp_path: Path) -> None:
    paths = make_build(tmp_path)
    publish(paths, "r1")
    assert read(paths, "select outcome, exit_code, finished_at is not null from quality.refresh_runs") == [
        ("published", 0, True)
    ]


def test_a_failed_replacement_leaves_the_old_file_and_no_leftover(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = make_build(tmp_path)
    publish(paths, "r1")
    before = paths.published.read_bytes()
    make_build(tmp_path, amount="2.50")

    def refuse(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StageError, match="No space left on device") as caught:
        publish(paths, "r2")
    assert caught.value.exit_code == 1
    assert "juesuan publish" in caught.value.remedy
    assert paths.published.read_bytes() == before
    assert paths.leftovers() == []


def test_leftovers_of_a_killed_publish_are_removed_by_the_next(tmp_path: Path) -> None:
    paths = make_build(tmp_path)
    leftover = paths.staged("killed")
    leftover.write_bytes(b"half a file")
    publish(paths, "r1")
    assert not leftover.exists()
    assert read(paths, "select count(*) from marts.fct_reported_amounts") == [(1,)]


def test_what_was_copied_while_it_was_checked_is_published_with_what_was_said_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The amounts are those of the copy; the run record and the results of the checks are those of the build."""
    monkeypatch.setattr("juesuan.publish.LARGE_BYTES", 0)
    paths = make_build(tmp_path)
    FileCopy(paths.build, paths.staged("r1")).wait()
    with duckdb.connect(str(paths.build)) as connection:
        connection.execute("update marts.fct_reported_amounts set amount_yuan = 2.50")
        connection.execute("create table quality.expectation_runs as select 'r1' as run_id, 'open' as gate")
        connection.execute("create table quality._built_nodes (node_id varchar)")
        connection.execute("comment on column quality.expectation_runs.gate is 'open or closed'")
    publish(paths, "r1")
    assert read(paths, "select amount_yuan::varchar from marts.fct_reported_amounts") == [("1.50",)]
    assert read(paths, "from quality.expectation_runs") == [("r1", "open")]
    assert read(paths, "select outcome from quality.refresh_runs") == [("published",)]
    assert read(paths, "select comment from duckdb_columns() where column_name = 'gate'") == [("open or closed",)]
    assert read(paths, "select table_name from duckdb_tables() where schema_name = 'quality' order by all") == [
        ("expectation_runs",),
        ("ingest_log",),
        ("refresh_runs",),
    ]
    assert paths.leftovers() == []


def test_a_copy_of_another_run_is_never_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("juesuan.publish.LARGE_BYTES", 0)
    paths = make_build(tmp_path)
    FileCopy(paths.build, paths.staged("before")).wait()
    with duckdb.connect(str(paths.build)) as connection:
        connection.execute("update marts.fct_reported_amounts set amount_yuan = 2.50")
    publish(paths, "r1")
    assert read(paths, "select amount_yuan::varchar from marts.fct_reported_amounts") == [("2.50",)]
    assert paths.leftovers() == []


def test_a_file_that_cannot_be_copied_whole_is_not_copied(tmp_path: Path) -> None:
    """Where it has a log of writes that are not in it yet, or where there is no place for the copy."""
    source, copy = tmp_path / "build.duckdb", tmp_path / "copy.duckdb"
    source.write_bytes(b"what is checked")
    FileCopy(source, tmp_path / "no such folder" / "copy.duckdb").wait()
    (tmp_path / "build.duckdb.wal").touch()
    FileCopy(source, copy).wait()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build.duckdb", "build.duckdb.wal"]


def test_readers_see_the_old_or_the_new_file_and_nothing_else(tmp_path: Path) -> None:
    paths = make_build(tmp_path)
    publish(paths, "r1")
    seen: set[str] = set()
    errors: list[Exception] = []
    stop = threading.Event()

    def keep_reading() -> None:
        while not stop.is_set():
            try:
                rows = read(paths, "select amount_yuan::varchar from marts.fct_reported_amounts")
                seen.add(str(rows[0][0]) if len(rows) == 1 else f"{len(rows)} rows")
            except duckdb.Error as error:
                errors.append(error)

    reader = threading.Thread(target=keep_reading)
    reader.start()
    try:
        for round_number in range(8):
            make_build(tmp_path, amount="2.50" if round_number % 2 else "1.50")
            publish(paths, "r1")
    finally:
        stop.set()
        reader.join()
    assert errors == []
    assert seen <= {"1.50", "2.50"}
    assert seen


def test_a_reader_that_has_the_old_file_open_goes_on_reading_it(tmp_path: Path) -> None:
    paths = make_build(tmp_path)
    publish(paths, "r1")
    old_reader = duckdb.connect()
    old_reader.execute(f"attach '{paths.published}' as w (read_only)")
    make_build(tmp_path, amount="2.50")
    publish(paths, "r1")
    assert old_reader.execute("select amount_yuan::varchar from w.marts.fct_reported_amounts").fetchall() == [("1.50",)]
    assert read(paths, "select amount_yuan::varchar from marts.fct_reported_amounts") == [("2.50",)]


VIEW = """
insert into intermediate.int_statement_cells values ('a'), ('b');
create table intermediate.int_unread (document_id varchar);
create view intermediate.int_terms as (select document_id, 2 as weight from intermediate.int_statement_cells);
create view marts.fct_cells as (select document_id, weight from intermediate.int_terms where document_id <> 'b');
comment on view marts.fct_cells is 'cells of a check';
create table quality._built_nodes (node_id varchar);
"""


@pytest.mark.parametrize("large_bytes", [0, 1 << 40], ids=["bytes_copied", "rows_copied"])
def test_a_mart_that_is_a_view_is_published_with_what_it_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large_bytes: int
) -> None:
    """However the file is made, it holds the same: the view, the tables behind it, and nothing else of the build."""
    monkeypatch.setattr("juesuan.publish.LARGE_BYTES", large_bytes)
    paths = make_build(tmp_path)
    with duckdb.connect(str(paths.build)) as connection:
        connection.execute(VIEW)
    report = publish(paths, "r1")

    assert report.row_counts == {"marts.fct_reported_amounts": 1, "quality.refresh_runs": 1}
    assert read(paths, "from marts.fct_cells") == [("a", 2)]
    assert read(paths, "select amount_yuan::varchar from marts.fct_reported_amounts") == [("1.50",)]
    assert read(paths, "select outcome from quality.refresh_runs") == [("published",)]
    assert read(paths, "select status from quality.ingest_log") == [("ingested",)]
    assert read(
        paths,
        "select schema_name, table_name from duckdb_tables() where not internal "
        "union all select schema_name, view_name from duckdb_views() where not internal order by all",
    ) == [
        ("intermediate", "int_statement_cells"),
        ("intermediate", "int_terms"),
        ("marts", "fct_cells"),
        ("marts", "fct_reported_amounts"),
        ("quality", "ingest_log"),
        ("quality", "refresh_runs"),
    ]
    assert read(paths, "select comment from duckdb_views() where view_name = 'fct_cells'") == [("cells of a check",)]
    with duckdb.connect(str(paths.build), read_only=True) as connection:
        assert connection.execute("select count(*) from intermediate.int_unread").fetchall() == [(0,)]
