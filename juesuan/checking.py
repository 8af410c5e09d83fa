"""The check process: started early so that its imports cost a refresh nothing, asked when the build is done."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from expectations.model import CheckReport
from juesuan.errors import StageError
from juesuan.settings import PROJECT_ROOT, SEEDS_DIR, WarehousePaths


class CheckProcess:
    """A process that makes itself ready to check while others work. Use as a context manager; ask it once."""

    def __enter__(self) -> CheckProcess:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "expectations.process"],
            cwd=PROJECT_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()

    def check(
        self,
        paths: WarehousePaths,
        run_id: str,
        documents: Sequence[str] | None = None,
        memory_limit: int | None = None,
        copy_to: Path | None = None,
    ) -> CheckReport:
        """Check the build and store the results in it; nobody may have the build file open.

        With `documents`, what holds for each document apart is asked of these only; with `memory_limit`, DuckDB
        holds no more than so many bytes; with `copy_to`, the build is copied there meanwhile, without the results.

        Raises:
            StageError: the checks could not be run.
        """
        order = pickle.dumps((paths.build, run_id, SEEDS_DIR, documents, memory_limit, copy_to))
        answer, said = self._process.communicate(order)
        report = pickle.loads(answer) if answer else said.decode(errors="replace").strip()[-1000:]
        if isinstance(report, CheckReport):
            return report
        raise StageError(
            "check",
            f"the checks could not be run: {report or f'exit code {self._process.returncode}'}",
            str(paths.build),
            "run `juesuan check` again; if it stays, report it with this message",
        )
