"""What stops a run, as one sentence each for what happened, where, and what to do; with its exit code."""

from __future__ import annotations


class StageError(Exception):
    """A run ended without publishing: exit code 1, the published warehouse is as it was."""

    exit_code = 1

    def __init__(self, stage: str, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.stage = stage
        self.what = what
        self.where = where
        self.remedy = remedy


class UsageProblemError(StageError):
    """The command was asked for something that cannot be: exit code 2."""

    exit_code = 2
