"""The command line: `juesuan refresh` does everything; each step is a command of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from juesuan import __version__
from juesuan import refresh as stages
from juesuan.console import Reporter
from juesuan.errors import StageError
from juesuan.settings import APP_FILE, PROJECT_ROOT, Settings, WarehousePaths

app = typer.Typer(
    name="juesuan",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "Turn the final accounts (部门决算) that Chinese government departments publish into an audited "
        "analytical warehouse.\n\n"
        "Start with `juesuan refresh`: it reads the bundled sample, builds the models, checks the accounts and "
        "publishes one DuckDB file. Then `juesuan explore` opens it in the browser.\n\n"
        "Exit codes: **0** published · **1** a stage or the gate failed, nothing published, the old warehouse "
        "untouched · **2** wrong use."
    ),
)

Documents = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[DOCUMENT_OR_FOLDER]...",
        exists=True,
        help="Documents, or folders that are searched for documents. With none, the bundled sample is taken.",
    ),
]
Warehouse = Annotated[
    Path | None,
    typer.Option(
        "--warehouse",
        "-w",
        help="The published DuckDB file. Default: JUESUAN_WAREHOUSE or warehouse/juesuan.duckdb.",
    ),
]
FullRefresh = Annotated[bool, typer.Option("--full-refresh", help="Build every model anew, even when nothing changed.")]
Reread = Annotated[
    bool,
    typer.Option("--reread", help="Read known documents again, even when this version of the parser has read them."),
]
Workers = Annotated[
    int | None, typer.Option("--workers", min=1, help="Processes that read documents. Default: one per core.")
]


@app.callback(invoke_without_command=True)
def main(
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(f"juesuan {__version__}")
        raise typer.Exit


@app.command()
def refresh(
    documents: Documents = None,
    warehouse: Warehouse = None,
    full_refresh: FullRefresh = False,
    reread: Reread = False,
    workers: Workers = None,
) -> None:
    """Ingest what is new, build, check and publish. **This is the command to run.**

    Example: `juesuan refresh accounts/2023 --warehouse city.duckdb`
    """
    reporter, paths = _perform(
        "refresh",
        warehouse,
        workers,
        lambda run: stages.refresh(documents or [], run, full_refresh=full_refresh, reread=reread),
    )
    reporter.line()
    reporter.line(f"The warehouse is {paths.published}")
    option = f" --warehouse {warehouse}" if warehouse else ""
    reporter.line(f"Open the explorer:  juesuan explore{option}   (in a checkout: make explore)")


@app.command()
def ingest(
    documents: Documents = None, warehouse: Warehouse = None, reread: Reread = False, workers: Workers = None
) -> None:
    """Read documents into the raw tables of the build file. Documents already known cost a hash.

    Those that another version of the parser has read are read again while their files are there.
    """
    _perform("ingest", warehouse, workers, lambda run: stages.ingest(documents or [], run, reread=reread))


@app.command()
def build(warehouse: Warehouse = None, full_refresh: FullRefresh = False) -> None:
    """Build the models (dbt) on what has been ingested, with their data tests."""
    _perform("build", warehouse, None, lambda run: stages.build(run, full_refresh=full_refresh))


@app.command()
def check(warehouse: Warehouse = None) -> None:
    """Run the expectations on the built models and store their results. Exit code 1: the gate is closed."""
    _perform("check", warehouse, None, stages.check_alone)


@app.command()
def publish(warehouse: Warehouse = None) -> None:
    """Replace the published file by what the last check let through."""
    _perform("publish", warehouse, None, stages.publish_checked)


@app.command()
def explore(
    warehouse: Warehouse = None,
    port: Annotated[int, typer.Option(help="The port on this machine.", min=1, max=65535)] = 8501,
) -> None:
    """Open the explorer on a published warehouse. Ends with Ctrl-C."""
    _settings, paths, reporter = _context(warehouse, None)
    if not paths.published.exists():
        reporter.warning(f"{paths.published} does not exist yet; the explorer will say what to run")
    environment = {**os.environ, "JUESUAN_WAREHOUSE": str(paths.published)}
    command = [sys.executable, "-m", "streamlit", "run", str(APP_FILE), "--server.port", str(port)]
    reporter.line(f"The explorer is at http://127.0.0.1:{port}   (Ctrl-C ends it)")
    os.chdir(PROJECT_ROOT)  # Streamlit reads .streamlit/config.toml from the working directory
    os.execve(sys.executable, command, environment)


@app.command()
def status(warehouse: Warehouse = None) -> None:
    """Say what is in the warehouse, when it was refreshed, and what failed."""
    from juesuan.status import describe

    _settings, paths, reporter = _context(warehouse, None)
    _guarded(lambda: describe(paths, reporter), reporter, paths)


def _context(warehouse: Path | None, workers: int | None) -> tuple[Settings, WarehousePaths, Reporter]:
    settings = Settings()
    if workers is not None:
        settings = settings.model_copy(update={"workers": workers})
    return settings, WarehousePaths.of(warehouse or settings.warehouse), Reporter()


def _perform(
    command: str, warehouse: Path | None, workers: int | None, work: Callable[[stages.Run], object]
) -> tuple[Reporter, WarehousePaths]:
    """Do one command's work as a recorded run."""
    settings, paths, reporter = _context(warehouse, workers)

    def recorded() -> None:
        with stages.recorded_run(command, paths, settings, reporter) as run:
            work(run)

    _guarded(recorded, reporter, paths)
    return reporter, paths


def _guarded(work: Callable[[], None], reporter: Reporter, paths: WarehousePaths) -> None:
    """Run `work`; a stage's error becomes its words and its exit code."""
    try:
        work()
    except StageError as error:
        existing = "is as it was before" if paths.published.exists() else "was not created"
        reporter.failure(error, f"nothing was published; {paths.published} {existing}")
        raise typer.Exit(error.exit_code) from None
