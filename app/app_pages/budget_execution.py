"""Page: what was budgeted and what was spent, subject by subject, with the rate as printed and as recomputed."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app import queries_narrative
from app.bullets import Bullet, bullets_html
from app.choices import choose
from app.components import (
    Html,
    Row,
    current_warehouse,
    explain_missing,
    facts_html,
    figure_html,
    link_to_page,
    place_text,
    records,
    show_heading,
    status_html,
    table_html,
    tile_html,
    wan_words,
)
from app.formatting import number_text, outward_interval, plain, wan_text
from app.i18n import say, say_code
from app.pickers import choose_current_document
from app.provenance import link_to_cell
from app.sentences import sentences_html, split_sentences, table_cell
from app.warehouse import Warehouse

RATE_DECIMALS = 4
"""Digits behind the point of a recomputed rate: two more than documents print, so that a wrong last digit is seen."""


def show_page() -> None:
    warehouse = current_warehouse()
    show_heading("budget_execution")
    if explain_missing(warehouse, "budget_execution"):
        return
    document = choose_current_document(warehouse)
    rows = records(queries_narrative.load_budget_execution(warehouse, document["document_id"]))
    if not rows:
        st.info(say("budget.none"))
        return
    items = [row for row in rows if not row["is_total_row"]]
    for total in (row for row in rows if row["is_total_row"]):
        _show_total(total)
    _show_refuted(rows)
    if items:
        _show_chart(items)
        _show_table(items)
    _show_item(warehouse, document["document_id"], rows)


def _show_total(total: Row) -> None:
    st.header(say("budget.total"))
    rate = f"{_rate_printed(total)}" if total["stated_rate"] is not None else ""
    note = say("budget.recomputed_note", rate=_rate_recomputed(total)) if total["recomputed_rate"] is not None else ""
    tiles = (
        figure_html(say("budget.initial"), total["initial_budget_yuan"]),
        figure_html(say("budget.final"), total["final_account_yuan"]),
        figure_html(say("budget.difference"), total["deviation_yuan"], say("budget.difference_note")),
        tile_html(say("budget.rate_printed"), rate, note),
    )
    with st.container(key="tiles_budget"):
        for column, html in zip(st.columns(len(tiles)), tiles, strict=True):
            with column, st.container(border=True, height="stretch"):
                st.html(html)
    if total["reason_text"]:
        st.caption(say("budget.reason_given", reason=total["reason_text"]))


def _show_refuted(rows: list[dict[str, Any]]) -> None:
    refuted = [row for row in rows if row["rate_status"] == "disagrees"]
    for row in refuted:
        words = say(
            "budget.refuted",
            subject=_subject(row),
            printed=_rate_printed(row),
            recomputed=_rate_recomputed(row),
            interval=_interval(row),
        )
        st.warning(words, icon=":material/warning:")


def _show_chart(items: list[dict[str, Any]]) -> None:
    st.header(say("budget.chart"))
    st.caption(say("budget.chart_hint"))
    largest_first = sorted(items, key=_largest_amount, reverse=True)
    st.html(
        bullets_html(
            say("budget.chart"),
            [
                Bullet(
                    _subject(row),
                    row["initial_budget_yuan"],
                    row["final_account_yuan"],
                    say("budget.rate_wrong", printed=_rate_printed(row)) if row["rate_status"] == "disagrees" else "",
                )
                for row in largest_first
            ],
        )
    )


def _largest_amount(row: Row) -> Any:
    return max(amount for amount in (row["initial_budget_yuan"], row["final_account_yuan"], 0) if amount is not None)


def _show_table(items: list[dict[str, Any]]) -> None:
    st.header(say("budget.table"))
    st.caption(say("budget.table_hint"))
    names = ("subject", "initial", "final", "difference", "rate_printed", "rate_recomputed", "verdict", "reason")
    st.container(key="wide_first_budget").html(
        table_html([say(f"budget.{name}") for name in names], [_table_row(row) for row in items], right=(1, 2, 3, 4, 5))
    )


def _table_row(row: Row) -> tuple[str, ...]:
    return (
        _subject(row),
        wan_text(row["initial_budget_yuan"]),
        wan_text(row["final_account_yuan"]),
        wan_text(row["deviation_yuan"]),
        _rate_printed(row),
        _rate_recomputed(row),
        status_html("rate_status", row["rate_status"]),
        plain(row["reason_text"]),
    )


def _show_item(warehouse: Warehouse, document_id: str, rows: list[dict[str, Any]]) -> None:
    st.header(say("budget.one"))
    by_key = {str(row["first_figure_index"]): row for row in rows}
    key = choose(
        "item", say("budget.choose"), list(by_key), lambda key: _subject(by_key[key]), default=_first_refuted(rows)
    )
    row = by_key[key]
    figures = records(
        queries_narrative.load_figures_between(
            warehouse, document_id, row["first_figure_index"], row["last_figure_index"]
        )
    )
    facts, sentences = st.columns([4, 5], gap="medium")
    with facts:
        st.html(_facts(row))
        cell = table_cell(row)
        if cell is not None:
            link_to_cell(say("budget.open_cell"), document_id, cell)
        link_to_page(
            "narrative",
            say("budget.open_sentence"),
            icon=":material/article:",
            document=document_id,
            section="all",
            figure=str(row["first_figure_index"]),
        )
    with sentences:
        st.caption(say("budget.sentences"))
        st.html(sentences_html(list(split_sentences(figures)), document_id))


def _first_refuted(rows: list[dict[str, Any]]) -> str | None:
    return next((str(row["first_figure_index"]) for row in rows if row["rate_status"] == "disagrees"), None)


def _facts(row: Row) -> str:
    table_amount = row["table_final_account_yuan"]
    return facts_html(
        [
            (say("budget.initial"), wan_words(row["initial_budget_yuan"])),
            (say("budget.final"), wan_words(row["final_account_yuan"])),
            (say("budget.in_statement"), wan_words(table_amount)),
            (say("budget.against_statement"), _agreement(row)),
            (say("budget.difference"), wan_words(row["deviation_yuan"])),
            (say("budget.rate_printed"), _rate_printed(row)),
            (say("budget.rate_recomputed"), _rate_recomputed(row)),
            (say("budget.interval"), _interval(row)),
            (say("budget.verdict"), status_html("rate_status", row["rate_status"])),
            (say("budget.denominator"), _denominator(row)),
            (say("budget.direction"), say_code("direction", row["direction"])),
            (say("budget.reason"), plain(row["reason_text"])),
            (say("budget.named"), plain(row["subject_name_printed"])),
            (say("budget.code_evidence"), say_code("subject_evidence", row["subject_evidence"])),
            (say("column.place"), place_text(row)),
        ]
    )


def _agreement(row: Row) -> Html | str:
    return status_html("agreement", row["table_agreement"]) if row["table_agreement"] else ""


def _denominator(row: Row) -> str:
    """Which budget the rate is of; the words of the print may name another one."""
    if row["denominator_kind"] is None:
        return ""
    used = say_code("denominator", row["denominator_kind"])
    label = row["rate_label"]
    if label in (None, "budget", row["denominator_kind"]):
        return used
    return say("budget.label_differs", used=used, named=say_code("denominator", label))


def _rate_printed(row: Row) -> str:
    if row["stated_rate"] is None:
        return ""
    text = plain(row["rate_text"]).replace(" ", "") or number_text(row["stated_rate"])
    return f"{text}%"


def _rate_recomputed(row: Row) -> str:
    """Cut to four digits as the mart's own six are cut, never rounded up to the next digit."""
    rate = row["recomputed_rate"]
    return "" if rate is None else f"{outward_interval(rate, rate, RATE_DECIMALS)[0]}%"


def _interval(row: Row) -> str:
    if row["recomputed_rate"] is None:
        return ""
    lower, upper = outward_interval(row["recomputed_rate_lower"], row["recomputed_rate_upper"], RATE_DECIMALS)
    return f"{lower}% – {upper}%" if upper else f"≥ {lower}%"


def _subject(row: Row) -> str:
    if row["is_total_row"]:
        return say("budget.total")
    return f"{plain(row['subject_code'])} {plain(row['subject_name'])}".strip()


show_page()
