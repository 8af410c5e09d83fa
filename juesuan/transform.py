"""Run dbt in this process on one warehouse's build file, and say in plain words what failed."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from juesuan.errors import StageError
from juesuan.incremental import BuildPlan, begin_build, end_build, plan_build
from juesuan.locking import open_build
from juesuan.settings import PROJECT_ROOT, Settings, WarehousePaths

PARSE = ["parse"]
LEFT_OUT = ("unit_test",)
"""Kinds of dbt's nodes that a build leaves out."""
TRANSFORM_SOURCES = ("dbt_project.yml", "profiles.yml", "models", "macros", "seeds", "expectations")


@dataclass(frozen=True, slots=True)
class BuildReport:
    """How many dbt nodes ran, by kind of outcome."""

    node_count: int
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
        manifest = run_dbt(paths, settings, PARSE).result
        plan = plan_build(connection, manifest, full_refresh=full_refresh)
        begin_build(connection, manifest, plan)
        report = _build(paths, settings, manifest, plan, progress)
        end_build(connection, plan)
    return report


def _build(
    paths: WarehousePaths, settings: Settings, manifest: Any, plan: BuildPlan, progress: NodeProgress | None
) -> BuildReport:
    arguments = ["build", "--exclude-resource-type", *LEFT_OUT]
    if plan.selected is not None:
        if not plan.selected:
            return BuildReport(0, 0)
        arguments += ["--select", *plan.selected]
    os.environ["JUESUAN_REBUILT_WHOLE"] = " ".join(plan.rebuilt_whole)
    result = run_dbt(paths, settings, arguments, progress, manifest)
    nodes = list(getattr(result.result, "results", None) or [])
    failures = [node for node in nodes if str(node.status) in {"error", "fail", "runtime error"}]
    if failures or not result.success:
        raise StageError(
            "build",
            "; ".join(_failure(node) for node in failures[:5]) or "dbt reported a failure",
            ", ".join(sorted({str(node.node.original_file_path) for node in failures[:5]})),
            f"see {paths.state / 'logs' / 'dbt.log'}; the published warehouse was not touched",
        )
    return BuildReport(len(nodes), sum(str(node.status) == "warn" for node in nodes))


def run_dbt(
    paths: WarehousePaths,
    settings: Settings,
    arguments: list[str],
    progress: NodeProgress | None = None,
    manifest: Any = None,
) -> Any:
    """Invoke dbt with the project's folders and this warehouse's files; raises StageError where it cannot run at all.

    Returns dbt's own result: `result` is the manifest after PARSE, the nodes that ran after a build.
    """
    os.environ["JUESUAN_BUILD_FILE"] = str(paths.build)
    os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false"
    from dbt.cli.main import dbtRunner  # dbt takes two seconds to import; only builds pay them

    runner = dbtRunner(manifest=manifest, callbacks=[_node_listener(progress)] if progress else [])
    result = runner.invoke([*arguments, *_common_arguments(paths, settings)])
    if result.exception is not None:
        raise StageError(
            "build",
            f"dbt could not run: {result.exception}",
            str(PROJECT_ROOT),
            f"see {paths.state / 'logs' / 'dbt.log'}",
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


def _common_arguments(paths: WarehousePaths, settings: Settings) -> list[str]:
    return [
        "--project-dir", str(PROJECT_ROOT),
        "--profiles-dir", str(PROJECT_ROOT),
        "--target-path", str(paths.state / "target"),
        "--log-path", str(paths.state / "logs"),
        "--threads", str(settings.dbt_threads),
        "--log-level", "none",
        "--log-level-file", "warn",
        "--no-use-colors",
        "--no-version-check",
        "--no-write-json",
    ]  # fmt: skip


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


def parse_ahead(published: Path) -> None:
    """Let dbt parse the project for one warehouse now, so that its first refresh does not wait for it."""
    paths = WarehousePaths.of(published)
    paths.folder.mkdir(parents=True, exist_ok=True)
    run_dbt(paths, Settings(), PARSE)


if __name__ == "__main__":
    parse_ahead(Path(sys.argv[1]))
