"""The process of the checks answers with its report and nothing else."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
PRINTING = """
import os
import expectations.process as process
process.make_ready = lambda: None
process.run_checks = lambda *order: (os.write(1, b"\\r 40%"), "the report")[1]
process.main()
"""


def test_what_a_library_writes_to_the_standard_output_does_not_stand_in_the_answer() -> None:
    # DuckDB draws a progress bar there when a query takes more than two seconds, as on three thousand documents.
    order = pickle.dumps((Path("a.duckdb"), "run", Path("seeds"), None, None, None))
    done = subprocess.run(
        [sys.executable, "-c", PRINTING], input=order, capture_output=True, cwd=PROJECT, check=True, timeout=120
    )
    assert pickle.loads(done.stdout) == "the report"
    assert done.stderr.endswith(b"\r 40%")
