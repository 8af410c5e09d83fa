"""Worker processes: one document that hangs, crashes or eats memory is one refusal, and the next is parsed."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.batches import pack, to_batch, unpack
from ingest.discovery import DocumentSource
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.worker_process import parse_source
from ingest.workers import Worker, WorkerPool, WorkerStartError
from tests.python.ingest.reader_samples import docx_bytes, pdf_bytes, text_bytes, xlsx_bytes

MISBEHAVIOUR = """
import os, sys, time
from ingest import worker_process

seen = []

def misbehave(source, limits, parse=worker_process.parse_source):
    word = source.path.stem
    if word == "hang":
        time.sleep(600)
    if word == "crash":
        os.abort()
    if word == "second":
        if seen:
            os.abort()
    seen.append(word)
    if word == "exit":
        sys.exit(3)
    if word == "print":
        print("a library that talks")
    if word == "memory":
        blocks = []
        while True:
            blocks.append(bytearray(16 << 20))
    if word == "depth":
        misbehave(source, limits)
    return parse(source, limits)

worker_process.parse_source = misbehave
worker_process.main()
"""
"""A worker that does what the name of the document says."""

LIMITS = replace(DEFAULT_LIMITS, seconds=20.0, memory_bytes=400 << 20)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder of good documents named after misbehaviour."""
    for name in ("good", "hang", "crash", "exit", "print", "memory", "depth", "second"):
        (tmp_path / f"{name}.txt").write_bytes(text_bytes())
    return tmp_path


def _worker(limits: Limits = LIMITS) -> Worker:
    return Worker(limits, ("-c", MISBEHAVIOUR))


@pytest.mark.parametrize(
    ("name", "code"),
    [("crash", "worker_crashed"), ("exit", "worker_crashed"), ("memory", "out_of_memory"), ("depth", "expansion_bomb")],
)
def test_a_failure_is_a_refusal_and_the_next_document_is_parsed(documents: Path, name: str, code: str) -> None:
    if name == "memory" and not sys.platform.startswith("linux"):
        pytest.skip("memory is bounded on Linux only")
    worker = _worker()
    try:
        reply = worker.parse(DocumentSource(documents / f"{name}.txt"))
        assert (reply.status, reply.reason_code) == ("refused", code)
        assert reply.detail
        assert worker.parse(DocumentSource(documents / "good.txt")).status == "parsed"
    finally:
        worker.close()


def test_a_crash_says_how_the_process_ended(documents: Path) -> None:
    worker = _worker()
    try:
        assert "SIGABRT" in worker.parse(DocumentSource(documents / "crash.txt")).detail
        assert "code 3" in worker.parse(DocumentSource(documents / "exit.txt")).detail
    finally:
        worker.close()


def test_a_document_that_hangs_is_stopped_in_time(documents: Path) -> None:
    worker = _worker(replace(LIMITS, seconds=1.0))
    try:
        began = time.monotonic()
        reply = worker.parse(DocumentSource(documents / "hang.txt"))
        assert (reply.reason_code, reply.detail) == ("timed_out", "Stopped after 1 s")
        assert time.monotonic() - began < 15
    finally:
        worker.close()


def test_a_worker_starts_without_pandas_and_duckdb() -> None:
    listed = (
        "import sys; from ingest import worker_process; import ingest.parse, ingest.readers.text;"
        "print({'pandas', 'duckdb', 'pyarrow.compute'} & sys.modules.keys())"
    )
    assert subprocess.run([sys.executable, "-c", listed], check=True, capture_output=True).stdout.strip() == b"set()"


def test_time_between_documents_counts_for_none(documents: Path) -> None:
    worker = _worker(replace(LIMITS, seconds=4.0))
    try:
        assert worker.parse(DocumentSource(documents / "good.txt")).status == "parsed"
        process_id = worker.process_id()
        time.sleep(5.0)
        assert worker.parse(DocumentSource(documents / "good.txt")).status == "parsed"
        assert worker.process_id() == process_id  # not killed and started again
        assert worker.parse(DocumentSource(documents / "hang.txt")).reason_code == "timed_out"
    finally:
        worker.close()


def test_a_document_is_not_refused_for_what_an_earlier_one_left_behind(documents: Path) -> None:
    worker = _worker()
    try:
        assert worker.parse(DocumentSource(documents / "good.txt")).status == "parsed"
        assert worker.parse(DocumentSource(documents / "second.txt")).status == "parsed"
        assert worker.parse(DocumentSource(documents / "crash.txt")).reason_code == "worker_crashed"
    finally:
        worker.close()


def test_what_a_library_prints_does_not_reach_the_replies(documents: Path) -> None:
    worker = _worker()
    try:
        assert worker.parse(DocumentSource(documents / "print.txt")).status == "parsed"
    finally:
        worker.close()


def test_a_worker_that_cannot_start_blames_no_document(documents: Path) -> None:
    worker = Worker(LIMITS, ("-c", "raise SystemExit('broken installation')"))
    with pytest.raises(WorkerStartError, match="broken installation"):
        worker.parse(DocumentSource(documents / "good.txt"))
    worker.close()


def test_a_file_that_is_gone_and_one_that_may_not_be_read(tmp_path: Path) -> None:
    worker = Worker(LIMITS)
    try:
        assert worker.parse(DocumentSource(tmp_path / "gone.txt")).reason_code == "vanished"
        assert worker.parse(DocumentSource(tmp_path)).reason_code == "unreadable_file"
    finally:
        worker.close()


def test_results_come_in_the_order_of_the_tasks_and_equal_those_of_one_process(tmp_path: Path) -> None:
    contents = [pdf_bytes(), text_bytes(), xlsx_bytes(), docx_bytes(), text_bytes(encoding="gb18030")]
    paths = [tmp_path / f"{number:02}" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    tasks = [(path.name, DocumentSource(path)) for path in paths]
    tasks.insert(2, ("decided", None))  # type: ignore[arg-type]
    with WorkerPool[str](LIMITS, 3) as pool:
        replies = list(pool.map(tasks))
    assert [key for key, _ in replies] == ["00", "01", "decided", "02", "03", "04"]
    batches = [reply.batch for _, reply in replies if reply is not None]
    assert batches == [to_batch(parse_source(DocumentSource(path), LIMITS)) for path in paths]


def test_a_document_survives_packing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text_bytes())
    parsed = parse_source(DocumentSource(path), LIMITS)
    batch = unpack(pack(to_batch(parsed)))
    assert batch == to_batch(parsed)
    assert parsed.cells
    for name, rows in (("lines", parsed.lines), ("tables", parsed.tables), ("cells", parsed.cells)):
        found = [tuple(row.values())[1:] for row in batch.batches[name].to_pylist()]
        assert found == list(rows)
