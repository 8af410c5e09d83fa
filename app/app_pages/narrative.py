"""Page: the narrative sentence by sentence, every figure marked and led to the cell of a statement that it repeats."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import Any

import streamlit as st

from app import queries_narrative
from app.check_words import status_code
from app.choices import choose, remembered_choice
from app.components import (
    Html,
    Row,
    current_warehouse,
    explain_missing,
    facts_html,
    place_text,
    records,
    show_heading,
    status_html,
    tile_html,
    wan_words,
)
from app.formatting import count_text, plain
from app.i18n import say, say_code, title_of
from app.pickers import choose_current_document
from app.provenance import link_to_cell, show_lines_around
from app.sentences import (
    NOTABLE,
    Sentence,
    about_words,
    is_notable,
    mark_kind,
    sentences_html,
    split_sentences,
    table_cell,
    table_cell_words,
)
from app.warehouse import Warehouse

ALL_SECTIONS = "all"
ONLY_NOTABLE = "notable"
MARKS = ("equal", "within_rounding", "differs", "refuted", "involved", "table_blank", "free", "unclassified")
GLOSSARY = "glossary"


def show_page() -> None:
    warehouse = current_warehouse()
    show_heading("narrative")
    if explain_missing(warehouse, "narrative"):
        return
    document = choose_current_document(warehouse)
    document_id = document["document_id"]
    figures = records(queries_narrative.load_figures(warehouse, document_id))
    if not figures:
        st.info(say("narrative.none"))
        return
    _show_counts(figures)
    section = _choose_section(figures)
    shown = _figures_of(figures, section)
    chosen_slot, text_slot = st.container(), st.container()
    with chosen_slot:
        chosen = _show_figure(warehouse, document_id, shown)
    with text_slot:
        _show_sections(shown, document_id, chosen)


def _show_counts(figures: list[dict[str, Any]]) -> None:
    kinds = Counter(mark_kind(figure) for figure in figures)
    numbers = sum(figure["value_text"] is not None for figure in figures)
    tiles = (
        tile_html(say("narrative.numbers"), count_text(numbers), say("narrative.facts", count=len(figures) - numbers)),
        tile_html(
            say("narrative.repeat"), count_text(kinds["equal"] + kinds["within_rounding"]), say("narrative.repeat_note")
        ),
        tile_html(
            say("narrative.differ"), count_text(kinds["differs"] + kinds["refuted"]), say("narrative.differ_note")
        ),
        tile_html(say("narrative.blank"), count_text(kinds["table_blank"]), say("narrative.blank_note")),
    )
    with st.container(key="tiles_narrative"):
        for column, html in zip(st.columns(len(tiles)), tiles, strict=True):
            with column, st.container(border=True, height="stretch"):
                st.html(html)


def _choose_section(figures: list[dict[str, Any]]) -> str:
    titles = {figure["section_code"]: title_of(figure, "section_title") for figure in figures}
    words = {ALL_SECTIONS: say("narrative.all"), **titles}
    if any(is_notable(figure) for figure in figures):
        words = {ALL_SECTIONS: words.pop(ALL_SECTIONS), ONLY_NOTABLE: say("narrative.only_notable"), **words}
    asked = remembered_choice("figure")
    section_of = {str(figure["figure_index"]): figure["section_code"] for figure in figures}
    # A link to a figure opens its section; a choice made on the page itself wins from then on.
    return choose(
        "section",
        say("narrative.choose_section"),
        list(words),
        lambda code: words[code],
        default=section_of.get(asked or ""),
    )


def _figures_of(figures: list[dict[str, Any]], section: str) -> list[dict[str, Any]]:
    """The figures of a section, or of every sentence that has a notable one: sentences are shown whole."""
    if section == ONLY_NOTABLE:
        sentences = (one.figures for one in split_sentences(figures) if any(map(is_notable, one.figures)))
        return [dict(figure) for members in sentences for figure in members]
    return [figure for figure in figures if section in (ALL_SECTIONS, figure["section_code"])]


def _show_sections(figures: list[dict[str, Any]], document_id: str, chosen: int) -> None:
    st.html(_legend())
    by_section: dict[str, list[dict[str, Any]]] = {}
    for figure in figures:
        by_section.setdefault(figure["section_code"], []).append(figure)
    for members in by_section.values():
        first = members[0]
        st.header(title_of(first, "section_title"))
        if first["section_title_printed"]:
            st.caption(say("narrative.printed_heading", title=first["section_title_printed"]))
        sentences = list(split_sentences(members))
        told = [one for one in sentences if not _is_free_text(one)]
        free = [one for one in sentences if _is_free_text(one)]
        if told:
            st.html(sentences_html(told, document_id, chosen))
        if free:
            words = "narrative.glossary" if str(first["section_code"]).startswith(GLOSSARY) else "narrative.free_text"
            is_open = any(figure["figure_index"] == chosen for one in free for figure in one.figures)
            with st.expander(say(words, count=len(free)), expanded=is_open):
                st.html(sentences_html(free, document_id, chosen))


def _is_free_text(sentence: Sentence) -> bool:
    """Prose whose numbers are not interpreted, and entries of the glossary: kept, but out of the way."""
    return all(figure["metric_code"] in ("unclassified", "glossary_entry") for figure in sentence.figures)


def _legend() -> str:
    marks = "".join(
        f'<span><span class="js-mark js-{kind}">123.45</span> {say(f"mark.{kind}")}</span>' for kind in MARKS
    )
    return f'<div class="js-marks">{marks}</div>'


def _show_figure(warehouse: Warehouse, document_id: str, figures: list[dict[str, Any]]) -> int:
    """One figure with its meaning, the cell it repeats and its lines in the document; its index."""
    by_key = {str(figure["figure_index"]): figure for figure in figures}
    notable = min(
        (key for key, figure in by_key.items() if mark_kind(figure) in NOTABLE),
        key=lambda key: NOTABLE.index(mark_kind(by_key[key])),
        default=None,
    )
    key = choose(
        "figure",
        say("narrative.choose_figure"),
        list(by_key),
        lambda key: _label(by_key[key]),
        default=notable,
        help_text=say("narrative.choose_help"),
    )
    figure = by_key[key]
    facts, lines = st.columns([4, 5], gap="medium")
    with facts:
        st.html(_facts(figure))
        cell = table_cell(figure)
        if cell is not None:
            link_to_cell(say("narrative.open_cell"), document_id, cell)
    with lines:
        show_lines_around(
            warehouse, document_id, {**figure, "source_text": figure["value_text"], "source_column": None}
        )
    return int(figure["figure_index"])


def _label(figure: Row) -> str:
    printed = f"{plain(figure['value_text'])}{plain(figure['unit_printed'])}" or plain(figure["pattern_words"])
    return " · ".join(part for part in (printed, about_words(figure), place_text(figure)) if part)


def _facts(figure: Row) -> str:
    amount = figure["amount_yuan"]
    table_amount = figure["table_amount_yuan"]
    has_cell = figure["table_statement_code"] is not None
    blank = say("figure.blank") if has_cell else ""
    return facts_html(
        [
            (say("narrative.meaning"), about_words(figure)),
            (say("provenance.text"), f"“{plain(figure['value_text']) or plain(figure['pattern_words'])}”"),
            (say("provenance.amount"), wan_words(amount)),
            (say("budget.direction"), say_code("direction", figure["direction"])),
            (say("provenance.place"), place_text(figure)),
            (say("narrative.cell"), table_cell_words(figure) if has_cell else say("narrative.no_cell")),
            (
                say("narrative.in_cell"),
                blank if table_amount is None else wan_words(table_amount),
            ),
            (say("column.status"), status_html("agreement", figure["table_agreement"]) if has_cell else ""),
            (say("narrative.rate_verdict"), _rate_verdict(figure)),
            (say("narrative.check"), _check(figure)),
            (say("narrative.anomaly"), _anomalies(figure)),
        ]
    )


def _rate_verdict(figure: Row) -> Html | str:
    return status_html("rate_status", figure["rate_status"]) if figure["rate_status"] else ""


def _check(figure: Row) -> Html | str:
    """The worst of the checks that the figure takes part in."""
    if figure["check_status"] is None:
        return ""
    status = status_code(figure["check_status"], figure["check_kind"])
    return Html(f"{status_html('status', status)} {escape(title_of(figure, 'check_title'))}")


def _anomalies(figure: Row) -> str:
    codes = plain(figure["anomaly"]).split(";")
    return say("comma").join(say_code("anomaly", code) for code in codes if code)


show_page()
