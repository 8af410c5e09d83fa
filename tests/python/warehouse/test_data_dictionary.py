"""docs/data_dictionary.md is what the models say, and a column without a description is an error."""

from __future__ import annotations

import subprocess
import sys
from importlib import util
from types import ModuleType

import pytest

from tests.python.warehouse.warehouse_builder import PROJECT

SCRIPT = PROJECT / "docs" / "generate_data_dictionary.py"


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = util.spec_from_file_location("generate_data_dictionary", SCRIPT)
    assert spec and spec.loader
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date() -> None:
    result = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_column_is_shown_with_its_type_and_meaning(generator: ModuleType) -> None:
    blocks = generator.docs_blocks(["{% docs column_side %}\nThe side,\n or nothing.\n{% enddocs %}"])
    column = {
        "name": "side",
        "data_type": "varchar",
        "description": "{{ doc('column_side') }}",
        "constraints": [{"type": "not_null"}],
    }
    page = generator.dictionary_page(
        [("Core", [{"name": "dim_lines", "description": "Lines.", "columns": [column]}])], blocks
    )
    assert "| `side` | varchar | yes | The side, or nothing. |" in page


@pytest.mark.parametrize("description", ["", "{{ doc('column_unknown') }}"])
def test_a_column_without_a_description_is_an_error(generator: ModuleType, description: str) -> None:
    column = {"name": "side", "data_type": "varchar", "description": description}
    model = {"name": "dim_lines", "description": "Lines.", "columns": [column]}
    with pytest.raises(generator.UndescribedColumnError, match=r"dim_lines\.side"):
        generator.dictionary_page([("Core", [model])], {})
