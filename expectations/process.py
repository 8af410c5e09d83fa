"""The checks in a process of their own: `python -m expectations.process` makes ready, then waits for its order.

Great Expectations takes two seconds to import. A refresh starts this process first, so that the import goes on while
documents are read and models built, and tells it later what to check. One order, one answer, both pickled: the order
is (build file, run id, seeds folder, documents or None, bytes of memory or None), the answer a `CheckReport` or the
error that stopped it.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

from expectations.engine import make_ready
from expectations.model import CheckReport, SeedError
from expectations.runner import run_checks


def main() -> None:
    """Serve one order from standard input; end quietly when the process that would give it is gone."""
    # Whatever a library prints must not stand in the answer; DuckDB's progress bar goes past Python's own sys.stdout.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    make_ready()
    order = sys.stdin.buffer.read()
    if order:
        answers.write(pickle.dumps(_answer(*pickle.loads(order))))
        answers.flush()


def _answer(
    build_file: Path, run_id: str, seeds_dir: Path, documents: Sequence[str] | None, memory_limit: int | None
) -> CheckReport | str:
    try:
        return run_checks(build_file, run_id, seeds_dir, documents, memory_limit)
    except (FileNotFoundError, SeedError, duckdb.Error) as error:
        return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    main()
