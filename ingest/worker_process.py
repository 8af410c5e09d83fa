"""The process that parses documents for `ingest.workers`: one at a time, within limits of memory and time.

Started as `python -m ingest.worker_process`; requests come on standard input and replies go to standard output, each
a pickle and the buffers that it refers to. Only the parent that started the process writes to it. A child of its own,
and not a fork or multiprocessing, because the parent may hold an open DuckDB file and a `__main__` that takes seconds
to import.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import struct
import sys
import time
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import IO, Any, Literal

from ingest.batches import DocumentBatch, pack, to_batch
from ingest.discovery import DocumentSource, pack_parts, read_bounded
from ingest.limits import Limits
from ingest.model import DocumentRefusedError, ParsedDocument

try:
    import resource
except ImportError:  # Windows has no resource limits; the parent's timeout still holds
    resource = None  # type: ignore[assignment]  # a module or nothing

_LENGTH = struct.Struct(">Q")
_COUNT = struct.Struct(">I")
READY = "ready"
_YOUNG_OBJECTS = 500_000  # a document of ten thousand cells stays below
_LEFT_OBJECTS = 20_000  # more is what a document left behind in cycles; what is kept for the next is less
_GRACE_SECONDS = 5.0  # the parent's timeout comes first; this one is for a parent that was killed


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker gives back: a parsed document as columns, or the code and detail of a refusal."""

    status: Literal["parsed", "refused"]
    batch: DocumentBatch | None
    reason_code: str
    detail: str
    seconds: float
    peak_bytes: int


def write_message(stream: IO[bytes], message: object) -> None:
    """Write one pickle and, behind it, the large buffers in it, so that they are not copied into it."""
    buffers: list[pickle.PickleBuffer] = []
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL, buffer_callback=buffers.append)
    parts = [memoryview(data), *(buffer.raw() for buffer in buffers)]
    stream.write(_COUNT.pack(len(parts)) + b"".join(_LENGTH.pack(part.nbytes) for part in parts))
    for part in parts:
        stream.write(part)
    stream.flush()


def read_message(stream: IO[bytes]) -> Any:
    """Read one message; raises EOFError when the other side is gone."""
    header = stream.read(_COUNT.size)
    if len(header) < _COUNT.size:
        raise EOFError("The other process has ended")
    lengths = [_LENGTH.unpack(_read_all(stream, _LENGTH.size))[0] for _ in range(_COUNT.unpack(header)[0])]
    data, *buffers = [_read_all(stream, length) for length in lengths]
    return pickle.loads(data, buffers=buffers)


def _read_all(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError("The other process ended in the middle of a message")
    return data


def parse_source(source: DocumentSource, limits: Limits) -> ParsedDocument:
    """Read the bytes of one document, detect its format and recognise its statements.

    Raises DocumentRefusedError for a document that cannot be used, OSError for one that cannot be read.
    """
    from ingest.parse import parse_document
    from ingest.readers import NEEDS_OCR_WARNING, read_document

    content = pack_parts(source, limits.max_bytes) if source.parts else read_bounded(source.path, limits.max_bytes)
    document = read_document(source.name, content, limits)
    try:
        return parse_document(str(source.path), source.name, content, document, _vocabulary())
    except DocumentRefusedError as error:
        scanned = next((text for text in document.warnings if NEEDS_OCR_WARNING in text), None)
        if error.code == "no_statements" and scanned:
            # The statements are most likely on the pages that are pictures: say what helps.
            raise DocumentRefusedError("needs_ocr", scanned) from error
        raise


_VOCABULARY: list[Any] = []


def _vocabulary() -> Any:
    """The seeds are read once a process."""
    if not _VOCABULARY:
        from ingest.vocabulary import load_vocabulary

        _VOCABULARY.append(load_vocabulary())
    return _VOCABULARY[0]


def answer(source: DocumentSource, limits: Limits) -> Reply:
    """Parse one document and turn each expected failure into a refusal."""
    started = time.perf_counter()
    batch: DocumentBatch | None = None
    code = detail = ""
    try:
        batch = to_batch(parse_source(source, limits))
    except DocumentRefusedError as error:
        code, detail = error.code, error.detail
    except FileNotFoundError:
        code, detail = "vanished", f"{source.path} is no longer there"
    except OSError as error:
        code, detail = "unreadable_file", f"{source.path}: {error.strerror or error}"
    except MemoryError:
        code, detail = "out_of_memory", f"More than {limits.memory_bytes >> 20} MB above the start of the worker"
    except RecursionError:
        code, detail = "expansion_bomb", "Nested deeper than the parser can follow"
    seconds = time.perf_counter() - started
    return Reply("refused" if code else "parsed", batch, code, detail, seconds, _peak_bytes())


def _peak_bytes() -> int:
    """The most memory this process has held; 0 where the system does not say.

    VmHWM and not ru_maxrss: on Linux the latter starts from what the parent held.
    """
    peak = _memory_status("VmHWM")
    if peak is not None:
        return peak
    if resource is None:
        return 0
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest if sys.platform == "darwin" else largest * 1024


def _memory_status(name: str) -> int | None:
    """One line of /proc/self/status in bytes."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    lines = status.read_text(encoding="ascii", errors="replace").splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:")), None)


def _limit_memory(memory_bytes: int) -> None:
    """Bound private writable memory to what is held now plus the limit.

    RLIMIT_DATA counts heap and private anonymous mappings (Linux ≥ 4.7), not the mapped code of libraries, so it is
    near what is really used; RLIMIT_AS would count address space that is only reserved.
    """
    held = _memory_status("VmData")
    if resource is None or held is None:
        return
    limit = held + memory_bytes
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or limit <= hard:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


class _WithoutPandas(MetaPathFinder):
    """Says that there is no pandas: pyarrow would import it, half a second and 60 MB, only to ask of each list of
    values whether it is a column of it."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError("The worker does without pandas", name=name)


def _spare_collections() -> None:
    """Let the garbage collector pass over what stays, and leave the rows of one document alone while they grow.

    Rows refer to nothing that refers to them; looking at them again and again took a quarter of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS, 20, 20)


def _serve(requests: IO[bytes], replies: IO[bytes]) -> None:
    limits: Limits = read_message(requests)
    _vocabulary()
    _limit_memory(limits.memory_bytes)
    _spare_collections()
    write_message(replies, READY)
    while True:
        try:
            source: DocumentSource = read_message(requests)
        except EOFError:
            return
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, limits.seconds + _GRACE_SECONDS)
        reply = answer(source, limits)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        packed = pack(reply.batch) if reply.batch else None
        write_message(replies, (reply.status, packed, reply.reason_code, reply.detail, reply.seconds, reply.peak_bytes))
        del reply, packed
        if gc.get_count()[0] > _LEFT_OBJECTS:
            gc.collect(0)


def main() -> None:
    """Keep standard output for replies: what a library prints goes to standard error."""
    sys.meta_path.insert(0, _WithoutPandas())
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _serve(sys.stdin.buffer, replies)


if __name__ == "__main__":
    main()
