"""The rows that pass between the steps of a check: rule → measurement → verdict → report. No I/O here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["gate", "warning"]
"""What a failure does: `gate` closes the gate, `warning` is shown and lets the build pass."""

Outcome = Literal["pass", "warn", "fail", "error"]
"""`error`: the expectation could not be judged, which closes the gate whatever its severity."""

Number = int | float
"""A count, or a share between 0 and 1. Never money."""


class SeedError(Exception):
    """A seed that the suites are made from is missing or incomplete; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages of the interface, without a full stop."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A structural rule: a query for the rows that break it.

    `failing_rows` is one select; each column it returns says where (document, table, row …) or what was found.
    The measure that is judged is the number of its rows or, where `share_column` names one of its columns, the
    largest value in it; the query then returns every document and the rows above the maximum are the failing
    ones. `threshold_code` names the maximum in seeds/expectation_thresholds.csv; without one it is 0.
    `by_document` says that each row it returns hangs on the rows of one document, so that a check after a build that
    added documents may look at these only. `subject` is the table that is watched; `what` says what holds when the
    rule is kept.
    """

    expectation_id: str
    suite: str
    subject: str
    severity: Severity
    what: Text
    remedy: Text
    failing_rows: str
    share_column: str | None = None
    threshold_code: str | None = None
    by_document: bool = False


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one expectation looks at: a single number that must lie between 0 and `maximum`.

    `observed` is None where it could not be measured and `fault` then says why. `failing_rows` is a JSON array of
    at most `frames.FAILING_ROW_LIMIT` objects. `where` names the first of them for a reader.
    """

    expectation_id: str
    suite: str
    subject: str
    severity: Severity
    what: Text
    remedy: Text
    maximum: Number
    observed: Number | None
    observed_text: str
    expected_text: str
    where: Text = Text("", "")
    failing_rows: str = "[]"
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What Great Expectations said of one measurement; `error` is empty unless the engine raised."""

    expectation_type: str
    success: bool
    error: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of `quality.expectation_results`, without its run."""

    suite: str
    expectation_id: str
    expectation_type: str
    subject: str
    severity: Severity
    outcome: Outcome
    observed: str
    expected: str
    message_zh: str
    message_en: str
    failing_rows: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found. The counts add up to `expectation_count`; the gate is open when nothing failed or erred."""

    run_id: str
    expectation_count: int
    pass_count: int
    warn_count: int
    fail_count: int
    error_count: int
    gate: Literal["open", "closed"]
    failures: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
