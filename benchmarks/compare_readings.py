"""Whether a change of the parser changed what it reads: the raw rows of many documents, kept and compared.

    python benchmarks/compare_readings.py keep FILE [DOCUMENT_OR_FOLDER …] [--copies 60] [--seed 7]
    python benchmarks/compare_readings.py compare FILE

`keep` reads the documents (the bundled sample without any) and damaged copies of them (benchmarks/mutated_copies.py),
and writes every raw row and every refusal to FILE. `compare` reads the same again and names each document whose rows
differ, with the first differing row of each table. Exit code 1 where anything differs. The version of the parser is
left out: it is the one thing that every change moves.
"""

from __future__ import annotations

import argparse
import gzip
import pickle
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.mutated_copies import MUTATIONS, mutate
from ingest.discovery import DocumentSource, bundled_documents, discover
from ingest.limits import DEFAULT_LIMITS
from ingest.model import DocumentRefusedError
from ingest.raw_rows import DOCUMENT_ROW_CLASSES
from ingest.worker_process import parse_source

_MOST_SHOWN = 10

Reading = dict[str, Any]
"""Table of raw → rows; `refused` → code and detail where the document was refused."""


def reading_of(source: DocumentSource) -> Reading:
    """All raw rows of one document as plain tuples."""
    try:
        parsed = parse_source(source, DEFAULT_LIMITS)
    except DocumentRefusedError as error:
        return {"refused": [(error.code, error.detail)]}
    reading: Reading = {name: [tuple(row) for row in getattr(parsed, name)] for name in DOCUMENT_ROW_CLASSES}
    reading["document"] = [repr(replace(parsed.document, parser_version="", source_path=""))]
    reading["warnings"] = list(parsed.warnings)
    return reading


def readings(paths: list[Path], copies: int, seed: int) -> Iterator[tuple[str, Reading]]:
    """The name of each document and copy, and what it reads."""
    sources = discover(paths or bundled_documents())
    for source in sources:
        yield str(source.path), reading_of(source)
    whole = [source.path for source in sources if not source.parts]
    with tempfile.TemporaryDirectory() as folder:
        for number in range(copies):
            document, mutation = whole[number % len(whole)], MUTATIONS[number // len(whole) % len(MUTATIONS)]
            path = Path(folder) / f"copy{document.suffix}"
            chance = random.Random(f"{seed}/{number}")
            path.write_bytes(mutate(document.read_bytes(), document.suffix, mutation, chance))
            yield f"copy {number} of {document.name}, {mutation}", reading_of(DocumentSource(path))


def differences(kept: Reading, found: Reading) -> Iterator[str]:
    """One line for each table that differs."""
    for name in sorted(kept.keys() | found.keys()):
        before, now = kept.get(name, []), found.get(name, [])
        pairs = enumerate(zip_longest(before, now))
        first = next(((index, one, other) for index, (one, other) in pairs if one != other), None)
        if first is not None:
            yield f"{name}: {len(before)} rows, now {len(now)}; row {first[0]}:\n    {first[1]}\n    {first[2]}"


def main() -> int:
    """Keep or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=("keep", "compare"))
    parser.add_argument("file", type=Path)
    parser.add_argument("documents", nargs="*", type=Path)
    parser.add_argument("--copies", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    if arguments.action == "keep":
        asked = ([path.resolve() for path in arguments.documents], arguments.copies, arguments.seed)
        with gzip.open(arguments.file, "wb", compresslevel=1) as file:
            pickle.dump((asked, dict(readings(*asked))), file)
        return 0
    with gzip.open(arguments.file, "rb") as file:
        asked, kept = pickle.load(file)
    began, differing = time.process_time(), 0
    for name, found in readings(*asked):
        lines = list(differences(kept.pop(name, {}), found))
        differing += bool(lines)
        for line in lines if differing <= _MOST_SHOWN else ():
            print(f"{name}\n  {line}")
    print(f"{differing} differ, {len(kept)} no longer read; {time.process_time() - began:.1f} s of processor time")
    return 1 if differing or kept else 0


if __name__ == "__main__":
    raise SystemExit(main())
