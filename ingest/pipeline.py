"""From paths to raw rows: find documents, skip the known, parse the rest in workers, land and log each.

Resumable: a document is landed and logged in one step, so that a run killed at any moment leaves whole documents only,
and the next run passes over them as unchanged.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ingest.batches import CellCounts
from ingest.discovery import DocumentSource, bundled_documents, content_sha256, discover
from ingest.landing import IngestLogEntry, RawLanding
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.model import DocumentRefusedError
from ingest.rereading import KnownReadings, known_readings, with_stale
from ingest.worker_process import Reply
from ingest.workers import WorkerPool, default_worker_count

__all__ = ["IngestProgress", "IngestReport", "SourceOutcome", "bundled_documents", "ingest_documents"]

Status = Literal["ingested", "unchanged", "quarantined"]
_DOCUMENT_ID_DIGITS = 16
_EARLIER_STAYS = "{} (read again by another version of the parser; what the earlier one read stays)"
_READ_AGAIN = "Read again: another version of the parser had read it"


@dataclass(frozen=True, slots=True)
class SourceOutcome:
    """What became of one file or folder."""

    source_path: str
    source_name: str
    status: Status
    document_id: str | None = None
    reason_code: str | None = None
    detail: str = ""
    counts: CellCounts = field(default_factory=CellCounts)
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
    peak_bytes: int = 0
    is_reread: bool = False
    """The document was in raw already, read by another version of the parser."""


@dataclass(frozen=True, slots=True)
class IngestProgress:
    """How far a run is: `done` of `total` documents, and the one just finished."""

    done: int
    total: int
    elapsed_seconds: float
    outcome: SourceOutcome

    @property
    def documents_per_second(self) -> float:
        """The rate so far."""
        return self.done / self.elapsed_seconds if self.elapsed_seconds > 0 else 0.0

    @property
    def remaining_seconds(self) -> float:
        """What is left at the rate so far."""
        return (self.total - self.done) * self.elapsed_seconds / self.done if self.done else 0.0


@dataclass(frozen=True, slots=True)
class IngestReport:
    """The outcomes of one run, in the order of the paths."""

    run_id: str
    outcomes: tuple[SourceOutcome, ...]
    seconds: float

    @property
    def quarantined(self) -> tuple[SourceOutcome, ...]:
        """What was refused, each with `reason_code` (title and remedy in seeds/refusal_reasons.csv) and `detail`."""
        return tuple(outcome for outcome in self.outcomes if outcome.status == "quarantined")

    @property
    def ingested(self) -> tuple[SourceOutcome, ...]:
        """What is new in raw or was read again."""
        return tuple(outcome for outcome in self.outcomes if outcome.status == "ingested")

    @property
    def ingested_count(self) -> int:
        """Documents new in raw."""
        return self._count("ingested") - self.reread_count

    @property
    def reread_count(self) -> int:
        """Documents whose rows were replaced by a new reading."""
        return sum(outcome.is_reread for outcome in self.ingested)

    @property
    def unchanged_count(self) -> int:
        """Documents that were in raw already."""
        return self._count("unchanged")

    @property
    def quarantined_count(self) -> int:
        """Documents refused."""
        return self._count("quarantined")

    def _count(self, status: Status) -> int:
        return sum(outcome.status == status for outcome in self.outcomes)


def _no_progress(_: IngestProgress) -> None:
    """For callers that do not watch."""


def ingest_documents(
    paths: Sequence[Path],
    build_file: Path,
    run_id: str,
    limits: Limits = DEFAULT_LIMITS,
    worker_count: int | None = None,
    progress: Callable[[IngestProgress], None] = _no_progress,
    *,
    reread: bool = False,
    memory_limit: int | None = None,
) -> IngestReport:
    """Ingest files and folders into the raw schema of the build file.

    A document that another version of the parser has read is read again, its rows replaced, when it is among the files
    or still lies where it was found; with `reread` all of them are. Where the parser now refuses it, its earlier
    reading stays, and the refusal is reported. `memory_limit` bounds what DuckDB holds in this process, in bytes.

    Every file found ends in raw.ingest_log as ingested, unchanged or quarantined; a refusal never stops the run. Raises
    only what concerns the build file itself (duckdb.Error, OSError) or a broken installation (WorkerStartError).
    """
    started = time.perf_counter()
    workers = worker_count or default_worker_count()
    outcomes: list[SourceOutcome] = []
    with RawLanding(build_file, memory_limit) as landing:
        known = known_readings(landing.known_documents(), reread=reread)
        sources = with_stale(discover(paths), known, limits)
        with WorkerPool[_Task](limits, min(workers, max(1, len(sources)))) as pool:
            for task, reply in pool.map(_tasks(sources, known, limits)):
                outcome = _landed(task, reply, landing, run_id)
                outcomes.append(outcome)
                progress(IngestProgress(len(outcomes), len(sources), time.perf_counter() - started, outcome))
    return IngestReport(run_id, tuple(outcomes), time.perf_counter() - started)


@dataclass(frozen=True, slots=True)
class _Task:
    """One source, and what is decided about it before it is parsed."""

    source: DocumentSource
    sha256: str = ""
    decided: SourceOutcome | None = None
    is_reread: bool = False


def _tasks(
    sources: Sequence[DocumentSource], known: KnownReadings, limits: Limits
) -> Iterator[tuple[_Task, DocumentSource | None]]:
    """Pass a source on to the workers unless it is refused already, known, or a copy of one passed on before."""
    passed_on: set[str] = set()
    for source in sources:
        task = _examined(source, limits)
        if task.decided is None and (task.sha256 in known.current or task.sha256 in passed_on):
            task = _Task(source, task.sha256, _outcome(source, "unchanged", sha256=task.sha256))
        elif task.sha256 in known.stale:
            task = _Task(source, task.sha256, is_reread=True)
        passed_on.add(task.sha256)
        yield task, None if task.decided else source


def _examined(source: DocumentSource, limits: Limits) -> _Task:
    try:
        return _Task(source, content_sha256(source, limits.max_bytes))
    except DocumentRefusedError as error:
        code, detail = error.code, error.detail
    except FileNotFoundError:
        code, detail = "vanished", f"{source.path} is not there"
    except OSError as error:
        code, detail = "unreadable_file", f"{source.path}: {error.strerror or error}"
    return _Task(source, "", _outcome(source, "quarantined", code=code, detail=detail))


def _outcome(
    source: DocumentSource, status: Status, *, sha256: str = "", code: str | None = None, detail: str = ""
) -> SourceOutcome:
    return SourceOutcome(
        source_path=str(source.path),
        source_name=source.name,
        status=status,
        document_id=sha256[:_DOCUMENT_ID_DIGITS] or None,
        reason_code=code,
        detail=detail,
    )


def _landed(task: _Task, reply: Reply | None, landing: RawLanding, run_id: str) -> SourceOutcome:
    """Land a parsed document and log what became of the source."""
    if reply is None:
        assert task.decided is not None
        outcome = task.decided
    else:
        outcome = _from_reply(task, reply)
        if reply.batch is not None:
            landing.land_batch(reply.batch, replace=task.is_reread)
    landing.log(_log_entry(outcome, run_id))
    return outcome


def _from_reply(task: _Task, reply: Reply) -> SourceOutcome:
    batch = reply.batch
    return SourceOutcome(
        source_path=str(task.source.path),
        source_name=task.source.name,
        status="quarantined" if batch is None else "ingested",
        document_id=task.sha256[:_DOCUMENT_ID_DIGITS] if batch is None else batch.document.document_id,
        reason_code=reply.reason_code or None,
        detail=_EARLIER_STAYS.format(reply.detail) if batch is None and task.is_reread else reply.detail,
        is_reread=task.is_reread,
        counts=CellCounts() if batch is None else batch.counts,
        warnings=() if batch is None else batch.warnings,
        seconds=reply.seconds,
        peak_bytes=reply.peak_bytes,
    )


def _log_entry(outcome: SourceOutcome, run_id: str) -> IngestLogEntry:
    counts = outcome.counts
    notes = [*([_READ_AGAIN] if outcome.is_reread else []), *outcome.warnings]
    return IngestLogEntry(
        run_id=run_id,
        source_path=outcome.source_path,
        source_name=outcome.source_name,
        document_id=outcome.document_id,
        status=outcome.status,
        reason_code=outcome.reason_code,
        message=outcome.detail or "; ".join(notes) or None,
        table_count=counts.table_count,
        statement_count=counts.statement_count,
        cell_count=counts.cell_count,
        printed_number_count=counts.printed_number_count,
        placed_number_count=counts.placed_number_count,
        unplaced_number_count=counts.unplaced_number_count,
        blank_count=counts.blank_count,
        unreadable_count=counts.unreadable_count,
        seconds=outcome.seconds,
    )
