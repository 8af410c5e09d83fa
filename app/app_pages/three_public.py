"""Page: 三公经费 line by line: budget, final account, the year before as implied, counts, and the reasons given."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import streamlit as st

from app import queries_narrative
from app.components import (
    Bar,
    Row,
    bars_html,
    current_warehouse,
    explain_missing,
    figure_html,
    link_to_page,
    records,
    show_heading,
    table_html,
    tile_html,
    wan_words,
)
from app.formatting import count_text, number_text, plain, wan_text
from app.i18n import say, say_code, title_of
from app.pickers import choose_current_document
from app.prior_years import interval_words
from app.provenance import link_to_cell
from app.warehouse import Warehouse

STATEMENT = "three_public_expenses"
COUNTS = (
    "overseas_group_count",
    "overseas_person_count",
    "vehicles_bought_count",
    "vehicles_kept_count",
    "reception_count",
    "guest_count",
)


def show_page() -> None:
    warehouse = current_warehouse()
    show_heading("three_public")
    if explain_missing(warehouse, "three_public"):
        return
    document = choose_current_document(warehouse)
    rows = records(queries_narrative.load_three_public(warehouse, document["document_id"]))
    if not rows:
        st.info(say("three.none"))
        return
    _show_total(rows)
    _show_chart(rows)
    _show_table(rows)
    _show_counts(rows)
    _show_changes(rows)
    _show_links(warehouse, document["document_id"], rows)


def _show_total(rows: list[dict[str, Any]]) -> None:
    total = next((row for row in rows if row["topic_code"] == "three_public"), None)
    if total is None:
        return
    interval = interval_words(total["prior_lower_yuan"], total["prior_upper_yuan"])
    change = _change(total)
    tiles = (
        figure_html(say("three.budget"), _first(total, "table_budget_yuan", "narrated_budget_yuan")),
        figure_html(say("three.actual"), _first(total, "table_final_account_yuan", "narrated_final_account_yuan")),
        figure_html(
            say("three.prior"), total["prior_yuan"], say("three.between", interval=interval) if interval else ""
        ),
        tile_html(say("three.rate"), _percent(total["stated_completion_rate"]), change),
    )
    with st.container(key="tiles_three"):
        for column, html in zip(st.columns(len(tiles)), tiles, strict=True):
            with column, st.container(border=True, height="stretch"):
                st.html(html)


def _first(row: Row, *names: str) -> Decimal | None:
    """The first of these figures that there is: what the statement prints, else what the narrative says."""
    return next((row[name] for name in names if row[name] is not None), None)


def _percent(rate: Decimal | None) -> str:
    return "" if rate is None else f"{number_text(rate)}%"


def _change(row: Row) -> str:
    """The change against the year before as the words say it: direction, amount, percentage."""
    if row["change_direction"] is None and row["change_yuan"] is None:
        return ""
    amount = wan_words(row["change_yuan"])
    growth = _percent(row["stated_growth_percent"])
    direction = row["change_direction"]
    if amount and direction in ("increase", "decrease"):
        words = say(f"change.{direction}", amount=amount)
    else:
        words = " ".join(part for part in (say_code("direction", direction), amount) if part)
    parts = (words, f"({growth})" if growth else "")
    return " ".join(part for part in parts if part)


def _show_chart(rows: list[dict[str, Any]]) -> None:
    """The lines of the statement; what the narrative alone has is part of one of them and stands in the table."""
    st.header(say("three.chart"))
    st.caption(say("department.three_public_hint"))
    bars = []
    for row in (row for row in rows if row["ordinal"] is not None):
        name = title_of(row)
        figures = (
            (say("three.budget"), _first(row, "table_budget_yuan", "narrated_budget_yuan"), "light"),
            (say("three.actual"), _first(row, "table_final_account_yuan", "narrated_final_account_yuan"), ""),
            (say("three.prior"), row["prior_yuan"], "pale"),
        )
        shown = [figure for figure in figures if figure[1] is not None or figure[2] != "pale"]
        for position, (note, amount, colour) in enumerate(shown):
            bars.append(Bar(name, amount, note, colour == "light", position > 0, colour == "pale"))
    st.html(bars_html(say("three.chart"), bars))


def _show_table(rows: list[dict[str, Any]]) -> None:
    st.header(say("three.table"))
    st.caption(say("three.table_hint"))
    names = ("line", "table_budget", "table_actual", "told_budget", "told_actual", "rate", "prior", "interval")
    st.html(
        table_html(
            [say(f"three.{name}") for name in names],
            [
                (
                    _indented(row),
                    wan_text(row["table_budget_yuan"]),
                    wan_text(row["table_final_account_yuan"]),
                    wan_text(row["narrated_budget_yuan"]),
                    wan_text(row["narrated_final_account_yuan"]),
                    _percent(row["stated_completion_rate"]),
                    wan_text(row["prior_yuan"]),
                    interval_words(row["prior_lower_yuan"], row["prior_upper_yuan"]),
                )
                for row in rows
            ],
            right=tuple(range(1, len(names))),
        )
    )


def _indented(row: Row) -> str:
    title = title_of(row) or row["topic_code"]
    return title if row["is_total_row"] or row["ordinal"] is not None else f"　{title}"


def _show_counts(rows: list[dict[str, Any]]) -> None:
    st.header(say("three.counts"))
    told = [(name, row) for row in rows for name in COUNTS if row[name] is not None]
    if not told:
        st.caption(say("three.no_counts"))
        return
    st.caption(say("three.counts_hint"))
    told.sort(key=lambda pair: COUNTS.index(pair[0]))
    with st.container(key="tiles_counts"):
        for start in range(0, len(told), 4):
            for column, (name, row) in zip(st.columns(4), told[start : start + 4], strict=False):
                with column, st.container(border=True, height="stretch"):
                    st.html(tile_html(say(f"three.{name}"), count_text(row[name]), title_of(row)))


def _show_changes(rows: list[dict[str, Any]]) -> None:
    told = [row for row in rows if _change(row) or row["reason_text"] or row["is_stated_absent"]]
    if not told:
        return
    st.header(say("three.changes"))
    st.html(
        table_html(
            [say("three.line"), say("three.change"), say("budget.reason")],
            [
                (
                    title_of(row),
                    _change(row),
                    plain(row["reason_text"]) or (say("three.stated_absent") if row["is_stated_absent"] else ""),
                )
                for row in told
            ],
        )
    )


def _show_links(warehouse: Warehouse, document_id: str, rows: list[dict[str, Any]]) -> None:
    has_statement = any(row["table_budget_yuan"] is not None for row in rows) or any(
        row["table_final_account_yuan"] is not None for row in rows
    )
    if has_statement:
        cell = {"statement_code": STATEMENT, "side": "", "line_code": "total", "measure_code": "actual"}
        link_to_cell(say("three.open_statement"), document_id, cell)
    link_to_page(
        "narrative",
        say("three.open_narrative"),
        icon=":material/article:",
        document=document_id,
        section="three_public_total",
    )


show_page()
