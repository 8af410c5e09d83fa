"""Sentences of the narrative with every figure marked and led to the cell that it repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

from app.components import (
    Html,
    Row,
    line_parameter,
    line_title,
    page_address,
    place_text,
    wan_words,
)
from app.formatting import outward_interval, plain
from app.i18n import say, say_code, title_of

NOTABLE = ("differs", "refuted", "within_rounding")
"""Marks worth looking at, the gravest first."""
WITHOUT_MARK = frozenset({"glossary_entry", "listed_items", "reason"})
"""Facts whose words are the whole sentence: nothing in it stands out."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and its figures in reading order; all of them stand in one section and item."""

    text: str
    figures: tuple[Row, ...]


def split_sentences(figures: Sequence[Row]) -> Iterator[Sentence]:
    """Neighbouring figures of one sentence together. The same words printed twice are two sentences."""
    for (_, _, text), members in groupby(
        figures, key=lambda row: (row["section_code"], row["item_number"], row["sentence"])
    ):
        yield Sentence(text, tuple(members))


def place_in_sentence(
    sentence: str, words: str, line_text: str, position: int, taken: Sequence[tuple[int, int]] = ()
) -> tuple[int, int] | None:
    """Begin and end in the sentence of the words that the line has at `position` (from 1); None where they are not.

    The same digits may stand several times (0 in 2020). The sentence is made of whole stretches of lines, so the
    place is the one with the longest surroundings in common with the line; `taken` places are of other figures.
    Blanks between the characters do not count.
    """
    spans = [match.span() for match in re.finditer(r"\s*".join(map(re.escape, words)), sentence)] if words else []
    free = [span for span in spans if all(span[0] >= end or span[1] <= begin for begin, end in taken)]
    common = {span: _common_surroundings(sentence, span[0], line_text, position - 1) for span in free}
    best = max(free, key=lambda span: common[span], default=None)
    # A file whose lines are not kept has nothing to compare with: then the first free place is the one.
    return None if best is None or (line_text and not common[best]) else best


def _common_surroundings(sentence: str, start: int, line: str, place: int) -> int:
    if place > len(line):
        return 0
    before = 0
    while before < min(start, place) and sentence[start - before - 1] == line[place - before - 1]:
        before += 1
    after = 0
    while (
        start + after < len(sentence) and place + after < len(line) and sentence[start + after] == line[place + after]
    ):
        after += 1
    return before + after


def sentence_html(sentence: Sentence, document_id: str, chosen: int | None = None) -> Html:
    """The sentence with its figures marked; the marks say and show how each compares with the cell it repeats."""
    pieces, end = [], 0
    for begin, stop, figure in _marked_places(sentence):
        pieces.append(escape(sentence.text[end:begin]))
        pieces.append(_mark(sentence.text[begin:stop], figure, document_id, figure["figure_index"] == chosen))
        end = stop
    return Html("".join([*pieces, escape(sentence.text[end:])]))


def _marked_places(sentence: Sentence) -> list[tuple[int, int, Row]]:
    places: list[tuple[int, int, Row]] = []
    # Numbers first: the words of a fact without number must not take a number's place.
    for figure in sorted(sentence.figures, key=lambda row: row["value_text"] is None):
        if figure["metric_code"] in WITHOUT_MARK:
            continue
        words = figure["value_text"] or figure["pattern_words"] or ""
        taken = [(begin, end) for begin, end, _ in places]
        span = place_in_sentence(sentence.text, words, plain(figure["line_text"]), figure["source_position"], taken)
        if span is not None:
            places.append((*span, figure))
    return sorted(places, key=lambda place: place[0])


def _mark(words: str, figure: Row, document_id: str, is_chosen: bool) -> str:
    classes = f"js-mark js-{escape(mark_kind(figure))}" + (" js-chosen" if is_chosen else "")
    title = escape(figure_words(figure))
    if not figure["table_statement_code"]:
        return f'<span class="{classes}" title="{title}">{escape(words)}</span>'
    address = escape(table_cell_address(figure, document_id))
    return f'<a class="{classes}" title="{title}" href="{address}">{escape(words)}</a>'


def mark_kind(figure: Row) -> str:
    """How a figure is marked: refuted by its own operands, as it compares with its cell, or without one.

    A broken check refutes a percentage that repeats no cell: it follows from other figures. An amount in a broken
    check is `involved`, because a broken sum does not say which of its figures is wrong.
    """
    is_broken = figure["check_status"] == "broken"
    if figure["rate_status"] == "disagrees" or (is_broken and figure["unit_name"] == "%"):
        return "refuted"
    if figure["table_agreement"]:
        return str(figure["table_agreement"])
    if is_broken:
        return "involved"
    return "unclassified" if figure["metric_code"] == "unclassified" else "free"


def is_notable(figure: Row) -> bool:
    """Whether a reader should look at the figure: something contradicts it, or only rounding makes it agree."""
    return mark_kind(figure) in NOTABLE or figure["check_status"] == "broken"


def about_words(figure: Row) -> str:
    """What a figure is about: the subject, the project, or the topic, and the metric."""
    subject = f"{plain(figure['subject_code'])} {plain(figure['subject_name'])}".strip()
    about = subject or plain(figure["entity_name"]) or title_of(figure, "topic_title")
    return " · ".join(part for part in (about, title_of(figure, "metric_title")) if part)


def figure_words(figure: Row) -> str:
    """A figure in one line: what it is about, and how it compares with its cell."""
    agreement = figure["table_agreement"]
    parts = [about_words(figure)]
    if agreement:
        parts += [say(f"agreement.{agreement}"), table_words(figure)]
    if figure["check_status"] == "broken":
        parts.append(say("remark.check", title=title_of(figure, "check_title")))
    if figure["rate_status"]:
        parts.append(say("narrative.rate", verdict=say(f"rate_status.{figure['rate_status']}")))
    return " · ".join(parts)


def table_words(figure: Row) -> str:
    """The cell that a figure repeats, in words, with the amount printed in it."""
    amount = figure["table_amount_yuan"]
    shown = say("figure.blank") if amount is None else wan_words(amount)
    return f"{table_cell_words(figure)}: {shown}"


def table_cell_words(figure: Row) -> str:
    """Statement, line and column of the cell that a figure repeats."""
    line = line_title({**figure, "line_code": figure["table_line_code"], "line_label": figure["subject_name"]})
    parts = (title_of(figure, "statement_title"), line, title_of(figure, "measure_title"))
    return " · ".join(part for part in parts if part)


def table_cell(figure: Row) -> dict[str, Any] | None:
    """The key of the cell that a figure repeats, as `link_to_cell` wants it."""
    if not figure["table_statement_code"]:
        return None
    return {
        "statement_code": figure["table_statement_code"],
        "side": figure["table_side"],
        "line_code": figure["table_line_code"],
        "measure_code": figure["table_measure_code"],
    }


def table_cell_address(figure: Row, document_id: str) -> str:
    """The address of the cell that a figure repeats."""
    return page_address(
        "statement",
        document=document_id,
        statement=figure["table_statement_code"],
        line=line_parameter(figure["table_side"] or "", figure["table_line_code"]),
        measure=figure["table_measure_code"],
    )


def sentences_html(sentences: Sequence[Sentence], document_id: str, chosen: int | None = None) -> Html:
    """Sentences below each other with their places, and a note below each that disagrees or has a fact in words."""
    entries, last = [], ("", "")
    told: set[tuple[str, str]] = set()
    for sentence in sentences:
        heading = item_heading(sentence)
        # A sum of many items is named where it is met first; below, the marks say which figures take part.
        remarks = [remark for remark in dict.fromkeys(_remarks(sentence)) if remark not in told]
        told.update(remarks)
        entries.append(_entry(sentence, document_id, chosen, "" if heading == last else heading[1], remarks))
        last = heading
    return Html(f'<div class="js-sentences">{"".join(entries)}</div>')


def item_heading(sentence: Sentence) -> tuple[str, str]:
    """Number and subject of a numbered item, whose name stands before its sentences and in none of them."""
    first = sentence.figures[0]
    subject = f"{plain(first['subject_code'])} {plain(first['subject_name'])}".strip()
    return plain(first["item_number"]), subject if first["item_number"] else ""


def _entry(
    sentence: Sentence, document_id: str, chosen: int | None, heading: str, remarks: Sequence[tuple[str, str]]
) -> str:
    first = sentence.figures[0]
    number = f"<strong>{escape(first['item_number'])}</strong> · " if first["item_number"] else ""
    title = f'<div class="js-item">{escape(heading)}</div>' if heading else ""
    notes = "".join(f'<div class="js-remark js-{escape(kind)}">{escape(words)}</div>' for kind, words in remarks)
    here = " js-here" if any(figure["figure_index"] == chosen for figure in sentence.figures) else ""
    return (
        f'<div class="js-sentence{here}"><div class="js-where">{number}{escape(place_text(first))}</div>'
        f'<div class="js-words">{title}{sentence_html(sentence, document_id, chosen)}{notes}</div></div>'
    )


def _remarks(sentence: Sentence) -> Iterator[tuple[str, str]]:
    for figure in sentence.figures:
        kind = figure["table_agreement"]
        if kind in ("differs", "within_rounding"):
            as_printed = f"{plain(figure['value_text'])} {plain(figure['unit_printed'])}".strip()
            printed = wan_words(figure["amount_yuan"]) or as_printed
            yield kind, say(f"remark.{kind}", printed=printed, table=table_words(figure))
        if figure["rate_status"] == "disagrees":
            words = outward_interval(figure["recomputed_rate_lower"], figure["recomputed_rate_upper"], 4)
            interval = f"{words[0]}% – {words[1]}%" if words[1] else f"≥ {words[0]}%"
            yield "differs", say("remark.rate", printed=f"{plain(figure['value_text'])}%", interval=interval)
        if figure["check_status"] == "broken":
            yield "differs", say("remark.check", title=title_of(figure, "check_title"))
        for code in plain(figure["anomaly"]).split(";"):
            if code and not code.startswith("in_"):
                printed = plain(figure["value_text"]) or plain(figure["pattern_words"])
                yield "anomaly", say("remark.anomaly", printed=printed, words=say_code("anomaly", code))
