"""The documentation does what it says: queries run, links lead somewhere, commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from juesuan.cli import app
from tests.python.conftest import PROJECT

PAGES = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")])
QUERIES = re.findall(r"```sql\n(select.*?)```", (PROJECT / "docs" / "cookbook.md").read_text(encoding="utf-8"), re.S)


def test_the_cookbook_holds_queries() -> None:
    assert len(QUERIES) >= 7


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.splitlines()[0][:60])
def test_each_query_of_the_cookbook_gives_rows(query: str, sample_warehouse: Path) -> None:
    connection = duckdb.connect()
    connection.execute(f"attach '{sample_warehouse}' as juesuan (read_only); use juesuan")
    assert connection.execute(query).fetchall()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_links_to_other_files_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert missing == []


def test_the_readme_names_the_make_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.M))
    for readme in ("README.md", "README.zh-CN.md"):
        named = set(re.findall(r"`?make ([a-z-]+)", (PROJECT / readme).read_text(encoding="utf-8")))
        assert {"refresh", "test", "explore"} <= named <= targets


def test_the_two_readmes_show_the_same_commands_and_links() -> None:
    english, chinese = ((PROJECT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))
    links = re.compile(r"\]\((docs/[^)]+)\)")
    assert links.findall(english) == links.findall(chinese)
    blocks = re.compile(r"```python\n(.*?)```", re.S)
    assert blocks.findall(english) == blocks.findall(chinese)


@pytest.mark.parametrize("command", ["refresh", "ingest", "build", "check", "publish", "explore", "status"])
def test_each_command_explains_itself(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert "Usage" in result.output and "--warehouse" in result.output
