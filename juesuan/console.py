"""What a person sees while a run works: progress bars on a terminal, plain lines in a log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from juesuan.errors import StageError

Advance = Callable[[str, int, int], None]
"""Called with the name of the finished item, how many are done and how many there are."""


class Reporter:
    """Writes one run's words: stages, warnings, failures."""

    def __init__(self, console: Console | None = None, errors: Console | None = None) -> None:
        self.console = console or Console(soft_wrap=True, highlight=False)
        self.errors = errors or Console(stderr=True, soft_wrap=True, highlight=False)

    def line(self, text: str = "") -> None:
        self.console.print(escape(text))

    def begin(self, stage: str) -> None:
        """In a log, one line when a stage begins; on a terminal its progress bar says so."""
        if not self.console.is_terminal:
            self.line(f"{stage:>8}  …")

    def done(self, stage: str, text: str) -> None:
        self.console.print(f"[green]{stage:>8}[/green]  {escape(text)}")

    def warning(self, text: str) -> None:
        self.errors.print(f"[yellow] warning[/yellow]  {escape(text)}")

    def failure(self, error: StageError, untouched: str) -> None:
        """Say what, where and what to do, and that readers still have the warehouse they had."""
        self.errors.print(f"[red]  failed[/red]  {escape(error.stage)}: {escape(error.what)}")
        if error.where:
            self.errors.print(f"   where  {escape(error.where)}")
        if error.remedy:
            self.errors.print(f"   to do  {escape(error.remedy)}")
        self.errors.print(f"          {escape(untouched)}")

    @contextmanager
    def progress(self, stage: str) -> Iterator[Advance]:
        """A bar with rate and remaining time on a terminal; nothing in a log."""
        if not self.console.is_terminal:
            yield lambda _name, _done, _total: None
            return
        columns = (
            TextColumn("[cyan]{task.description:>8}[/cyan]"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[item]}"),
        )
        with Progress(*columns, console=self.console, transient=True) as bar:
            task = bar.add_task(stage, total=None, item="")

            def advance(name: str, done: int, total: int) -> None:
                bar.update(task, completed=done, total=total or None, item=escape(name[-40:]))

            yield advance
