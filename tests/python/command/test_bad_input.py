"""Bad input never costs data: a clear message, the right exit code, the published warehouse untouched."""

from __future__ import annotations

import ctypes
import hashlib
import os
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.python.conftest import SAMPLE, run_juesuan

PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE = 1


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def amounts(warehouse: Path, source_name: str) -> list[tuple[object, ...]]:
    connection = duckdb.connect()
    connection.execute(f"attach '{warehouse}' as w (read_only)")
    return connection.execute(
        "select statement_code, side, line_code, measure_code, amount_yuan from w.marts.fct_reported_amounts "
        "join w.marts.dim_documents using (document_id) "
        "where source_name = ? and is_current and cell_state = 'printed' order by all",
        [source_name],
    ).fetchall()


def empty(path: Path) -> None:
    path.touch()


def binary(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(200_000))


def without_statements(path: Path) -> None:
    path.write_text("某局 2023 年度部门决算\n\n项目\t数量\n树\t3\n", encoding="utf-8")


def with_contradicting_totals(path: Path) -> None:
    """The sample with a second total row in its expenditure statement, printed one 万元 higher."""
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    title = lines.index("支出决算表")
    total = next(i for i in range(title, len(lines)) if "合计" in lines[i].split("\t") and "477. 80" in lines[i])
    contradicting = lines[total].replace("22, 070. 55", "22, 071. 55")
    assert contradicting != lines[total]
    path.write_text("\n".join([*lines[: total + 1], contradicting, *lines[total + 1 :]]), encoding="utf-8")


def too_large(path: Path) -> None:
    chunk = random.Random(7).randbytes(1 << 20)
    with path.open("wb") as file:
        for _ in range(200):
            file.write(chunk)


@pytest.mark.parametrize(
    ("make", "reason_code", "words"),
    [
        (empty, "empty_file", "empty"),
        (binary, "not_a_document", "known format"),
        (without_statements, "no_statements", "statement"),
        (with_contradicting_totals, "contradicting_totals", "contradict"),
        (too_large, "too_large", "size limit"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_an_unreadable_document_is_quarantined_with_its_reason(
    warehouse_copy: Path, tmp_path: Path, make: Callable[[Path], None], reason_code: str, words: str
) -> None:
    document = tmp_path / f"{make.__name__}.txt"
    make(document)
    before = digest(warehouse_copy)
    result = run_juesuan("refresh", document, "--warehouse", warehouse_copy)
    said = result.stdout + result.stderr
    assert result.returncode == 1, said
    assert reason_code in said and words in said and document.name in said and "to do" in said
    assert "is as it was before" in said
    assert digest(warehouse_copy) == before
    with duckdb.connect(str(warehouse_copy.with_name("juesuan.build.duckdb")), read_only=True) as build:
        assert build.execute(
            "select reason_code from raw.ingest_log where status = 'quarantined' and source_name = ?", [document.name]
        ).fetchall() == [(reason_code,)]


@pytest.mark.slow
def test_gb18030_simply_works(warehouse_copy: Path, tmp_path: Path, sample_warehouse: Path) -> None:
    document = tmp_path / "in-gb18030.txt"
    document.write_bytes(SAMPLE.read_text(encoding="utf-8").encode("gb18030"))
    result = run_juesuan("refresh", document, "--warehouse", warehouse_copy)
    assert result.returncode == 0, result.stdout + result.stderr
    found = amounts(warehouse_copy, document.name)
    assert len(found) == 273
    assert found == amounts(sample_warehouse, SAMPLE.name)


@pytest.mark.slow
def test_a_bad_document_does_not_stop_the_good_ones(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    empty(folder / "a-empty.txt")
    (folder / "b-gone.txt").symlink_to(tmp_path / "vanished.txt")
    (folder / "c-good.txt").write_bytes(SAMPLE.read_bytes())
    warehouse = tmp_path / "w.duckdb"
    result = run_juesuan("refresh", folder, "--warehouse", warehouse)
    said = result.stdout + result.stderr
    assert result.returncode == 0, said
    assert "1 new, 0 unchanged, 2 quarantined" in said
    assert "empty_file" in said and "vanished" in said
    assert len(amounts(warehouse, "c-good.txt")) == 273


def test_a_path_that_does_not_exist_is_wrong_use(warehouse_copy: Path, tmp_path: Path) -> None:
    before = digest(warehouse_copy)
    result = run_juesuan("refresh", tmp_path / "nowhere.txt", "--warehouse", warehouse_copy)
    assert result.returncode == 2
    assert "does not exist" in result.stderr
    assert digest(warehouse_copy) == before


def test_an_empty_folder_says_that_it_holds_no_document(warehouse_copy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "nothing"
    folder.mkdir()
    before = digest(warehouse_copy)
    result = run_juesuan("refresh", folder, "--warehouse", warehouse_copy)
    assert result.returncode == 1
    assert "no document" in result.stdout + result.stderr
    assert digest(warehouse_copy) == before


def test_a_folder_that_cannot_be_written_is_refused_before_any_work(warehouse_copy: Path) -> None:
    def obey_permissions() -> None:
        """Root may write anywhere; without this capability it is held to the permission bits as anyone is."""
        if os.geteuid() == 0:
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)

    before = digest(warehouse_copy)
    warehouse_copy.parent.chmod(0o555)
    try:
        result = run_juesuan("refresh", "--warehouse", warehouse_copy, preexec_fn=obey_permissions)
    finally:
        warehouse_copy.parent.chmod(0o755)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "cannot be written" in result.stderr and str(warehouse_copy.parent) in result.stderr
    assert digest(warehouse_copy) == before


def test_publish_alone_refuses_a_build_that_was_not_checked(warehouse_copy: Path) -> None:
    with duckdb.connect(str(warehouse_copy.with_name("juesuan.build.duckdb"))) as build:
        build.execute("delete from quality.stage_runs where stage = 'check'")
    before = digest(warehouse_copy)
    result = run_juesuan("publish", "--warehouse", warehouse_copy)
    assert result.returncode == 2
    assert "has not passed its checks" in result.stderr
    assert digest(warehouse_copy) == before


def test_status_of_a_place_without_a_warehouse_says_what_to_run(tmp_path: Path) -> None:
    result = run_juesuan("status", "--warehouse", tmp_path / "none.duckdb")
    assert result.returncode == 2
    assert "juesuan refresh" in result.stderr


def test_an_unknown_option_is_wrong_use() -> None:
    result: subprocess.CompletedProcess[str] = run_juesuan("refresh", "--wharehouse", "x")
    assert result.returncode == 2
    assert "No such option" in result.stderr
