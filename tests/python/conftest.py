"""What every test may use: the warehouse built from the bundled sample, made at most once per test run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import settings

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared"
SAMPLE = PROJECT / "ingest" / "bundled" / "guiyang-bigdata-2023.txt"


# The same examples in every run and no clock: a test that fails, fails for what was changed. To look for new
# examples: pytest --hypothesis-profile explore.
settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=100, print_blob=True)
settings.register_profile("explore", deadline=None, max_examples=1_000, print_blob=True)
settings.load_profile("repeatable")


def run_juesuan(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """`juesuan` as a person calls it: a process of its own, output captured, never raising."""
    command = [sys.executable, "-m", "juesuan", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, **options)


@pytest.fixture(scope="session")
def sample_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published warehouse of the bundled sample (its build file beside it). Read it, do not change it."""
    given = os.environ.get("JUESUAN_TEST_WAREHOUSE")
    if given and Path(given).exists():
        return Path(given)
    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent  # shared by all workers of this run
    warehouse = folder / "sample" / "juesuan.duckdb"
    with FileLock(folder / "sample.lock"):
        if not warehouse.exists():
            result = run_juesuan("refresh", "--warehouse", warehouse)
            assert result.returncode == 0, result.stdout + result.stderr
    return warehouse


@pytest.fixture
def warehouse_copy(sample_warehouse: Path, tmp_path: Path) -> Path:
    """A warehouse of this test's own: the sample's published and build file, free to be changed."""
    folder = tmp_path / "warehouse"
    folder.mkdir()
    for path in sample_warehouse.parent.glob(f"{sample_warehouse.stem}*.duckdb"):
        shutil.copy2(path, folder / path.name)
    return folder / sample_warehouse.name


@pytest.fixture(scope="session")
def shared_file() -> Callable[[str], Path]:
    """A file of ../shared, or a skip with a plain message where this checkout stands alone."""

    def find(relative: str) -> Path:
        path = SHARED / relative
        if not path.exists():
            pytest.skip(f"needs {relative} of the shared folder, which is not here")
        return path

    return find
