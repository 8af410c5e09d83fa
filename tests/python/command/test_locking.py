"""One run at a time on one warehouse; a killed run's lock ends with it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from juesuan.errors import StageError
from juesuan.locking import exclusive, open_build
from juesuan.settings import WarehousePaths

HOLDER = """
import sys, time
from pathlib import Path
from juesuan.locking import exclusive
from juesuan.settings import WarehousePaths
with exclusive(WarehousePaths.of(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def paths(tmp_path: Path) -> WarehousePaths:
    return WarehousePaths.of(tmp_path / "w.duckdb")


def test_a_second_run_is_refused_and_told_who_holds_the_warehouse(paths: WarehousePaths) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(paths.published)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "held"
        with pytest.raises(StageError, match=f"process {holder.pid}") as caught, exclusive(paths):
            pytest.fail("the lock was taken twice")
        assert caught.value.exit_code == 1
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with exclusive(paths):  # the kernel freed the killed holder's lock
        assert paths.lock.exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("not a folder")
    paths = WarehousePaths.of(blocker / "deeper" / "w.duckdb")
    with pytest.raises(StageError, match="cannot be written") as caught, exclusive(paths):
        pytest.fail("the lock was taken")
    assert caught.value.where == str(paths.folder)


def test_a_damaged_build_file_is_named_with_what_to_do(paths: WarehousePaths) -> None:
    paths.build.write_bytes(b"this is not a database" * 1000)
    with pytest.raises(StageError, match="cannot be opened") as caught:
        open_build(paths)
    assert caught.value.where == str(paths.build)
    assert "delete it" in caught.value.remedy


def test_a_new_build_file_is_of_the_storage_version_that_the_documentation_names(paths: WarehousePaths) -> None:
    with open_build(paths) as connection:
        connection.execute("create table a (b integer)")
    with open_build(paths) as connection:
        (tags,) = connection.execute("select tags from duckdb_databases() where database_name = 'w'").fetchall()[0]
        assert connection.execute("from a").fetchall() == []
    assert tags["storage_version"].startswith("v1.3.0")
