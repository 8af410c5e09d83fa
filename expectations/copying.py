"""A copy of the build file, made while it is being checked: what is published is what was checked, and nobody waits."""

from __future__ import annotations

import shutil
from pathlib import Path
from threading import Thread


class FileCopy:
    """Copies a file that nobody writes, in a thread. The copy stands under its name only when it is whole.

    A copy that fails (no room, a write-ahead log beside the file) is left out: whoever wants one makes it then.
    """

    def __init__(self, source: Path, copy: Path) -> None:
        self._source, self._copy = source, copy
        self._unfinished = copy.with_name(f"{copy.name}.unfinished")
        self._thread = Thread(target=self._run)
        self._thread.start()

    def wait(self) -> None:
        """Until then the source must not be written."""
        self._thread.join()

    def _run(self) -> None:
        if Path(f"{self._source}.wal").exists():
            return
        try:
            shutil.copyfile(self._source, self._unfinished)
            self._unfinished.replace(self._copy)
        except OSError:
            self._unfinished.unlink(missing_ok=True)
