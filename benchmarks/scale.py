"""What a refresh costs at 100, 1,000 and 10,000 documents: stages, one document more, one identity changed, queries.

    python benchmarks/scale.py [--documents 100 1000] [--work target/scale]

Invents the accounts (benchmarks/corpus; ten years a department), then runs each stage as a person would, in a process
of its own. Seconds, seconds of processor and the most memory that process and children held together; between two
sizes the growth exponent (1 is linear) and the cost of a document against that at the smaller size.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))  # the packages of the project, from wherever this is started

YEARS = 10
STAGES = ("ingest", "build", "check", "publish")
IDENTITY_SEED = "seed.juesuan.identities"


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, seconds of processor, and the most resident memory of the process tree in bytes."""

    seconds: float
    processor_seconds: float
    peak_bytes: int

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.seconds + other.seconds,
            self.processor_seconds + other.processor_seconds,
            max(self.peak_bytes, other.peak_bytes),
        )


def run(*arguments: str) -> Cost:
    """Run one command of the project and measure it. Raises subprocess.CalledProcessError with what it said."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments], cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    peak = [0]
    watcher = threading.Thread(target=_watch, args=(process, peak))
    watcher.start()
    output, _ = process.communicate()
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments, output)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.monotonic() - began, used, peak[0])


def _watch(process: subprocess.Popen[str], peak: list[int]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(_resident(pid) for pid in _family(process.pid)))
        time.sleep(0.2)


def _family(root: int) -> list[int]:
    """A process and all below it."""
    found = [root]
    for pid in found:
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                found.extend(int(child) for child in task.read_text().split())
            except OSError:
                continue
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def measure(documents: int, work: Path) -> dict[str, Cost]:
    """Every step at one size, from nothing."""
    folder = work / str(documents)
    warehouse = folder / "juesuan.duckdb"
    accounts = folder / "accounts"
    if not accounts.exists():
        departments = max(1, documents // YEARS)
        run("benchmarks.corpus", "--departments", str(departments), "--years", "2015-2024", "--out", str(accounts))
    one_more = folder / "one_more"
    if not one_more.exists():
        run("benchmarks.corpus", "--departments", "1", "--years", "2024", "--seed", "77", "--out", str(one_more))
    for left in folder.glob("*juesuan*"):
        if left.is_file():
            left.unlink()
    options = ["--warehouse", str(warehouse)]
    costs = {
        "ingest": run("juesuan", "ingest", str(accounts), *options),
        **{stage: run("juesuan", stage, *options) for stage in STAGES[1:]},
    }
    costs["full refresh"] = sum((costs[stage] for stage in STAGES), Cost(0, 0, 0))
    costs["ingest, all unchanged"] = run("juesuan", "ingest", str(accounts), *options)
    costs["one document more"] = run("juesuan", "refresh", str(one_more), *options)
    build = folder / "juesuan.build.duckdb"
    with duckdb.connect(str(build)) as connection:  # what a changed file would do: its record no longer holds
        connection.execute("delete from quality._built_nodes where node_id = ?", [IDENTITY_SEED])
    costs["identities changed"] = sum((run("juesuan", stage, *options) for stage in STAGES[1:]), Cost(0, 0, 0))
    costs |= {f"identities: {name}": cost for name, cost in measure_identities(build).items()}
    costs |= {f"query: {name}": cost for name, cost in measure_queries(warehouse).items()}
    return costs


BARE = """
    select
        cells.document_id,
        selectors.identity_code,
        case
            when selectors.line_selector = 'children' then cells.parent_line_code
            when starts_with(selectors.line_selector, 'each_') then cells.line_code
            else '-'
        end as line,
        selectors.instance_measure,
        sum(selectors.weight * cells.amount_yuan) as residual_yuan,
        sum(abs(selectors.weight) * cells.rounding_half_width_yuan) as tolerance_yuan
    from intermediate.int_identity_operands as cells
    inner join intermediate.int_identity_selectors as selectors
        on
            cells.statement_code = selectors.statement_code
            and cells.side = selectors.side
            and cells.measure_code = selectors.measure_code
            and case selectors.line_selector
                when 'line' then cells.line_code = selectors.line_code
                when 'level_1' then cells.level = 1
                when 'each_class' then cells.level = 1
                when 'level_3' then cells.level = 3
                when 'each_item' then cells.level = 3
                when 'children' then cells.level > 1
                when 'each_parent' then cells.level in (1, 2)
                when 'each_line' then true
                else false
            end
    where selectors.kind in ('sum', 'copy', 'ordering')
    group by all
"""


def measure_identities(build: Path) -> dict[str, Cost]:
    """The sums of every linear identity: as the models do it, as one query by hand, as pandas does it."""
    with duckdb.connect(str(build), read_only=True) as connection:
        connection.execute("set preserve_insertion_order = false")
        models = _timed(
            lambda: connection.execute(
                "create or replace temp table of_models as from intermediate.int_identity_instances"
            )
        )
        bare = _timed(lambda: connection.execute(f"create or replace temp table of_query as {BARE}"))
        cells = connection.execute(
            "select document_id, statement_code, side, measure_code, line_code, parent_line_code, level, "
            "(amount_yuan * 100)::bigint as amount, (rounding_half_width_yuan * 100)::bigint as half_width "
            "from intermediate.int_identity_operands"
        ).df()
        selectors = connection.execute(
            "select identity_code, statement_code, side, measure_code, line_selector, line_code as line_wanted, "
            "instance_measure, weight::double as weight from intermediate.int_identity_selectors "
            "where kind in ('sum', 'copy', 'ordering')"
        ).df()
    return {"models": models, "bare query": bare, "pandas": _timed(lambda: _sums_in_pandas(cells, selectors))}


def _sums_in_pandas(cells: object, selectors: object) -> None:
    """The same join and sums; what it returns is thrown away."""
    import numpy as np
    import pandas as pd

    assert isinstance(cells, pd.DataFrame)
    assert isinstance(selectors, pd.DataFrame)
    joined = cells.merge(selectors, on=["statement_code", "side", "measure_code"])
    selector, level = joined["line_selector"], joined["level"]
    reached = joined[
        ((selector == "line") & (joined["line_code"] == joined["line_wanted"]))
        | (selector.isin(["level_1", "each_class"]) & (level == 1))
        | (selector.isin(["level_3", "each_item"]) & (level == 3))
        | ((selector == "children") & (level > 1))
        | ((selector == "each_parent") & level.isin([1, 2]))
        | (selector == "each_line")
    ]
    line = np.where(
        reached["line_selector"] == "children",
        reached["parent_line_code"],
        np.where(reached["line_selector"].str.startswith("each_"), reached["line_code"], "-"),
    )
    reached.assign(
        line=line,
        residual=reached["weight"] * reached["amount"],
        tolerance=reached["weight"].abs() * reached["half_width"],
    ).groupby(["document_id", "identity_code", "line", "instance_measure"], dropna=False)[
        ["residual", "tolerance"]
    ].sum()


def _timed(action: object, repeat: int = 3) -> Cost:
    """The best of some repeats, in this process."""
    assert callable(action)
    best = Cost(math.inf, math.inf, 0)
    for _ in range(repeat):
        began, before = time.monotonic(), time.process_time()
        action()
        best = min(best, Cost(time.monotonic() - began, time.process_time() - before, 0), key=lambda cost: cost.seconds)
    return best


def measure_queries(published: Path) -> dict[str, Cost]:
    """The slowest query of each page of the explorer, and the whole of its slowest page."""
    from benchmarks.explorer_queries import measure as open_pages

    pages = open_pages(published)
    slowest = {page.page: max((query.seconds for query in page.queries), default=0.0) for page in pages}
    slowest["whole of the slowest page"] = max(page.seconds for page in pages)
    return {name: Cost(seconds, math.nan, 0) for name, seconds in slowest.items()}


def table(costs: dict[int, dict[str, Cost]]) -> str:
    """The results as a Markdown table, each size beside the ratios to the size before."""
    sizes = sorted(costs)
    lines = [
        "| step | documents | s | processor s | peak MB | exponent | per document |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for step in costs[sizes[0]]:
        for number, size in enumerate(sizes):
            cost = costs[size][step]
            ratios = "| |"
            if number:
                before = costs[sizes[number - 1]][step]
                growth = _growth(before, cost)
                more = size / sizes[number - 1]
                ratios = f"| {math.log(growth) / math.log(more):.2f} | × {growth / more:.2f}"
                ratios += " |"
            lines.append(
                f"| {step} | {size} | {cost.seconds:.2f} | {cost.processor_seconds:.2f} "
                f"| {cost.peak_bytes / 1e6:.0f} {ratios}"
            )
    return "\n".join(lines)


def _growth(before: Cost, after: Cost) -> float:
    """By how much the seconds of processor grew; where only the clock was read, the seconds."""
    if math.isnan(after.processor_seconds):
        return max(after.seconds, 1e-6) / max(before.seconds, 1e-6)
    return max(after.processor_seconds, 1e-6) / max(before.processor_seconds, 1e-6)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the sizes asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--work", type=Path, default=Path("target/scale"))
    chosen = parser.parse_args(arguments)
    work = chosen.work.absolute()
    work.mkdir(parents=True, exist_ok=True)
    costs = {}
    for size in sorted(chosen.documents):
        costs[size] = measure(size, work)
        sys.stdout.write(table({size: costs[size]}) + "\n\n")
        sys.stdout.flush()
    if len(costs) > 1:
        sys.stdout.write(table(costs) + "\n")


if __name__ == "__main__":
    main()
