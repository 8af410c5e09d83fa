"""How fast documents are read and how much memory that takes, for each format, and against plain pdfplumber.

    python benchmarks/ingest.py [DOCUMENT_OR_FOLDER …] [--repeat 5] [--copies 400] [--processes 2] [--different FOLDER]

Without documents the bundled sample is measured. Seconds are the best of the repeats in one warm worker process, from
the bytes to recognised rows, the file's reading included; start-up of the process is not. Plain pdfplumber reads the
same PDFs in a process of its own in the same run: text and tables of every page, which is what the readers give.

Documents per second are those of a whole ingest into a new build file, landing included. The copies of a text are as
many different documents: in the copy of number k every amount is k times the printed one, so that sums still hold and
no two documents share their figures. Processor time is that of all processes for one document, which other work on the
machine moves less than seconds.

Copies share their words, and what a worker remembers of words could make them look cheaper than different documents
are: `--different` adds a line for a whole folder of documents read as they are, such as one of `benchmarks.corpus`.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # this script has the package's name and would hide it

from ingest.discovery import DocumentSource, bundled_documents, discover
from ingest.landing import RawLanding
from ingest.limits import DEFAULT_LIMITS
from ingest.workers import Worker, WorkerPool

_AMOUNT = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})*\.\d\d(?![\d%])|(?<![\d.,])\d+\.\d\d(?![\d%])")
_PLAIN_PDFPLUMBER = """
import io, sys, time
import pdfplumber
content = open(sys.argv[1], "rb").read()
best = float("inf")
for _ in range(int(sys.argv[2])):
    began = time.perf_counter()
    with pdfplumber.open(io.BytesIO(content)) as document:
        for page in document.pages:
            page.extract_text(), page.extract_tables()
    best = min(best, time.perf_counter() - began)
status = open("/proc/self/status").read().splitlines()
print(best, next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM")))
"""


@dataclass(frozen=True)
class Measured:
    """One document: best seconds, most memory, and both for plain pdfplumber where it is a PDF."""

    name: str
    format: str
    seconds: float
    peak_bytes: int
    plain_seconds: float | None = None
    plain_peak_bytes: int | None = None


def measure(source: DocumentSource, repeat: int) -> Measured | None:
    """Parse one document several times in one worker; None where it is refused."""
    worker = Worker(DEFAULT_LIMITS)
    try:
        replies = [worker.parse(source) for _ in range(repeat + 1)]  # the first one also imports the libraries
    finally:
        worker.close()
    last = replies[-1]
    if last.batch is None:
        print(f"{source.name}: refused, {last.reason_code}: {last.detail}")
        return None
    seconds = min(reply.seconds for reply in replies[1:])
    peak = max(reply.peak_bytes for reply in replies)
    document_format = last.batch.document.format
    plain = plain_pdfplumber(source.path, max(1, repeat // 2)) if document_format == "pdf" else (None, None)
    return Measured(source.name, document_format, seconds, peak, *plain)


def plain_pdfplumber(path: Path, repeat: int) -> tuple[float, int]:
    """Best seconds and most memory of pdfplumber alone."""
    command = [sys.executable, "-c", _PLAIN_PDFPLUMBER, str(path), str(repeat)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(output[0]), int(output[1])


@dataclass(frozen=True)
class Throughput:
    """Documents per second, and the processor time of one in milliseconds."""

    rate: float
    processor_ms: float


def throughput(source: DocumentSource, copies: int, processes: int) -> Throughput:
    """Of an ingest of copies of one document."""
    content, suffix = source.path.read_bytes(), source.path.suffix
    with tempfile.TemporaryDirectory() as folder:
        sources = [DocumentSource(Path(folder) / f"{number}{suffix}") for number in range(copies + 4 * processes)]
        for number, copy in enumerate(sources, start=1):
            copy.path.write_bytes(variant(content, number) if suffix == ".txt" else content)
        return throughput_of(sources, processes)


def throughput_of(sources: Sequence[DocumentSource], processes: int) -> Throughput:
    """Of an ingest of some documents; starting the workers and the last documents, read first, are not counted."""
    tasks, warming = list(enumerate(sources)), 4 * processes
    counted = len(tasks) - warming
    with (
        tempfile.TemporaryDirectory() as folder,
        RawLanding(Path(folder) / "build.duckdb") as landing,
        WorkerPool[int](DEFAULT_LIMITS, processes) as pool,
    ):
        for _ in pool.map(tasks[counted:]):
            pass
        began, spent = time.perf_counter(), processor_seconds(pool)
        for _, reply in pool.map(tasks[:counted]):
            if reply is not None and reply.batch is not None:
                landing.land_batch(reply.batch)
        landing.flush()
        seconds, spent = time.perf_counter() - began, processor_seconds(pool) - spent
    return Throughput(counted / seconds, spent / counted * 1000)


def variant(content: bytes, factor: int) -> bytes:
    """A text whose every amount with two decimals is so many times the printed one; percentages stay."""

    def multiplied(match: re.Match[str]) -> str:
        amount = Decimal(match.group().replace(",", "")) * factor
        return f"{amount:,.2f}" if "," in match.group() else f"{amount:.2f}"

    return _AMOUNT.sub(multiplied, content.decode("utf-8", errors="surrogateescape")).encode(
        "utf-8", errors="surrogateescape"
    )


def processor_seconds(pool: WorkerPool[int]) -> float:
    """What this process and the workers have spent so far; the workers' share is 0 where the system does not say."""
    ticks = 0
    for process_id in pool.process_ids():
        status = Path(f"/proc/{process_id}/stat")
        if status.exists():
            ticks += sum(map(int, status.read_text().rpartition(")")[2].split()[11:13]))
    return time.process_time() + (ticks / os.sysconf("SC_CLK_TCK") if ticks else 0.0)


def print_documents(rows: list[Measured]) -> None:
    """One line a document."""
    print(f"{'':<48} {'-------- ours':>14} {'--- pdfplumber alone':>23}")
    print(f"{'document':<40} {'format':<7} {'seconds':>8} {'MB':>5} {'seconds':>9} {'MB':>5} {'times':>7}")
    for row in rows:
        line = f"{row.name[:40]:<40} {row.format:<7} {row.seconds:8.3f} {row.peak_bytes / 2**20:5.0f}"
        if row.plain_seconds is not None and row.plain_peak_bytes is not None:
            line += f" {row.plain_seconds:9.3f} {row.plain_peak_bytes / 2**20:5.0f}"
            line += f" {row.plain_seconds / row.seconds:7.1f}"
        print(line)


def print_formats(rows: list[Measured], rates: dict[str, Throughput], processes: int) -> None:
    """One line a format."""
    by_format: dict[str, list[Measured]] = defaultdict(list)
    for row in rows:
        by_format[row.format].append(row)
    print(
        f"\n{'format':<7} {'documents':>9} {'mean s':>8} {'peak MB':>8} {f'documents/s on {processes} processes':>30}"
        f" {'processor ms each':>18}"
    )
    for name, group in sorted(by_format.items()):
        mean = statistics.mean(row.seconds for row in group)
        peak = max(row.peak_bytes for row in group) / 2**20
        found = rates[name]
        print(f"{name:<7} {len(group):9} {mean:8.3f} {peak:8.0f} {found.rate:30.1f} {found.processor_ms:18.1f}")


def main() -> int:
    """Measure and print; 1 where no document could be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*", type=Path)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--copies", type=int, default=400)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--different", type=Path, help="a folder of different documents, at least fifty")
    arguments = parser.parse_args()
    sources = [source for source in discover(arguments.documents or bundled_documents()) if not source.parts]
    rows: list[Measured] = []
    first: dict[str, DocumentSource] = {}
    for source in sources:
        row = measure(source, arguments.repeat)
        if row is not None:
            rows.append(row)
            first.setdefault(row.format, source)
    if not rows:
        return 1
    print_documents(rows)
    copies = {name: arguments.copies if name == "text" else max(arguments.copies // 10, 1) for name in first}
    rates = {name: throughput(source, copies[name], arguments.processes) for name, source in first.items()}
    print_formats(rows, rates, arguments.processes)
    if arguments.different:
        different = list(discover([arguments.different]))
        found = throughput_of(different, arguments.processes)
        print(f"{len(different)} different documents: {found.rate:.1f} a second", end="")
        print(f" on {arguments.processes} processes, processor {found.processor_ms:.1f} ms each")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
