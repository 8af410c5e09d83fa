"""Write a corpus of invented final accounts.

    python -m benchmarks.corpus --departments 1000 --years 2016-2025 --format txt --out DIR [--seed 1]

The same arguments give the same bytes. Document names are synthetic-SEED-DEPARTMENT-YEAR.EXTENSION. With --defects
each document (or the share of them that --defect-share says) gets one defect, and DIR-ground-truth.csv says which.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.corpus.defects import ALL_KINDS, CARRY_FORWARD_BREAK, Defect
from benchmarks.corpus.documents import Document, compose, compose_with_defect
from benchmarks.corpus.noise import KINDS, add_noise
from benchmarks.corpus.printers import FORMATS, printer_of
from benchmarks.corpus.truth import TruthWriter, truth_file


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


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written: where, which documents, in which format, with which noise and defects."""

    folder: Path
    seed: int
    departments: int
    years: range
    extension: str = "txt"
    noise: Collection[str] = ()
    defects: tuple[str, ...] = ()
    defect_share: float = 1.0


def write_corpus(order: Order) -> Iterator[Path]:
    """Write each document and yield its path; with defects, their ground truth beside the folder.

    Departments are the outer loop: a year needs the year before it.
    """
    render = printer_of(order.extension)
    order.folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as open_files:
        truth = None
        if order.defects:
            path = truth_file(order.folder)
            truth = TruthWriter(open_files.enter_context(path.open("w", encoding="utf-8", newline="")))
        for index in range(order.departments):
            for year in order.years:
                document, defects = _compose(order, index, year)
                path = order.folder / f"{document.name}.{order.extension}"
                path.write_bytes(render(add_noise(document.pieces, order.noise, document.name)))
                if truth:
                    truth.add(document, path.name, defects, compose(order.seed, index, year).printed)
                yield path


def _compose(order: Order, index: int, year: int) -> tuple[Document, list[Defect]]:
    """The document of a place in the corpus, with the defect that falls to it."""
    rng = Random(f"{order.seed}/defects/{index}/{year}")
    # The year before the first is not in the corpus: nothing there could contradict an opening balance.
    kinds = [kind for kind in order.defects if kind != CARRY_FORWARD_BREAK or year > order.years.start]
    if not kinds or rng.random() >= order.defect_share:
        return compose(order.seed, index, year), []
    kind = rng.choice(kinds)
    return compose_with_defect(order.seed, index, year, kind, is_text=order.extension == "txt")


def main() -> int:
    """Write the corpus asked for and say how long it took."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.corpus", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--departments", type=int, required=True)
    parser.add_argument("--years", type=years_of, required=True)
    parser.add_argument("--format", choices=sorted(FORMATS), default="txt", dest="extension")
    parser.add_argument("--out", type=Path, required=True, dest="folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--noise", type=kinds_of(KINDS), default=(), help=f"all, none or of: {', '.join(KINDS)}")
    kinds = ", ".join(ALL_KINDS)
    parser.add_argument("--defects", type=kinds_of(ALL_KINDS), default=(), help=f"all, none or of: {kinds}")
    parser.add_argument("--defect-share", type=float, default=1.0, help="share of documents that get one defect each")
    order = Order(**vars(parser.parse_args()))
    began = time.process_time()
    count = sum(1 for _ in write_corpus(order))
    seconds = time.process_time() - began
    print(f"{count} documents in {order.folder}, {seconds:.1f} s of CPU, {count / max(seconds, 1e-9):.0f} a second")
    if order.defects:
        print(f"ground truth in {truth_file(order.folder)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
