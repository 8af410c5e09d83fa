"""dbt in this process: the project parsed once for every warehouse of this checkout, and dbt's commands run on one.

What dbt keeps of a parse it trusts only for the profile that it was parsed with, and the profile holds the path of the
build file. The project is therefore always parsed for one and the same path, and bound to a warehouse afterwards: the
name of the build file's database is all that the two differ in.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock

from juesuan.errors import StageError
from juesuan.settings import PROJECT_ROOT, WarehousePaths

PARSED = PROJECT_ROOT / "target" / "parsed"
BUILD_FILE = "JUESUAN_BUILD_FILE"
"""The environment variable by which profiles.yml is told the build file."""
MACRO_VARIABLES = ("JUESUAN_REBUILT_WHOLE", "JUESUAN_DATA_TESTS", "JUESUAN_ROWS_AT_A_TIME")
"""Those by which macros are told what a build makes anew, which tests it asks (names, with blanks between), and how
many rows a model may read at a time."""


def parsed_project(paths: WarehousePaths) -> Any:
    """dbt's manifest for this warehouse; raises StageError where the project does not parse.

    Parsing takes dbt some five seconds after a change of the project and one second otherwise.
    """
    folder = _writable_folder(paths)
    with FileLock(folder / "parse.lock"), dbt_environment(None):
        result = invoke_dbt(["parse"], folder, folder / "logs")
    if not result.success:
        raise StageError("build", f"dbt cannot read the project: {result.exception}", str(PROJECT_ROOT))
    bind(result.result, paths.build)
    return result.result


def bind(manifest: Any, build_file: Path) -> None:
    """Let every relation of a parsed project be one of this build file's database."""
    from dbt.adapters.duckdb.credentials import DuckDBCredentials

    database = DuckDBCredentials.path_derived_database_name(str(build_file))
    for node in [*manifest.nodes.values(), *manifest.sources.values()]:
        if getattr(node, "relation_name", None):
            node.relation_name = node.relation_name.replace(f'"{node.database}".', f'"{database}".', 1)
        node.database = database
    manifest.build_flat_graph()  # what the macros see as `graph`


def invoke_dbt(
    arguments: Sequence[str],
    target: Path,
    logs: Path,
    *,
    manifest: Any = None,
    callbacks: Sequence[Callable[[Any], None]] = (),
) -> Any:
    """Run a command of dbt on the project, quietly; its result has `success`, `exception` and `result`."""
    os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false"
    from dbt.cli.main import dbtRunner  # dbt takes two seconds to import; only builds pay them

    return dbtRunner(manifest=manifest, callbacks=list(callbacks)).invoke(
        [
            *arguments,
            "--project-dir", str(PROJECT_ROOT),
            "--profiles-dir", str(PROJECT_ROOT),
            "--target-path", str(target),
            "--log-path", str(logs),
            "--log-level", "none",
            "--log-level-file", "warn",
            "--no-use-colors",
            "--no-version-check",
            "--no-write-json",
        ]
    )  # fmt: skip


@contextmanager
def dbt_environment(build_file: Path | None, **variables: str) -> Iterator[None]:
    """Tell dbt the build file (None: the one the project is parsed with) and its macros what they ask, for a while."""
    told = dict.fromkeys(MACRO_VARIABLES, "") | variables
    before = {name: os.environ.get(name) for name in (BUILD_FILE, *told)}
    os.environ.pop(BUILD_FILE, None)
    os.environ.update(told if build_file is None else {**told, BUILD_FILE: str(build_file)})
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _writable_folder(paths: WarehousePaths) -> Path:
    """Where the parse is kept: with the project, or beside the warehouse where the project may not be written."""
    for folder in (PARSED, paths.state / "parsed"):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    raise StageError("build", "there is no folder to keep the parsed project in", f"{PARSED}, {paths.state}")
