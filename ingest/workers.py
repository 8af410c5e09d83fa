"""Worker processes: many documents at once, each within its time, and a crash costs one document.

Every document is parsed outside the calling process, a single one too: starting a worker costs about 0.2 s, and
without it a hang or a crash in a PDF library would take the whole run down. Results come in the order of the tasks,
whichever worker ends first, so that landing gives the same sequence on every machine.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Generic, TypeVar

from ingest.batches import unpack
from ingest.discovery import DocumentSource
from ingest.limits import Limits
from ingest.worker_process import READY, Reply, read_message, write_message

Key = TypeVar("Key")

_LOOK_AHEAD_PER_WORKER = 8
_OUT_OF_MEMORY_SIGNS = (b"memory allocation", b"MemoryError", b"out of memory", b"std::bad_alloc")
_PIPE_BYTES = 1 << 20  # a reply whole, where the system allows: else both processes wake for every 64 kB of it
_START_SECONDS = 60.0
_DOCUMENTS_PER_PROCESS = 500  # bounds what libraries leak
_PERHAPS_NOT_ITS_FAULT = ("out_of_memory", "worker_crashed")


def default_worker_count() -> int:
    """One worker for each core this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


class WorkerStartError(RuntimeError):
    """A worker could not even start: the installation is broken, no document is to blame."""


class Worker:
    """One worker process, started at the first document and again after a crash. Not for use by two threads."""

    def __init__(self, limits: Limits, command: tuple[str, ...] = ("-m", "ingest.worker_process")) -> None:
        self._limits = limits
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._watch: _Watch | None = None
        self._errors: IO[bytes] | None = None
        self._parsed_count = 0

    def parse(self, source: DocumentSource) -> Reply:
        """Parse one document; a timeout, a crash and exhausted memory come back as refusals.

        A process that has parsed other documents before may fail for what they left behind. The document is then tried
        once more in a new process, so that its outcome does not depend on what came before it.
        """
        was_used = self._parsed_count > 0
        reply = self._parse_once(source)
        if reply.reason_code in _PERHAPS_NOT_ITS_FAULT and was_used:
            self.close()
            reply = self._parse_once(source)
        return reply

    def _parse_once(self, source: DocumentSource) -> Reply:
        process, watch = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        watch.begin()
        began = time.perf_counter()
        try:
            write_message(process.stdin, source)
            status, packed, code, detail, seconds, peak = read_message(process.stdout)
        except (EOFError, OSError):
            return self._post_mortem(process, watch.end(), time.perf_counter() - began)
        except BaseException:
            watch.end()
            raise
        self._parsed_count += 1
        is_spent = self._parsed_count >= _DOCUMENTS_PER_PROCESS
        if watch.end() or code == "out_of_memory" or is_spent:  # it may be killed a moment after its reply
            self.close()
        return Reply(status, unpack(packed) if packed else None, code, detail, seconds, peak)

    def process_id(self) -> int | None:
        """The process that parses for this worker, None before its first document."""
        return None if self._process is None else self._process.pid

    def close(self) -> None:
        """End the process; safe to call twice."""
        process, self._process = self._process, None
        watch, self._watch = self._watch, None
        self._parsed_count = 0
        if watch is not None:
            watch.close()
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    _close_quietly(stream)
        if self._errors is not None:
            self._errors.close()
            self._errors = None

    def _started(self) -> tuple[subprocess.Popen[bytes], _Watch]:
        if self._process is not None and self._watch is not None and self._process.poll() is None:
            return self._process, self._watch
        self.close()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        self._process = subprocess.Popen(
            [sys.executable, *self._command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment,
            pipesize=_PIPE_BYTES,
        )
        self._shake_hands(self._process)
        self._watch = _Watch(self._process, self._limits.seconds)
        return self._process, self._watch

    def _shake_hands(self, process: subprocess.Popen[bytes]) -> None:
        """Wait until the worker is ready, so that its start does not count as the document's time."""
        assert process.stdin is not None
        assert process.stdout is not None
        timer = threading.Timer(_START_SECONDS, process.kill)
        timer.start()
        try:
            write_message(process.stdin, self._limits)
            if read_message(process.stdout) != READY:
                raise WorkerStartError("The worker process does not speak the protocol")
        except (EOFError, OSError) as error:
            process.kill()
            process.wait()
            raise WorkerStartError(f"A worker process could not start:\n{self._last_errors().decode()}") from error
        finally:
            timer.cancel()

    def _post_mortem(self, process: subprocess.Popen[bytes], timed_out: bool, seconds: float) -> Reply:
        return_code = _awaited(process)
        errors = self._last_errors()
        self.close()
        if timed_out:
            code, detail = "timed_out", f"Stopped after {self._limits.seconds:g} s"
        elif any(sign in errors for sign in _OUT_OF_MEMORY_SIGNS):
            code, detail = "out_of_memory", f"More than {self._limits.memory_bytes >> 20} MB above the worker's start"
        else:
            last_line = errors.strip().rsplit(b"\n", 1)[-1].decode("utf-8", errors="replace")[:200]
            code, detail = "worker_crashed", f"{_ending(return_code)} {last_line}".strip()
        return Reply("refused", None, code, detail, seconds, 0)

    def _last_errors(self) -> bytes:
        if self._errors is None:
            return b""
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - 20_000))
        return self._errors.read()


class _Watch:
    """Kills a process whose document takes too long. One thread for all documents of a process: to start one for each
    costs as much as to send it. It sleeps for the time that a document has; one that begins meanwhile has longer."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._process = process
        self._seconds = seconds
        self._deadline: float | None = None
        self._has_expired = self._is_closed = False
        self._changed = threading.Condition()
        threading.Thread(target=self._run, name="ingest-watch", daemon=True).start()

    def begin(self) -> None:
        """A document begins."""
        with self._changed:
            self._deadline = time.monotonic() + self._seconds

    def end(self) -> bool:
        """The document has ended; True where the process was killed for it."""
        with self._changed:
            self._deadline = None
            return self._has_expired

    def close(self) -> None:
        """End the thread; nothing is killed any more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()

    def _run(self) -> None:
        with self._changed:
            while not self._is_closed:
                left = self._seconds if self._deadline is None else self._deadline - time.monotonic()
                if left <= 0:
                    self._has_expired = True
                    self._process.kill()
                    return
                self._changed.wait(left)


def _awaited(process: subprocess.Popen[bytes]) -> int:
    """The exit code of a process that closed its pipe: given a moment to end by itself, so that the code is its own."""
    try:
        return process.wait(timeout=2.0)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _ending(return_code: int) -> str:
    if return_code >= 0:
        return f"The process ended with code {return_code}."
    return f"The process was ended by {signal.Signals(-return_code).name}."


def _close_quietly(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except BrokenPipeError:
        return  # bytes left for a process that is gone


class WorkerPool(Generic[Key]):
    """Some workers and the thread that waits for each."""

    def __init__(self, limits: Limits, worker_count: int | None = None) -> None:
        self._count = worker_count or default_worker_count()
        self._workers = [Worker(limits) for _ in range(self._count)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(self._count, thread_name_prefix="ingest-worker")

    def __enter__(self) -> WorkerPool[Key]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def process_ids(self) -> list[int]:
        """The processes at work now."""
        return [process_id for worker in self._workers if (process_id := worker.process_id()) is not None]

    def close(self) -> None:
        """End all workers at once."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.close()

    def map(self, tasks: Iterable[tuple[Key, DocumentSource | None]]) -> Iterator[tuple[Key, Reply | None]]:
        """Parse in parallel and yield in the order of the tasks.

        A task without a source passes through with None, so that the caller keeps one sequence for files it has
        decided about itself. At most some documents a worker are held ahead, which bounds memory.
        """
        waiting: deque[tuple[Key, Future[Reply] | None]] = deque()
        for key, source in tasks:
            waiting.append((key, None if source is None else self._threads.submit(self._parse, source)))
            while waiting and (len(waiting) > self._count * _LOOK_AHEAD_PER_WORKER or _is_ready(waiting[0][1])):
                yield _collected(waiting.popleft())
        while waiting:
            yield _collected(waiting.popleft())

    def _parse(self, source: DocumentSource) -> Reply:
        worker = self._idle.get()
        try:
            return worker.parse(source)
        finally:
            self._idle.put(worker)


def _is_ready(future: Future[Reply] | None) -> bool:
    return future is None or future.done()


def _collected(item: tuple[Key, Future[Reply] | None]) -> tuple[Key, Reply | None]:
    key, future = item
    return key, None if future is None else future.result()
