"""Write a corpus of invented final accounts.

    python -m benchmarks.corpus --departments 1000 --years 2016-2025 --format txt --out DIR [--seed 1]

The same arguments give the same bytes. Document names are synthetic-SEED-DEPARTMENT-YEAR.EXTENSION.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.corpus import text
from benchmarks.corpus.documents import compose
from benchmarks.corpus.pieces import Piece

PRINTERS: dict[str, Callable[[list[Piece]], bytes]] = {"txt": text.render}


def years_of(given: str) -> range:
    """`2016-2025` or `2023` as a range of years; raises ArgumentTypeError for anything else."""
    first, _, last = given.partition("-")
    if not (first.isdigit() and (last or first).isdigit()) or int(last or first) < int(first):
        raise argparse.ArgumentTypeError(f"{given!r} is no span of years; write 2016-2025 or 2023")
    return range(int(first), int(last or first) + 1)


def write_corpus(folder: Path, seed: int, departments: int, years: range, extension: str) -> Iterator[Path]:
    """Write each document and yield its path. Departments are the outer loop: a year needs the year before it."""
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(departments):
        for year in years:
            document = compose(seed, index, year)
            path = folder / f"{document.name}.{extension}"
            path.write_bytes(PRINTERS[extension](document.pieces))
            yield path


def main() -> int:
    """Write the corpus asked for and say how long it took."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.corpus", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--departments", type=int, required=True)
    parser.add_argument("--years", type=years_of, required=True)
    parser.add_argument("--format", choices=sorted(PRINTERS), default="txt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    began = time.process_time()
    count = sum(
        1 for _ in write_corpus(arguments.out, arguments.seed, arguments.departments, arguments.years, arguments.format)
    )
    seconds = time.process_time() - began
    print(f"{count} documents in {arguments.out}, {seconds:.1f} s of CPU, {count / max(seconds, 1e-9):.0f} a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
