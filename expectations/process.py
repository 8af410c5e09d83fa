"""The checks in a process of their own: `python -m expectations.process` makes ready, then waits for its order.

Great Expectations takes two seconds to import. A refresh starts this process first, so that the import goes on while
documents are read and models built, and tells it later what to check. One order, one answer, both pickled: the order
is what `run_checks` takes, the answer a `CheckReport` or the error that stopped it.
"""

from __future__ import annotations

import os
import pickle
import sys
from typing import Any

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


def _answer(*order: Any) -> CheckReport | str:
    try:
        return run_checks(*order)
    except (FileNotFoundError, SeedError, duckdb.Error) as error:
        return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    main()
