"""Write a corpus of invented final accounts.

    python -m benchmarks.corpus --departments 1000 --years 2016-2025 --format txt --out DIR [--noise …] [--seed 1]

The same arguments give the same bytes. Document names are synthetic-SEED-DEPARTMENT-YEAR.EXTENSION.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from benchmarks.corpus.documents import compose
from benchmarks.corpus.noise import KINDS, add_noise
from benchmarks.corpus.printers import FORMATS, printer_of


def years_of(given: str) -> range:
    """`2016-2025` or `2023` as a range of years; raises ArgumentTypeError for anything else."""
    first, _, last = given.partition("-")
    if not (first.isdigit() and (last or first).isdigit()) or int(last or first) < int(first):
        raise argparse.ArgumentTypeError(f"{given!r} is no span of years; write 2016-2025 or 2023")
    return range(int(first), int(last or first) + 1)


def kinds_of(known: Collection[str]) -> Callable[[str], tuple[str, ...]]:
    """A reader of `all`, `none` or names divided by commas; raises ArgumentTypeError for a name that is not known."""

    def read(given: str) -> tuple[str, ...]:
        names = {"all": tuple(known), "none": ()}.get(given, tuple(given.split(",")))
        unknown = [name for name in names if name not in known]
        if unknown:
            raise argparse.ArgumentTypeError(f"{unknown[0]!r} is not known; write all, none or of: {', '.join(known)}")
        return names

    return read


def write_corpus(
    folder: Path, seed: int, departments: int, years: range, extension: str, noise: Collection[str] = ()
) -> Iterator[Path]:
    """Write each document and yield its path. Departments are the outer loop: a year needs the year before it."""
    render = printer_of(extension)
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(departments):
        for year in years:
            document = compose(seed, index, year)
            path = folder / f"{document.name}.{extension}"
            path.write_bytes(render(add_noise(document.pieces, noise, document.name)))
            yield path


def main() -> int:
    """Write the corpus asked for and say how long it took."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.corpus", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--departments", type=int, required=True)
    parser.add_argument("--years", type=years_of, required=True)
    parser.add_argument("--format", choices=sorted(FORMATS), default="txt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--noise", type=kinds_of(KINDS), default=(), help=f"all, none or of: {', '.join(KINDS)}")
    given = parser.parse_args()
    began = time.process_time()
    documents = write_corpus(given.out, given.seed, given.departments, given.years, given.format, given.noise)
    count = sum(1 for _ in documents)
    seconds = time.process_time() - began
    print(f"{count} documents in {given.out}, {seconds:.1f} s of CPU, {count / max(seconds, 1e-9):.0f} a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
