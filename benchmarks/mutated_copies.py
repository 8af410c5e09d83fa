"""What becomes of damaged documents: each is refused with a reason or read without a wrong figure in silence.

    python benchmarks/mutated_copies.py [DOCUMENT_OR_FOLDER …] [--copies 1000] [--seed 7] [--keep FOLDER]

Copies take turns over the documents and over four kinds of damage: bits flipped (twice as often), the end cut off, and
pages (PDF) or parts between lines (text) put into another order. What a copy reads is compared with what its document
reads: an amount may be missing, but one that is wrong, or stands where the document has none, must be seen. The copies
that read such an amount are therefore built and judged by the identities, and it is said which of them show no break
that the undamaged document does not show too. One seed always gives the same copies. Exit code 1 where a copy crashed
its worker or went past its limits, or where a wrong figure passed in silence.
"""

from __future__ import annotations

import argparse
import io
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pypdfium2

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ingest.batches import DocumentBatch
from ingest.discovery import DocumentSource, bundled_documents, discover
from ingest.fold import parse_number
from ingest.limits import DEFAULT_LIMITS
from ingest.workers import Worker, WorkerPool

MUTATIONS = ("bits flipped", "bits flipped", "cut off", "shuffled")
_FLIP_COUNTS = (1, 1, 2, 5, 20, 200)
_CUTS_OF_A_TEXT = 6
_SECONDS = 60.0
_FAILURES = ("worker_crashed", "timed_out", "out_of_memory")

Amounts = dict[tuple[str | None, ...], object]
"""statement, side, line, measure → the number printed there."""


@dataclass(frozen=True)
class Copy:
    """One damaged copy of a document."""

    document: Path
    mutation: str
    path: Path


@dataclass(frozen=True)
class Wrong:
    """A copy that reads amounts its document does not have: how many differ, are extra, are missing."""

    copy: Copy
    document_id: str
    differing: tuple[str, ...]
    extra: tuple[str, ...]
    missing_count: int


def mutate(content: bytes, suffix: str, mutation: str, chance: random.Random) -> bytes:
    """A damaged copy of some bytes."""
    if mutation == "bits flipped":
        flipped = bytearray(content)
        for _ in range(chance.choice(_FLIP_COUNTS)):
            flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        return bytes(flipped)
    if mutation == "cut off":
        return content[: chance.randrange(1, len(content))]
    return _with_pages_shuffled(content, chance) if suffix == ".pdf" else _with_parts_shuffled(content, chance)


def _with_pages_shuffled(content: bytes, chance: random.Random) -> bytes:
    source, target = pypdfium2.PdfDocument(content), pypdfium2.PdfDocument.new()
    order = list(range(len(source)))
    chance.shuffle(order)
    target.import_pages(source, order)
    saved = io.BytesIO()
    target.save(saved)
    return saved.getvalue()


def _with_parts_shuffled(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    cuts = sorted(chance.sample(range(len(lines)), min(_CUTS_OF_A_TEXT, len(lines))))
    parts = [lines[start:end] for start, end in zip([0, *cuts], [*cuts, len(lines)], strict=True)]
    chance.shuffle(parts)
    return b"\n".join(line for part in parts for line in part)


def amounts_of(batch: DocumentBatch) -> Amounts:
    """The printed amounts that a document reads."""
    names = ("statement_code", "side", "line_code", "measure_code", "text", "cell_role")
    columns = [batch.batches["cells"].column(name).to_pylist() for name in names]
    return {
        tuple(place): number
        for *place, text, role in zip(*columns, strict=True)
        if role == "amount" and (number := parse_number(text)) is not None
    }


def copies_of(
    documents: list[Path], count: int, seed: int, folder: Path
) -> Iterator[tuple[Copy, DocumentSource | None]]:
    """Write the copies one by one, as the workers take them."""
    contents = {path: path.read_bytes() for path in documents}
    for number in range(count):
        document = documents[number % len(documents)]
        mutation = MUTATIONS[number // len(documents) % len(MUTATIONS)]
        path = folder / f"{number:05}{document.suffix}"
        chance = random.Random(f"{seed}/{number}")
        path.write_bytes(mutate(contents[document], document.suffix, mutation, chance))
        yield Copy(document, mutation, path), DocumentSource(path)


def compare(copy: Copy, batch: DocumentBatch, true: Amounts) -> tuple[str, Wrong | None]:
    """The outcome of a copy that was read, and what is wrong with it."""
    found = amounts_of(batch)
    differing = tuple(_named(place) for place in found if place in true and found[place] != true[place])
    extra = tuple(_named(place) for place in found if place not in true)
    missing = sum(place not in found for place in true)
    if differing or extra:
        wrong = Wrong(copy, batch.document.document_id, differing, extra, missing)
        return "read, wrong or extra amounts", wrong
    if not missing:
        return "read, all amounts right", None
    return ("read with a warning, amounts missing" if batch.warnings else "read, amounts missing"), None


def _named(place: tuple[str | None, ...]) -> str:
    return "/".join(part or "-" for part in place)


def breaks(documents: list[Path], folder: Path) -> dict[str, set[tuple[str, str]]]:
    """document_id → (identity, instance) of every identity that the build finds broken. Nothing is published."""
    warehouse = folder / "mutated.duckdb"
    command = [sys.executable, "-m", "juesuan"]
    project = Path(__file__).resolve().parents[1]
    for step in (["ingest", *map(str, documents)], ["build"]):
        arguments = [*command, *step, "--warehouse", str(warehouse)]
        result = subprocess.run(arguments, check=False, capture_output=True, text=True, cwd=project)
        if result.returncode != 0:  # a closed gate; what the identities found is in the build file all the same
            print(f"\n{step[0]} ended with code {result.returncode}:\n{result.stdout}{result.stderr}")
    with duckdb.connect(str(warehouse.with_suffix(".build.duckdb")), read_only=True) as connection:
        rows = connection.execute(
            "select document_id, identity_code, instance_key from marts.fct_identity_checks where status = 'broken'"
        ).fetchall()
    found: dict[str, set[tuple[str, str]]] = {}
    for document_id, identity, instance in rows:
        found.setdefault(document_id, set()).add((identity, instance))
    return found


def judge(wrong: list[Wrong], ids: dict[Path, str], folder: Path) -> list[Wrong]:
    """Print each copy with wrong amounts and its breaks; give back those that show none of their own."""
    found = breaks([*ids, *(item.copy.path for item in wrong)], folder)
    silent: list[Wrong] = []
    for item in wrong:
        own = found.get(item.document_id, set()) - found.get(ids[item.copy.document], set())
        if not own:
            silent.append(item)
        shown = f"{len(own)} identities broken, such as {'/'.join(min(own))}" if own else "NO IDENTITY BROKEN"
        print(f"\n{item.copy.path.name} of {item.copy.document.name}, {item.copy.mutation}: {shown}")
        print(f"  {len(item.differing)} wrong: {', '.join(item.differing[:3])}")
        print(f"  {len(item.extra)} extra: {', '.join(item.extra[:3])}; {item.missing_count} missing")
    return silent


def read_truth(documents: list[Path]) -> tuple[dict[Path, Amounts], dict[Path, str]]:
    """Amounts and document_id of the undamaged documents; those that are refused are left out."""
    amounts: dict[Path, Amounts] = {}
    ids: dict[Path, str] = {}
    worker = Worker(DEFAULT_LIMITS)
    try:
        for path in documents:
            batch = worker.parse(DocumentSource(path)).batch
            if batch is None:
                print(f"{path.name}: refused undamaged, left out")
                continue
            amounts[path], ids[path] = amounts_of(batch), batch.document.document_id
    finally:
        worker.close()
    return amounts, ids


def main() -> int:
    """Damage, read, compare, judge; print the outcomes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*", type=Path)
    parser.add_argument("--copies", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="folder for the copies that read wrong amounts")
    arguments = parser.parse_args()
    sources = [source.path for source in discover(arguments.documents or bundled_documents()) if not source.parts]
    truth, ids = read_truth(sources)
    outcomes: Counter[tuple[str, str, str]] = Counter()
    wrong: list[Wrong] = []
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        limits = replace(DEFAULT_LIMITS, seconds=_SECONDS)
        with WorkerPool[Copy](limits, arguments.processes) as pool:
            for copy, reply in pool.map(copies_of(list(truth), arguments.copies, arguments.seed, folder)):
                assert reply is not None
                outcome, found = f"refused: {reply.reason_code}", None
                if reply.batch is not None:
                    outcome, found = compare(copy, reply.batch, truth[copy.document])
                outcomes[copy.document.suffix, copy.mutation, outcome] += 1
                if found is None:
                    copy.path.unlink()
                else:
                    wrong.append(found)
        print(f"{arguments.copies} copies of {len(truth)} documents in {time.perf_counter() - began:.0f} s")
        for (suffix, mutation, outcome), count in sorted(outcomes.items()):
            print(f"{suffix:<6} {mutation:<13} {outcome:<40} {count:5}")
        silent = judge(wrong, ids, Path(scratch)) if wrong else []
    failed = sum(count for (_, _, outcome), count in outcomes.items() if outcome.endswith(_FAILURES))
    print(f"\nwrong or extra amounts: {len(wrong)} copies, in silence: {len(silent)}; crashes and limits: {failed}")
    return 1 if silent or failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
