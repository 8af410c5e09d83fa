"""A figure or fact as the grammar finds it in a block, and what the words before a number make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.narrative.model import SubjectPath
from ingest.narrative.vocabulary import Unit

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
    is_range = _RANGE.fullmatch(match["value"]) is not None
    return [*(["approximate"] if match["about"] else []), *(["range"] if is_range else [])]
