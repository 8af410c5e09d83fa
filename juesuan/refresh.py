"""The stages of a run: ingest, build, check, publish. Each ends in a row of the run record."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

from ingest.pipeline import IngestProgress, IngestReport, SourceOutcome, bundled_documents, ingest_documents
from juesuan import runs
from juesuan.checking import CheckProcess
from juesuan.console import Reporter
from juesuan.errors import StageError, UsageProblemError
from juesuan.incremental import forget_unpublished, unpublished_documents
from juesuan.locking import exclusive, open_build
from juesuan.publish import PublishReport, copy_made_while_checked, publish, remove_leftovers
from juesuan.refusals import refusal_reasons
from juesuan.settings import Settings, WarehousePaths
from juesuan.transform import build_models, project_fingerprint


@dataclass(frozen=True, slots=True)
class Run:
    """One command at work on one warehouse."""

    run_id: str
    paths: WarehousePaths
    settings: Settings
    reporter: Reporter


OUTCOMES = {
    "refresh": "published",
    "ingest": "ingested",
    "build": "built",
    "check": "checked",
    "publish": "published",
}
"""What a command that ended well has done, as `quality.refresh_runs.outcome` says it."""


@contextmanager
def recorded_run(command: str, paths: WarehousePaths, settings: Settings, reporter: Reporter) -> Iterator[Run]:
    """Hold the warehouse, open the run's row, and close it however the run ends."""
    with exclusive(paths):
        run = Run(runs.new_run_id(), paths, settings, reporter)
        runs.begin(paths, run.run_id, command)
        try:
            yield run
            runs.finish(paths, run.run_id, OUTCOMES[command], 0)
        except StageError as error:
            runs.finish(paths, run.run_id, "failed", error.exit_code, error.stage, error.what)
            raise
        except KeyboardInterrupt:
            runs.finish(paths, run.run_id, "interrupted", 130, message="stopped from the keyboard")
            raise


def refresh(documents: Sequence[Path], run: Run, *, full_refresh: bool = False, reread: bool = False) -> None:
    """Ingest what is new or to be read again, build, check and publish; when nothing changed, say so and do nothing.

    Raises:
        StageError: a stage failed; the published warehouse is untouched.
    """
    try:
        with CheckProcess() as checks:
            ingest(documents, run, reread=reread)
            fingerprint = state_fingerprint(run.paths)
            if not full_refresh and is_published(run.paths, fingerprint):
                run.reporter.done("publish", "nothing changed; the published warehouse is current")
                runs.finish(run.paths, run.run_id, "unchanged", 0)
                return
            build(run, full_refresh=full_refresh)
            check(run, checks, copy_to=copy_made_while_checked(run.paths, run.run_id))
        publish_checked(run)
    finally:
        remove_leftovers(run.paths)


def ingest(documents: Sequence[Path], run: Run, *, reread: bool = False) -> IngestReport:
    """Read new documents into the raw tables; with none given, the bundled sample. `reread`: known ones as well."""
    chosen = list(documents) or bundled_documents()
    with _timed(run, "ingest") as words, run.reporter.progress("ingest") as advance:

        def follow(progress: IngestProgress) -> None:
            advance(progress.outcome.source_name, progress.done, progress.total)

        report = ingest_documents(
            chosen,
            run.paths.build,
            run.run_id,
            worker_count=run.settings.workers,
            progress=follow,
            reread=reread,
            memory_limit=run.settings.memory_limit,
        )
        figures = sum(outcome.counts.printed_number_count for outcome in report.ingested)
        again = f"{report.reread_count} read again, " if report.reread_count else ""
        words.append(
            f"{report.ingested_count} new, {again}{report.unchanged_count} unchanged, "
            f"{report.quarantined_count} quarantined; {figures} printed numbers read"
        )
    for outcome in report.quarantined:
        _say_quarantined(outcome, run.reporter)
    runs.record_stage(run.paths, run.run_id, "ingest", "done", message=words[0])
    if not report.ingested and not report.unchanged_count:
        raise _nothing_read(chosen, report)
    return report


def _say_quarantined(outcome: SourceOutcome, reporter: Reporter) -> None:
    reason = refusal_reasons()[outcome.reason_code or ""]
    reporter.warning(f"quarantined {outcome.source_path} ({outcome.reason_code}): {reason.title}")
    reporter.warning(f"   what  {outcome.detail}")
    reporter.warning(f"  to do  {reason.remedy}")


def _nothing_read(chosen: Sequence[Path], report: IngestReport) -> StageError:
    where = ", ".join(str(path) for path in chosen[:5])
    if not report.outcomes:
        return StageError("ingest", "there is no document here", where, "give a document or a folder that holds some")
    return StageError(
        "ingest",
        f"none of the {report.quarantined_count} documents given could be read",
        where,
        "see the warnings above, one for each document",
    )


def build(run: Run, *, full_refresh: bool = False) -> None:
    """Build every model on what is in the raw tables."""
    _require_documents(run.paths)
    fingerprint = state_fingerprint(run.paths)
    with _timed(run, "build") as words, run.reporter.progress("build") as advance:
        report = build_models(run.paths, run.settings, full_refresh=full_refresh, progress=advance)
        words.append(f"{report.node_count} dbt nodes, {report.test_count} data tests, {report.warning_count} warnings")
    runs.record_stage(run.paths, run.run_id, "build", "done", fingerprint, words[0])


def check_alone(run: Run) -> None:
    """Judge the built tables without a refresh around it."""
    with CheckProcess() as checks:
        check(run, checks)


def check(run: Run, checks: CheckProcess, *, copy_to: Path | None = None) -> None:
    """Judge the built tables; a closed gate ends the run. `copy_to`: where the build is copied to meanwhile."""
    built = _stage(run.paths, "build")
    if built is None:
        raise UsageProblemError("check", "nothing is built yet", str(run.paths.build), "run `juesuan build` first")
    with _timed(run, "check") as words, run.reporter.progress("check"):
        documents = _documents_to_check(run.paths, built.fingerprint)
        report = checks.check(run.paths, run.run_id, documents, run.settings.memory_limit, copy_to)
        words.append(
            f"{report.expectation_count} expectations: {report.pass_count} pass, {report.warn_count} warn, "
            f"{report.fail_count + report.error_count} fail; the gate is {report.gate}"
        )
    runs.record_stage(run.paths, run.run_id, "check", report.gate, built.fingerprint, words[0])
    if report.gate != "open":
        raise StageError(
            "check",
            "the gate is closed: "
            + "; ".join(shorten(failure.message_en, 300, placeholder=" …") for failure in report.failures[:5]),
            str(run.paths.build),
            "`juesuan status` lists what failed; mend the document or the rule and refresh again",
        )


def _documents_to_check(paths: WarehousePaths, fingerprint: str) -> list[str] | None:
    """The documents built since the last publish; None where everything is to be checked."""
    published = _stage(paths, "publish")
    if published is None or project_of(published.fingerprint) != project_of(fingerprint):
        return None
    with open_build(paths, read_only=True) as connection:
        return unpublished_documents(connection)


def publish_checked(run: Run) -> PublishReport:
    """Publish what the last check let through, and nothing else."""
    built, checked = _stage(run.paths, "build"), _stage(run.paths, "check")
    if built is None or checked is None or checked.finished_at < built.finished_at or checked.outcome != "open":
        raise UsageProblemError(
            "publish",
            "the newest build has not passed its checks",
            str(run.paths.build),
            "run `juesuan check` first (or `juesuan refresh`, which does every step)",
        )
    with _timed(run, "publish") as words:
        report = publish(run.paths, run.run_id)
        words.append(f"{len(report.row_counts)} tables, {report.byte_size / 1e6:.1f} MB to {report.path}")
    with open_build(run.paths) as connection:
        forget_unpublished(connection)
    runs.record_stage(run.paths, run.run_id, "publish", "done", built.fingerprint, words[0])
    return report


def state_fingerprint(paths: WarehousePaths) -> str:
    """What a build would be made of: the project's sources and how far ingest has come."""
    with open_build(paths, read_only=True) as connection:
        if not runs.has_table(connection, "raw", "documents"):
            return ""
        sequence = connection.execute(
            "select max(coalesce(reading_sequence, ingest_sequence)), count(*) from raw.documents"
        ).fetchall()[0]
    return f"{project_fingerprint()}:{sequence[0]}:{sequence[1]}"


def project_of(fingerprint: str) -> str:
    """The part of a state's fingerprint that tells the project's sources."""
    return fingerprint.split(":", maxsplit=1)[0]


def is_published(paths: WarehousePaths, fingerprint: str) -> bool:
    """Whether the published file was made from exactly this state."""
    published = _stage(paths, "publish")
    return paths.published.exists() and published is not None and published.fingerprint == fingerprint


def _stage(paths: WarehousePaths, stage: str) -> runs.StageRun | None:
    with open_build(paths, read_only=True) as connection:
        return runs.latest_stages(connection).get(stage)


def _require_documents(paths: WarehousePaths) -> None:
    if not state_fingerprint(paths):
        raise UsageProblemError(
            "build", "no document was ever ingested", str(paths.build), "run `juesuan ingest DOCUMENT` first"
        )


@contextmanager
def _timed(run: Run, stage: str) -> Iterator[list[str]]:
    """Print the stage's closing words with its seconds once it has ended well."""
    words: list[str] = []
    run.reporter.begin(stage)
    began = time.monotonic()
    yield words
    run.reporter.done(stage, f"{'; '.join(words)} ({time.monotonic() - began:.1f} s)")
