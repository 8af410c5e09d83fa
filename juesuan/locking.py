"""One refresh at a time: an operating-system lock that ends with its process, however that ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
from filelock import FileLock, Timeout

from ingest.storage import create_file
from juesuan.errors import StageError
from juesuan.settings import WarehousePaths


@contextmanager
def exclusive(paths: WarehousePaths) -> Iterator[None]:
    """Hold the warehouse for this process, or raise a `StageError` that names who holds it."""
    prepare_folder(paths)
    lock = FileLock(paths.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise StageError(
            "lock",
            f"another run is working on this warehouse{_holder(paths)}",
            str(paths.lock),
            "wait until it has ended, or give another --warehouse",
        ) from None
    except OSError as error:
        raise _unwritable(paths, error) from error
    try:
        (paths.folder / f"{paths.lock.name}.pid").write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        (paths.folder / f"{paths.lock.name}.pid").unlink(missing_ok=True)
        lock.release()


def prepare_folder(paths: WarehousePaths) -> None:
    """Make the warehouse's folder, or say why it cannot be written before any work is done."""
    try:
        paths.folder.mkdir(parents=True, exist_ok=True)
        probe = paths.folder / f".{paths.name}.{os.getpid()}.probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise _unwritable(paths, error) from error


def open_build(paths: WarehousePaths, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Open the build file, turning DuckDB's refusal into a sentence that says what to do."""
    try:
        if not read_only and not paths.build.exists():
            create_file(paths.build)
        return duckdb.connect(str(paths.build), read_only=read_only)
    except duckdb.Error as error:
        raise StageError(
            "open",
            f"the build file cannot be opened: {error}",
            str(paths.build),
            "if another program holds it, close that; if it is damaged, delete it and refresh from the documents again",
        ) from error


def bound_memory(connection: duckdb.DuckDBPyConnection, limit: int) -> None:
    """Let DuckDB hold no more than `limit` bytes, for all connections of this process to the file.

    What does not fit is written for the while to a folder beside the file, `NAME.build.duckdb.tmp`.
    """
    connection.execute("set memory_limit = ?", [f"{limit}B"])


def _holder(paths: WarehousePaths) -> str:
    try:
        return f" (process {(paths.folder / f'{paths.lock.name}.pid').read_text(encoding='ascii').strip()})"
    except OSError:
        return ""


def _unwritable(paths: WarehousePaths, error: OSError) -> StageError:
    return StageError(
        "lock",
        f"the warehouse's folder cannot be written: {error.strerror or error}",
        str(paths.folder),
        "give a folder you may write with --warehouse, or change its permissions",
    )
