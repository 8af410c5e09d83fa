"""kill -9 at any stage: readers keep a whole warehouse, and the next refresh ends what was begun."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from tests.python.conftest import SAMPLE, run_juesuan


def corrected_sample(path: Path) -> Path:
    """The sample with the space inside one figure dropped wherever it is printed: other bytes, the same account."""
    text = SAMPLE.read_text(encoding="utf-8")
    assert text.count("208. 32") > 5
    path.write_text(text.replace("208. 32", "208.32"), encoding="utf-8")
    return path


def published_state(warehouse: Path) -> tuple[int, list[tuple[object, ...]]]:
    """The number of current documents and the amounts of the current one, as a reader sees them."""
    connection = duckdb.connect()
    connection.execute(f"attach '{warehouse}' as w (read_only)")
    rows = connection.execute(
        "select statement_code, side, line_code, measure_code, amount_yuan from w.marts.fct_reported_amounts "
        "join w.marts.dim_documents using (document_id) where is_current order by all"
    ).fetchall()
    return len(rows), rows


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["ingest", "build", "check", "publish"])
def test_a_run_killed_in_any_stage_costs_nothing(
    stage: str, warehouse_copy: Path, tmp_path: Path, sample_warehouse: Path
) -> None:
    document = corrected_sample(tmp_path / SAMPLE.name)
    before = hashlib.sha256(warehouse_copy.read_bytes()).hexdigest()
    command = [sys.executable, "-m", "juesuan", "refresh", str(document), "--warehouse", str(warehouse_copy)]
    # A process group of its own, so that its worker processes die with it as they would with the machine.
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as run:
        assert run.stdout is not None
        for line in run.stdout:
            if line.strip().startswith(f"{stage}  …"):
                break
        else:
            pytest.fail(f"the run ended before it reached {stage}")
        if stage in {"build", "check"}:
            time.sleep(0.8)  # into the stage, not only at its door
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
    assert published_state(warehouse_copy) == published_state(sample_warehouse)
    if stage != "publish":
        assert hashlib.sha256(warehouse_copy.read_bytes()).hexdigest() == before

    again = run_juesuan("refresh", document, "--warehouse", warehouse_copy)
    assert again.returncode == 0, again.stdout + again.stderr
    assert published_state(warehouse_copy) == published_state(sample_warehouse)
    connection = duckdb.connect()
    connection.execute(f"attach '{warehouse_copy}' as w (read_only)")
    outcomes = connection.execute("select outcome from w.quality.refresh_runs order by started_at").fetchall()
    assert [outcome for (outcome,) in outcomes[-2:]] == ["interrupted", "published"]
    assert list(warehouse_copy.parent.glob(".juesuan.*.publishing*")) == []


@pytest.mark.slow
def test_a_second_refresh_at_the_same_time_is_refused(warehouse_copy: Path, tmp_path: Path) -> None:
    document = corrected_sample(tmp_path / SAMPLE.name)
    command = [sys.executable, "-m", "juesuan", "refresh", str(document), "--warehouse", str(warehouse_copy)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        first.stdout.readline()  # it holds the warehouse from its first word on
        second = run_juesuan("refresh", "--warehouse", warehouse_copy)
        first.stdout.read()
        assert first.wait() == 0
    assert second.returncode == 1
    assert f"process {first.pid}" in second.stderr and "wait" in second.stderr
