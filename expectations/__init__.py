"""The expectations on a build and the gate they guard: `run_checks` is the whole interface.

Nothing here imports Great Expectations until a check runs: the library takes two seconds to import.
"""

from __future__ import annotations

from expectations.model import CheckReport, Finding, SeedError
from expectations.runner import run_checks

__all__ = ["CheckReport", "Finding", "SeedError", "run_checks"]
