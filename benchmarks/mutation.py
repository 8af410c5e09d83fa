"""How much the checks and explanations see: a document with one thing wrong at a time, judged by the models.

    python -m benchmarks.mutation [DOCUMENT …] [--warehouse FILE] [--most 12000] [--batch 2000] [--kinds cell_lost …]
                                  [--missed 20] [--list FILE] [--store]

The warehouse must be built (`juesuan refresh`); only its build file is read, and written with --store alone. DOCUMENT
is a document_id or a source name; by default each current document. The kinds of mutation are those of
`seeds/mutation_kinds.csv`; of a kind with more mutants than --most a sample is tried, the same one every time. What was
lost in extraction and deduced is put back first, so that the mutants are of a consistent document. --missed prints so
many mutants of each kind that were not detected, not restored or explained wrongly; --list writes them all as CSV.
--store puts the scores in quality.mutation_scores of the build file: `juesuan publish` then carries them to readers.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.mutations.building import BaseDocument, MutantWarehouse, read_base
from benchmarks.mutations.judging import MutantJudged, Score, false_alarms, judge, scores
from benchmarks.mutations.plan import Mutant, mutants_of, sampled
from juesuan import __version__
from juesuan.mutation_scores import MutationScore, store
from juesuan.runs import now
from juesuan.settings import SEEDS_DIR, Settings, WarehousePaths

KINDS: dict[str, dict[str, str]] = {
    row["mutation_kind"]: row
    for row in csv.DictReader((SEEDS_DIR / "mutation_kinds.csv").read_text(encoding="utf-8").splitlines())
}

_ROW = "  {:<19}{:>9}{:>10}{:>9}{:>13}{:>8}{:>15}"


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was found on one document."""

    base: BaseDocument
    judged: list[MutantJudged]
    scores: list[Score]
    false_alarms: list[tuple[str, str, str]]

    @property
    def printed_amount_count(self) -> int:
        return sum(cell.is_printed for cell in self.base.cells) - len(self.base.restored)


def documents_of(build_file: Path, given: list[str]) -> list[str]:
    """The ids of the documents asked for, or of all current ones.

    Raises:
        ValueError: a name given is none of the build file's.
    """
    with duckdb.connect(str(build_file), read_only=True) as source:
        known = source.execute(
            "select document_id, source_name, is_current from marts.dim_documents order by source_name"
        ).fetchall()
    unknown = [name for name in given if not any(name in row[:2] for row in known)]
    if unknown:
        raise ValueError(f"{build_file}: no document {', '.join(unknown)}; it has {', '.join(row[1] for row in known)}")
    return [row[0] for row in known if (row[2] if not given else set(given) & set(row[:2]))]


def measure(
    build_file: Path, document_id: str, folder: Path, kinds: list[str], most: int, batch_size: int
) -> Measurement:
    """Mutate one document, build the mutants batch by batch, and judge them."""
    base = read_base(build_file, document_id)
    mutants, possible = sampled((mutant for mutant in mutants_of(base.cells) if mutant.kind in kinds), most)
    warehouse = MutantWarehouse(folder, build_file, base)
    judged: list[MutantJudged] = []
    alarms: list[tuple[str, str, str]] = []
    for batch in _batches(mutants, batch_size):
        began = time.perf_counter()
        seconds = warehouse.build(batch)
        with duckdb.connect(str(warehouse.paths.build)) as working:
            judged += judge(working, document_id)
            alarms = false_alarms(working, document_id)
        slowest = ", ".join(f"{name} {seconds[name]:.0f} s" for name in sorted(seconds, key=lambda n: -seconds[n])[:5])
        took = time.perf_counter() - began
        print(f"  {len(judged)} of {len(mutants)} mutants ({took:.0f} s; slowest: {slowest})", file=sys.stderr)
    ordered = {kind: possible[kind] for kind in KINDS if kind in possible}
    return Measurement(base, judged, scores(judged, ordered), alarms)


def _batches(mutants: list[Mutant], size: int) -> Iterator[list[Mutant]]:
    for start in range(0, len(mutants), size):
        yield mutants[start : start + size]


def show(found: Measurement, missed: int) -> None:
    """Print the scores of a document, its false alarms, and some of the mutants that were missed."""
    put_back = len(found.base.restored)
    print(f"\n{found.base.source_name}: {found.printed_amount_count} printed and {put_back} deduced amounts")
    print(f"  false alarms on the untouched document: {len(found.false_alarms)}")
    for alarm in found.false_alarms:
        print(f"    {' · '.join(alarm)}")
    print(_ROW.format("mutation", "mutants", "detected", "located", "to the cent", "wrong", "cells"))
    for score in found.scores:
        counts = (score.detected_count, score.located_count, score.restored_count, score.wrongly_explained_count)
        shares = (f"{100 * score.share(count):.2f}%" for count in counts)
        cells = f"{score.restored_cell_count}/{score.cell_count}"
        print(_ROW.format(score.mutation_kind, score.mutant_count, *shares, cells))
    for score in found.scores:
        for mutant in [one for one in found.judged if one.kind == score.mutation_kind and _is_missed(one)][:missed]:
            print(f"  {mutant.kind} {mutant.name}: {_verdict(mutant)}")


def _is_missed(mutant: MutantJudged) -> bool:
    return not (mutant.is_detected and mutant.is_restored) or mutant.wrong_explanations is not None


def _verdict(mutant: MutantJudged) -> str:
    words = [
        "not detected" * (not mutant.is_detected),
        f"{mutant.break_count} broken",
        f"{mutant.located_cell_count} located, {mutant.named_cell_count} named, {mutant.restored_cell_count} restored "
        f"of {mutant.cell_count} cells",
        mutant.wrong_explanations or "",
    ]
    return ", ".join(word for word in words if word)


def write_list(path: Path, measurements: list[Measurement]) -> None:
    """Write every mutant as a row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["document", *MutantJudged.__slots__])
        for found in measurements:
            for mutant in found.judged:
                writer.writerow([found.base.source_name, *(getattr(mutant, name) for name in MutantJudged.__slots__)])


def rows_of(found: Measurement) -> list[MutationScore]:
    """A document's scores as they are stored."""
    return [
        MutationScore(
            document_id=found.base.document_id,
            mutation_kind=score.mutation_kind,
            ordinal=int(KINDS[score.mutation_kind]["ordinal"]),
            title_zh=KINDS[score.mutation_kind]["title_zh"],
            title_en=KINDS[score.mutation_kind]["title_en"],
            description_zh=KINDS[score.mutation_kind]["description_zh"],
            description_en=KINDS[score.mutation_kind]["description_en"],
            possible_count=score.possible_count,
            mutant_count=score.mutant_count,
            detected_count=score.detected_count,
            located_count=score.located_count,
            restored_count=score.restored_count,
            wrongly_explained_count=score.wrongly_explained_count,
            detected_share=score.share(score.detected_count),
            located_share=score.share(score.located_count),
            restored_share=score.share(score.restored_count),
            wrongly_explained_share=score.share(score.wrongly_explained_count),
            cell_count=score.cell_count,
            restored_cell_count=score.restored_cell_count,
            printed_amount_count=found.printed_amount_count,
            put_back_amount_count=len(found.base.restored),
            false_alarm_count=len(found.false_alarms),
            measured_at=now(),
            version=__version__,
        )
        for score in found.scores
    ]


def main() -> int:
    """Measure, print, store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*", metavar="DOCUMENT")
    parser.add_argument("--warehouse", type=Path, default=Settings().warehouse)
    parser.add_argument("--kinds", nargs="+", choices=list(KINDS), default=list(KINDS))
    parser.add_argument("--most", type=int, default=12_000, help="mutants of one kind and document")
    parser.add_argument("--batch", type=int, default=2_000, help="mutants built together")
    parser.add_argument("--missed", type=int, default=0, help="mutants of each kind to print that were missed")
    parser.add_argument("--list", type=Path, help="CSV file for all mutants and what became of them")
    parser.add_argument("--store", action="store_true", help="write quality.mutation_scores into the build file")
    arguments = parser.parse_args()
    build_file = WarehousePaths.of(arguments.warehouse).build
    measurements = []
    with tempfile.TemporaryDirectory(prefix="mutants-", dir=build_file.parent) as folder:
        for document_id in documents_of(build_file, arguments.documents):
            found = measure(build_file, document_id, Path(folder), arguments.kinds, arguments.most, arguments.batch)
            show(found, arguments.missed)
            measurements.append(found)
    if arguments.list:
        write_list(arguments.list, measurements)
    if arguments.store:
        with duckdb.connect(str(build_file)) as build:
            for found in measurements:
                store(build, rows_of(found))
        print(f"\nstored in {build_file}; `juesuan publish --warehouse {arguments.warehouse}` carries it to readers")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
