"""A refresh that only adds to what is there gives the tables that a whole one gives, row for row."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from ingest.pipeline import bundled_documents
from juesuan.console import Reporter
from juesuan.dbt_runner import parsed_project
from juesuan.incremental import SCOPE, BuildPlan, begin_build, end_build, plan_build
from juesuan.refresh import build, ingest, recorded_run
from juesuan.settings import Settings, WarehousePaths


def account(department: str, year: int, *changes: tuple[str, str]) -> str:
    """The bundled account as another department's of another year, with some words changed."""
    text = bundled_documents()[0].read_text(encoding="utf-8").replace("大数据发展管理局", department)
    text = re.sub(r"20(2[1-4])", lambda found: str(int(found[0]) + year - 2023), text)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


STEPS = (
    # Two departments, and two years of one.
    {
        "甲-2022": account("甲事务局", 2022),
        "甲-2023": account("甲事务局", 2023),
        "乙-2023": account("乙事务局", 2023),
    },
    # A correction, which supersedes; a third year, whose neighbours are there.
    {"甲-2023-订正": account("甲事务局", 2023, ("133.58", "133.59")), "甲-2024": account("甲事务局", 2024)},
    # A third voice on a name, and a code that nobody had printed.
    {"丙-2023": account("丙事务局", 2023, ("2060499", "2060498"), ("其他科学技术支出", "旁的科学技术支出"))},
)


@pytest.fixture(scope="module", autouse=True)
def without_data_tests() -> Iterator[None]:
    """What is compared here are the tables: dbt's data tests would take as long again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("juesuan.transform.LEFT_OUT", ("unit_test", "test"))
        yield


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> WarehousePaths:
    """A warehouse built in steps, each step adding to the one before."""
    folder = tmp_path_factory.mktemp("incremental")
    paths = WarehousePaths.of(folder / "juesuan.duckdb")
    for number, documents in enumerate(STEPS):
        step = folder / str(number)
        step.mkdir()
        for name, text in documents.items():
            (step / f"{name}.txt").write_text(text, encoding="utf-8")
        build_on(paths, step)
    return paths


def build_on(
    paths: WarehousePaths, documents: Path | None = None, *, full_refresh: bool = False, **settings: int
) -> None:
    """Ingest, if there is something, and build."""
    with recorded_run("refresh", paths, Settings(**settings), Reporter()) as run:
        if documents:
            ingest([documents], run)
        build(run, full_refresh=full_refresh)


@pytest.fixture
def connection(paths: WarehousePaths) -> Iterator[duckdb.DuckDBPyConnection]:
    """The build file, open for writing; what a test writes is rolled back by copying the file beforehand."""
    with duckdb.connect(str(paths.build)) as connection:
        yield connection


def plan(paths: WarehousePaths, connection: duckdb.DuckDBPyConnection) -> tuple[BuildPlan, object]:
    """What a build would do now."""
    manifest = parsed_project(paths)
    return plan_build(connection, manifest, full_refresh=False), manifest


def test_nothing_is_built_again_where_nothing_changed(
    paths: WarehousePaths, connection: duckdb.DuckDBPyConnection
) -> None:
    """Neither a model nor a test runs."""
    assert plan(paths, connection)[0].selected == ()


def test_a_changed_seed_rebuilds_what_hangs_on_it_and_nothing_else(
    paths: WarehousePaths, connection: duckdb.DuckDBPyConnection
) -> None:
    """Identities reach the checks and what is deduced from them, never the amounts printed that they look at."""
    connection.execute("begin transaction")
    connection.execute("delete from quality._built_nodes where node_id = 'seed.juesuan.identities'")
    found = plan(paths, connection)[0]
    connection.execute("rollback")
    assert {"int_identity_selectors", "fct_identity_checks"} <= set(found.rebuilt_whole)
    assert found.selected is not None
    assert "identities" in found.selected
    assert not {"int_statement_cells", "int_reported_amounts", "dim_subjects", "lines"} & set(found.selected)


def test_a_build_that_was_killed_is_taken_up_again(
    paths: WarehousePaths, connection: duckdb.DuckDBPyConnection
) -> None:
    """Its documents stay in scope, and the tables it was to make anew are not trusted, until a build has ended well."""
    killed = BuildPlan({}, ("lines",), ("dim_lines",), (), ("model.juesuan.dim_lines",))
    manifest = parsed_project(paths)
    landed = connection.execute("select min(document_id) from raw.documents").fetchall()[0][0]
    connection.execute("delete from quality._built_documents where document_id = ?", [landed])
    begin_build(connection, manifest, killed)
    connection.execute("insert into quality._built_documents select document_id, ingest_sequence from raw.documents")

    again, _ = plan(paths, connection)

    assert connection.execute(f"from {SCOPE}").fetchall() == [(landed,)]
    assert "dim_lines" in again.rebuilt_whole
    assert again.selected is not None
    assert "fct_reported_amounts" in again.selected
    connection.close()
    build_on(paths)
    with duckdb.connect(str(paths.build)) as after:
        assert plan(paths, after)[0].selected == ()


def test_what_is_gone_from_raw_goes_from_the_marts(paths: WarehousePaths, tmp_path: Path) -> None:
    """A document struck from raw has no row left anywhere."""
    copy = WarehousePaths.of(tmp_path / paths.published.name)
    shutil.copy(paths.build, copy.build)
    with duckdb.connect(str(copy.build)) as connection:
        gone = connection.execute("select document_id from raw.documents order by ingest_sequence limit 1").fetchall()
        for (table,) in connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'raw' and table_name <> 'ingest_log'"
        ).fetchall():
            connection.execute(f"delete from raw.{table} where document_id = ?", gone[0])
    build_on(copy)
    with duckdb.connect(str(copy.build)) as connection:
        for schema, table in tables_by_document(connection):
            rows = connection.execute(f"select count(*) from {schema}.{table} where document_id = ?", gone[0])
            assert rows.fetchall() == [(0,)], table


def test_built_in_steps_equals_built_at_once(paths: WarehousePaths, tmp_path: Path) -> None:
    """Every table of intermediate and marts, every row, duplicates counted."""
    stepwise = tmp_path / "stepwise.duckdb"
    shutil.copy(paths.build, stepwise)
    build_on(paths, full_refresh=True)
    assert differing_tables(paths.build, stepwise) == []


def test_built_in_parts_of_one_document_equals_built_at_once(paths: WarehousePaths, tmp_path: Path) -> None:
    """A model that looks beyond the documents of its part, and does not say so, would miss rows here."""
    at_once = tmp_path / "at_once.duckdb"
    build_on(paths, full_refresh=True)
    shutil.copy(paths.build, at_once)
    build_on(paths, full_refresh=True, rows_at_a_time=1)
    assert differing_tables(paths.build, at_once) == []


def differing_tables(build_file: Path, other: Path) -> list[tuple[str, list[tuple[object, ...]]]]:
    """The tables of intermediate and marts whose rows differ, duplicates counted, with five rows of each."""
    differing = []
    with duckdb.connect(str(build_file)) as connection:
        connection.execute(f"attach '{other}' as other (read_only)")
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() where database_name = current_database() "
            "and schema_name in ('intermediate', 'marts') order by all"
        ).fetchall()
        assert len(tables) > 80
        for schema, table in tables:
            here, there = f'{schema}."{table}"', f'other.{schema}."{table}"'
            rows = connection.execute(
                f"(from {here} except all from {there}) union all (from {there} except all from {here}) limit 5"
            ).fetchall()
            if rows:
                differing.append((table, rows))
    return differing


def tables_by_document(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Tables of intermediate and marts that have a document."""
    return connection.execute(
        "select schema_name, table_name from duckdb_columns() where database_name = current_database() "
        "and schema_name in ('intermediate', 'marts') and column_name = 'document_id' order by all"
    ).fetchall()


def test_every_model_by_document_says_which_document(
    paths: WarehousePaths, connection: duckdb.DuckDBPyConnection
) -> None:
    """Without document_id the rows of a changed document could not be taken out."""
    manifest = parsed_project(paths)
    having = set(tables_by_document(connection))
    lacking = [
        node.name
        for node in manifest.nodes.values()
        if node.resource_type == "model"
        and node.config.materialized == "by_document"
        and (node.schema, node.alias) not in having
    ]
    assert lacking == []


def test_ending_a_build_twice_changes_nothing(paths: WarehousePaths, connection: duckdb.DuckDBPyConnection) -> None:
    """The record is what raw holds, however often it is written."""
    found, manifest = plan(paths, connection)
    before = connection.execute("from quality._built_nodes order by all").fetchall()
    begin_build(connection, manifest, found)
    end_build(connection, found)
    assert connection.execute("from quality._built_nodes order by all").fetchall() == before
