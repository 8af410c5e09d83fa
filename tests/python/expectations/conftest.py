"""The fixture build, written once and copied for each test that breaks it."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.python.expectations.fixture_build import MakeBuild, write_build, write_seeds


@pytest.fixture(scope="session")
def sound_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build file in which every expectation passes; never written to."""
    return write_build(tmp_path_factory.mktemp("build") / "sound.duckdb")


@pytest.fixture(scope="session")
def seeds_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture's seeds; never written to."""
    return write_seeds(tmp_path_factory.mktemp("seeds"))


@pytest.fixture
def make_build(sound_build: Path, tmp_path: Path) -> MakeBuild:
    """Copies the sound build and runs the statements given on the copy."""

    def make(*statements: str) -> Path:
        copy = tmp_path / "copy.duckdb"
        shutil.copyfile(sound_build, copy)
        with duckdb.connect(str(copy)) as connection:
            for statement in statements:
                connection.execute(statement)
        return copy

    return make
