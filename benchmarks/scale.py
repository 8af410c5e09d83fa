"""What a refresh costs at 100, 1,000 and 10,000 documents: stages, one document more, one identity changed, queries.

    python benchmarks/scale.py [--documents 100 1000] [--work target/scale]

Invents the accounts (benchmarks/corpus; ten years a department), then runs each stage as a person would, in a process
of its own. Seconds, seconds of processor and the most memory that process and children held together; between two
sizes the growth exponent (1 is linear) and the cost of a document against that at the smaller size.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))  # the packages of the project, from wherever this is started

# E402: a package of the project is found only after the line above.
from benchmarks import explorer_queries  # noqa: E402 - see above
from benchmarks.scale_costs import Cost, table, verdicts  # noqa: E402 - see above
from benchmarks.scale_identities import measure_identities  # noqa: E402 - see above

YEARS = 10
STAGES = ("ingest", "build", "check", "publish")
IDENTITY_SEED = "seed.juesuan.identities"


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


def measure_queries(published: Path) -> dict[str, Cost]:
    """The slowest query of each page of the explorer, asked once."""
    slowest = {}
    for page in explorer_queries.measure(published):
        query = max(page.queries, key=lambda query: query.seconds)
        slowest[page.page] = Cost(query.seconds, query.processor_seconds, 0)
    return slowest


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
        sys.stdout.write(f"{table({size: costs[size]})}\n\n{verdicts(costs[size])}\n\n")
        sys.stdout.flush()
    if len(costs) > 1:
        sys.stdout.write(table(costs) + "\n")


if __name__ == "__main__":
    main()
