"""The rows of the narrative and what stands between text and row: plain frozen data, no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


class RawNarrativeFigure(NamedTuple):
    """One figure of the narrative, or one fact that it states without a number (`value_text` is None then).

    `value_text` is the number as printed, spaces included; `unit_printed` the unit as printed and `unit_name` what it
    stands for (万元, %, 个 …). `anomaly` joins by `;` what is odd in the print: unit_before_number, template_residue,
    missing_number, missing_unit, unit_incomplete, initial_word_cut, stray_mark, approximate, range, marker_repeated,
    entry_cut, in_reason, in_purpose, in_composition, in_prose (the last four: the figure stands in free words and is
    left unclassified). `pattern_words` are the words of the seed that decided topic or metric.
    """

    figure_index: int
    section_code: str
    section_title: str
    item_number: str | None
    subject_class_name: str | None
    subject_section_name: str | None
    subject_item_name: str | None
    subject_code: str | None
    subject_evidence: str | None
    entity_name: str | None
    topic_code: str | None
    metric_code: str
    direction: str | None
    rate_label: str | None
    value_text: str | None
    unit_printed: str | None
    unit_name: str | None
    reason_text: str | None
    sentence: str
    source_page: int
    source_line: int
    source_position: int
    pattern_words: str | None
    anomaly: str | None


@dataclass(frozen=True, slots=True)
class PrintedSubject:
    """A function subject of the document's own statements: its code, a label it bears and its printed amounts.

    The amounts are in the unit of the statements, whatever it is.
    """

    subject_code: str
    label: str
    amounts: frozenset[Decimal]


class SubjectPath(NamedTuple):
    """A subject as the narrative names it; `printed_code` where the code stands beside the name."""

    class_name: str | None = None
    section_name: str | None = None
    item_name: str | None = None
    printed_code: str | None = None
    anomaly: str | None = None


class SourceLine(NamedTuple):
    """One line of text outside any grid. `after_grid` marks the first line behind a grid or a new sheet."""

    page: int
    line: int
    text: str
    after_grid: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the narrative: its heading as printed and its lines, the heading's own words taken off."""

    section_code: str
    title_printed: str
    lines: tuple[SourceLine, ...]
    offsets: tuple[int, ...]
    """For each line how many characters of its text belong to the heading."""
