"""The year before as the present document implies it: value, interval, and the two figures it follows from."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from app import queries_narrative
from app.components import Html, Row, explain_missing, page_address, place_text, records, table_html
from app.formatting import number_text, plain, wan_text
from app.i18n import say, title_of
from app.warehouse import Warehouse

SUBJECTS = "function_subject"


def show_prior_years(warehouse: Warehouse, document_id: str) -> None:
    """The totals in the open, single subjects behind a fold; nothing at all is said to be nothing."""
    st.header(say("prior.title"))
    if explain_missing(warehouse, "prior_years"):
        return
    rows = records(queries_narrative.load_prior_years(warehouse, document_id))
    if not rows:
        st.caption(say("prior.none"))
        return
    st.caption(say("prior.hint"))
    totals = [row for row in rows if row["topic_code"] != SUBJECTS]
    subjects = [row for row in rows if row["topic_code"] == SUBJECTS]
    if totals:
        st.html(_table(totals, document_id))
    if subjects:
        with st.expander(say("prior.subjects", count=len(subjects))):
            st.html(_table(subjects, document_id))


def _table(rows: list[dict[str, Any]], document_id: str) -> str:
    names = ["what", "section", "implied", "interval", "follows_from", "place"]
    has_stated = any(_otherwise_stated(row) for row in rows)
    if has_stated:
        names.insert(4, "stated")
    table = [_table_row(row, document_id, has_stated=has_stated) for row in rows]
    return table_html([say(f"prior.{name}") for name in names], table, right=(2, 3))


def _table_row(row: Row, document_id: str, *, has_stated: bool) -> tuple[str, ...]:
    place = page_address("narrative", document=document_id, figure=str(row["change_figure_index"]))
    link = Html(f'<a class="js-link" href="{escape(place)}">{escape(place_text(row))}</a>')
    stated = (_otherwise_stated(row),) if has_stated else ()
    return (
        f"{_what(row)} ({row['prior_fiscal_year']})",
        title_of(row, "section_title"),
        wan_text(row["prior_yuan"]),
        interval_words(row["lower_yuan"], row["upper_yuan"]),
        *stated,
        formula_words(row),
        link,
    )


def _what(row: Row) -> str:
    subject = f"{plain(row['subject_code'])} {plain(row['subject_name'])}".strip()
    return subject or title_of(row, "topic_title")


def _otherwise_stated(row: Row) -> str:
    """What is printed of that year elsewhere: in this document, in its own narrative, in its own statements."""
    sources = ("stated_prior_yuan", "narrated_prior_yuan", "table_prior_yuan")
    return " · ".join(f"{wan_text(row[name])} ({say(f'prior.{name}')})" for name in sources if row[name] is not None)


def formula_words(row: Row) -> str:
    """The equation with its figures, as `prior.<formula>` words it."""
    growth = row["growth_percent"]
    return say(
        f"prior.{row['formula']}",
        current=wan_text(row["current_yuan"]),
        change=wan_text(row["change_yuan"]),
        growth="" if growth is None else f"{'+' if growth > 0 else ''}{number_text(growth)}".replace("-", "−"),
    )


def interval_words(lower: Any, upper: Any) -> str:
    """Both ends in 万元; `≥` where the interval is open above."""
    if lower is None:
        return ""
    return f"≥ {wan_text(lower)}" if upper is None else f"{wan_text(lower)} – {wan_text(upper)}"
