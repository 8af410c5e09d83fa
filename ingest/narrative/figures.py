"""A figure or fact as the grammar finds it in a block, and what the words before a number make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.narrative.model import SubjectPath
from ingest.narrative.vocabulary import Pattern, Unit

_RANGE = re.compile(r"\d+[-~].+")


@dataclass(slots=True)
class Figure:
    """A figure or fact found in a block: `start` to `end` are its characters there, without the unit."""

    start: int
    end: int
    has_number: bool
    topic_code: str | None
    metric_code: str
    subject: SubjectPath | None = None
    entity_name: str | None = None
    direction: str | None = None
    rate_label: str | None = None
    unit: Unit | None = None
    unit_printed: str | None = None
    reason: tuple[int, int] | None = None
    pattern_words: str | None = None
    anomalies: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Claim:
    """What the words before a number make of it."""

    topic_code: str | None
    metric_code: str
    direction: str | None = None
    rate_label: str | None = None
    pattern_words: str | None = None
    anomaly: str | None = None


def is_same_fact(one: Figure, other: Figure) -> bool:
    return (one.topic_code, one.subject, one.metric_code, one.direction) == (
        other.topic_code,
        other.subject,
        other.metric_code,
        other.direction,
    )


def inexact_marks(match: re.Match[str]) -> list[str]:
    """40余项, 3-5项: no number that could be counted with."""
    value, about = match.group("value", "about")
    marks = ["approximate"] if about else []
    if ("-" in value or "~" in value) and _RANGE.fullmatch(value):
        marks.append("range")
    return marks


def is_waiting_rate(pattern: Pattern, unit: Unit) -> bool:
    """Words of a completion rate behind which a number of another unit stands: their rate may still come."""
    return pattern.metric_code == "completion_rate" and pattern.unit_kind != unit.kind
