"""Run dbt in this process on one warehouse's build file, and say in plain words what failed."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from juesuan.dbt_runner import dbt_environment, invoke_dbt, parsed_project
from juesuan.errors import StageError
from juesuan.incremental import BuildPlan, begin_build, end_build, plan_build
from juesuan.locking import bound_memory, open_build
from juesuan.settings import PROJECT_ROOT, Settings, WarehousePaths

LEFT_OUT = ("unit_test",)
"""Kinds of dbt's nodes that a build leaves out."""
TESTED_TOGETHER = "test_type:generic,config.severity:error"
"""Data tests that a build asks at its end, all at once (macros/data_tests_together.sql)."""
DUE = "due_in_this_build"
"""The tag by which dbt is told what to run: it looks through all nodes for each name that it is asked for."""
TRANSFORM_SOURCES = ("dbt_project.yml", "profiles.yml", "models", "macros", "seeds", "expectations")


@dataclass(frozen=True, slots=True)
class BuildReport:
    """How many nodes of dbt ran, how many data tests were asked at their end, and how many nodes warned."""

    node_count: int
    test_count: int
    warning_count: int


NodeProgress = Callable[[str, int, int], None]
"""Called after each node with its name, its place and the number of nodes."""


def build_models(
    paths: WarehousePaths,
    settings: Settings,
    *,
    full_refresh: bool = False,
    progress: NodeProgress | None = None,
) -> BuildReport:
    """Build seeds, models and data tests into the build file.

    Without `full_refresh` only what changed since the last build that ended well is made again (incremental.py).
    dbt's unit tests judge the SQL, not the data; they belong to `make test` and are left out here.

    Raises:
        StageError: a node failed; the message names it, its file and what it said.
    """
    # Held over the run: else DuckDB opens, checkpoints and closes the file for every one of the nodes.
    with open_build(paths) as connection:
        bound_memory(connection, settings.memory_limit)
        manifest = parsed_project(paths)
        plan = plan_build(connection, manifest, full_refresh=full_refresh)
        begin_build(connection, manifest, plan)
        report = _build(paths, settings, manifest, plan, progress)
        if report.test_count:
            _require_data_tests_held(connection, manifest)
        end_build(connection, plan)
    return report


def _build(
    paths: WarehousePaths, settings: Settings, manifest: Any, plan: BuildPlan, progress: NodeProgress | None
) -> BuildReport:
    arguments = ["build", "--exclude-resource-type", *LEFT_OUT, "--exclude", TESTED_TOGETHER]
    if plan.selected is not None:
        if not plan.selected:
            return BuildReport(0, 0, 0)
        _mark(manifest, plan.selected)
        arguments += ["--select", f"tag:{DUE}"]
    tests = [] if "test" in LEFT_OUT else tests_asked_together(manifest, plan)
    told = {
        "JUESUAN_REBUILT_WHOLE": " ".join([*plan.rebuilt_whole, *plan.tested_whole]),
        "JUESUAN_DATA_TESTS": " ".join(tests),
        "JUESUAN_ROWS_AT_A_TIME": str(settings.rows_at_a_time),
    }
    result = run_dbt(paths, settings, arguments, manifest, progress, told)
    nodes = list(getattr(result.result, "results", None) or [])
    failures = [node for node in nodes if str(node.status) in {"error", "fail", "runtime error"}]
    if failures or not result.success:
        raise StageError(
            "build",
            "; ".join(_failure(node) for node in failures[:5]) or "dbt reported a failure",
            ", ".join(sorted({str(node.node.original_file_path) for node in failures[:5]})),
            f"see {paths.state / 'logs' / 'dbt.log'}; the published warehouse was not touched",
        )
    return BuildReport(len(nodes), len(tests), sum(str(node.status) == "warn" for node in nodes))


def _mark(manifest: Any, names: Iterable[str]) -> None:
    due = set(names)
    for node in manifest.nodes.values():
        if node.name in due:
            node.tags = [*node.tags, DUE]


def tests_asked_together(manifest: Any, plan: BuildPlan) -> list[str]:
    """Names of the generic tests to ask at the end: those of the nodes of this build, and those that were changed."""
    selected = None if plan.selected is None else set(plan.selected)
    made = {node_id for node_id, node in manifest.nodes.items() if selected is None or node.name in selected}
    return [
        node.name
        for node_id, node in manifest.nodes.items()
        if getattr(node, "test_metadata", None)
        and node.config.severity.lower() == "error"
        and (node_id in made or made.intersection(node.depends_on_nodes))
    ]


def _require_data_tests_held(connection: duckdb.DuckDBPyConnection, manifest: Any) -> None:
    """Raise StageError for the data tests that failed; what stands first in the build is the cause of what follows."""
    failed = dict(connection.execute("select test_name, row_count from quality._failed_data_tests").fetchall())
    if not failed:
        return
    tests = {node_id: node for node_id, node in manifest.nodes.items() if node.name in failed}
    ancestors = {node_id: len(_ancestors(manifest, node_id)) for node_id in tests}
    in_order = sorted(tests, key=lambda node_id: (ancestors[node_id], node_id))
    shown = [tests[node_id] for node_id in in_order[:3]]
    more = f"; and {len(failed) - len(shown)} more" if len(failed) > len(shown) else ""
    raise StageError(
        "build",
        "; ".join(f"data test {node.name}: {failed[node.name]} rows do not hold" for node in shown) + more,
        str(shown[0].original_file_path),
        "run the first by itself to see its rows (`dbt test --select NAME --store-failures`); "
        "the published warehouse was not touched",
    )


def _ancestors(manifest: Any, node_id: str) -> set[str]:
    found: set[str] = set()
    waiting = [node_id]
    while waiting:
        node = manifest.nodes.get(waiting.pop())
        parents = set(node.depends_on_nodes) - found if node else set()
        found |= parents
        waiting.extend(parents)
    return found


def run_dbt(
    paths: WarehousePaths,
    settings: Settings,
    arguments: list[str],
    manifest: Any,
    progress: NodeProgress | None = None,
    told: Mapping[str, str] | None = None,
) -> Any:
    """Run a command of dbt on this warehouse's build file; raises StageError where it cannot run at all.

    `told` are variables of the environment for its macros (dbt_runner.MACRO_VARIABLES).

    Returns dbt's own result: `result.results` are the nodes that ran.
    """
    logs = paths.state / "logs"
    with dbt_environment(paths.build, **(told or {})):
        result = invoke_dbt(
            [*arguments, "--threads", str(settings.dbt_threads)],
            paths.state / "target",
            logs,
            manifest=manifest,
            callbacks=[_node_listener(progress)] if progress else [],
        )
    if result.exception is not None:
        raise StageError(
            "build", f"dbt could not run: {result.exception}", str(PROJECT_ROOT), f"see {logs / 'dbt.log'}"
        )
    return result


def project_fingerprint() -> str:
    """A hash of everything that decides what a build makes of given raw tables."""
    digest = hashlib.sha256()
    for path in _source_files():
        digest.update(str(path.relative_to(PROJECT_ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _source_files() -> Iterator[Path]:
    for name in TRANSFORM_SOURCES:
        root = PROJECT_ROOT / name
        if root.is_file():
            yield root
        else:
            yield from sorted(p for p in root.rglob("*") if p.suffix in {".sql", ".yml", ".csv", ".py", ".md"})


def _failure(node: Any) -> str:
    message = " ".join(str(node.message or "no message").split())
    return f"{node.node.resource_type} {node.node.name}: {message}"


def _node_listener(progress: NodeProgress | None) -> Callable[[Any], None]:
    def listen(event: Any) -> None:
        if progress is not None and event.info.name in {"LogModelResult", "LogSeedResult", "LogTestResult"}:
            data = event.data
            name = getattr(data, "name", "") or data.node_info.node_name
            progress(name, data.index, getattr(data, "total", 0) or getattr(data, "num_models", 0))

    return listen


if __name__ == "__main__":  # so that the first refresh of a new checkout does not wait for dbt to parse it
    parsed_project(WarehousePaths.of(Path(sys.argv[1])))
