"""Every seed declares a type for each of its columns, so that no code loses a zero and no number becomes a float."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml

from tests.python.warehouse.warehouse_builder import PROJECT

SEEDS = sorted((PROJECT / "seeds").glob("*.csv"))
DECLARATIONS = sorted((PROJECT / "seeds").glob("*.yml"))
COLUMN_TYPES = {
    seed["name"]: seed["config"]["column_types"]
    for page in DECLARATIONS
    for seed in yaml.safe_load(page.read_text(encoding="utf-8"))["seeds"]
}


def test_each_declared_seed_has_its_file() -> None:
    assert sorted(COLUMN_TYPES) == [seed.stem for seed in SEEDS]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_each_column_of_a_seed_has_a_declared_type(seed: Path) -> None:
    with seed.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert list(COLUMN_TYPES.get(seed.stem, {})) == header, f"declare {seed.name} in a .yml of seeds/"


def test_no_seed_column_is_a_floating_point_number() -> None:
    types = {kind for columns in COLUMN_TYPES.values() for kind in columns.values()}
    assert not types & {"double", "float", "real"}
