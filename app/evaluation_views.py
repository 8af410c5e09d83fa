"""Parts of the performance page: funds with their unit's evidence, indicators, and the prints behind each cell."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import streamlit as st

from app import queries_evaluations
from app.choices import choose
from app.components import (
    Html,
    Row,
    place_text,
    records,
    status_html,
    table_html,
    wan_words,
)
from app.formatting import count_text, number_text, plain
from app.i18n import say, say_code, title_of
from app.warehouse import Warehouse

PHASES = ("initial", "adjusted", "executed")
NOTABLE_STATES = ("filled_by_copy", "disputed", "unreadable")
"""States of a cell that a reader should know of; that all copies agree goes without a mark."""
FIELDS = ("level_1", "level_2", "level_3", "target", "actual", "weight", "score", "reason")
UNIT_CONTRADICTIONS = ("statements_refute_printed", "printed_unconfirmed")


def copies_words(form: Row) -> str:
    """How the copies of a form stand to each other, in one line."""
    if form["copy_count"] == 1:
        return say("form.one_copy")
    return say(
        "form.copies_note",
        filled=count_text(form["filled_cell_count"]),
        disputed=count_text(form["disputed_cell_count"]),
        unreadable=count_text(form["unreadable_cell_count"]),
    )


def show_funds(funds: list[dict[str, Any]]) -> None:
    """Sources by phase, as printed and in 万元, under what is known of the printed unit."""
    if not funds:
        st.caption(say("form.no_funds"))
        return
    first = funds[0]
    printed, proven = say_code("unit_name", first["unit_printed"]), say_code("unit_name", first["unit_name"])
    evidence = first["unit_evidence"]
    if evidence in UNIT_CONTRADICTIONS:
        st.warning(say(f"unit_evidence.{evidence}", printed=printed, proven=proven), icon=":material/warning:")
    else:
        st.caption(say(f"unit_evidence.{evidence}", printed=printed, proven=proven))
    by_source: dict[str, dict[str, Row]] = {}
    for fund in funds:
        by_source.setdefault(fund["source_code"], {})[fund["phase"]] = fund
    rows = [_fund_row(phases) for phases in by_source.values()]
    st.html(table_html([say("form.source"), *(say(f"phase.{phase}") for phase in PHASES)], rows, right=(1, 2, 3)))


def _fund_row(phases: dict[str, Row]) -> tuple[str, ...]:
    first = next(iter(phases.values()))
    title = title_of(first, "source_title") or first["source_code"]
    name = title if first["is_total_row"] else f"　{title}"
    return (name, *(_fund(phases[phase]) if phase in phases else "" for phase in PHASES))


def _fund(fund: Row) -> Html:
    """The amount in 万元, and below it the number as printed with the unit that the form prints."""
    printed = f"{number_text(fund['amount_printed'], fund['printed_decimals'])} {plain(fund['unit_printed'])}".strip()
    amount = wan_words(fund["amount_yuan"]) or say("form.unit_unknown")
    state = fund["cell_state"]
    chip = f" {status_html('copy_state', state)}" if state in NOTABLE_STATES else ""
    return Html(
        f'<div>{escape(amount)}{chip}<div class="js-small">{escape(say("form.as_printed", text=printed))}</div></div>'
    )


def indicator_row(indicator: Row) -> tuple[str, ...]:
    """One indicator: names, target, actual, weight, score, reason, and the cells on which the copies are not one."""
    return (
        plain(indicator["level_2_indicator"]) or say("form.not_read"),
        plain(indicator["level_3_indicator"]) or say("form.not_read"),
        plain(indicator["target"]),
        plain(indicator["actual"]),
        number_text(indicator["weight"]),
        _score(indicator),
        plain(indicator["reason"]),
        _states(indicator),
    )


def _score(indicator: Row) -> Html:
    score, weight = indicator["score"], indicator["weight"]
    if score is None:
        return Html(escape(say("figure.not_printed")))
    is_short = weight is not None and score < weight
    return Html(f'<span class="{"js-short" if is_short else ""}">{number_text(score)}</span>')


def _states(indicator: Row) -> Html:
    if indicator["copy_count"] == 1:
        return status_html("copy_state", "single")
    chips = [
        f"{status_html('copy_state', indicator[f'{field}_state'])} "
        f'<span class="js-small">{escape(say(f"field.{field}"))}</span>'
        for field in FIELDS
        if indicator[f"{field}_state"] in NOTABLE_STATES
    ]
    return Html(f"<div>{'<br>'.join(chips)}</div>") if chips else status_html("copy_state", "agreed")


def show_prints(warehouse: Warehouse, form: Row) -> None:
    """Choose an item of the form and see every copy's print of each of its cells, with place and evidence."""
    st.caption(say("form.prints_hint"))
    form_id = form["form_id"]
    items = {
        f"{row['item_kind']}.{row['item_key']}": row
        for row in records(queries_evaluations.load_form_items(warehouse, form_id))
    }
    if not items:
        st.caption(say("form.nothing_printed"))
        return
    titles = {
        row["source_code"]: title_of(row, "source_title")
        for row in records(queries_evaluations.load_fund_titles(warehouse, form_id))
    }
    notable = next(
        (key for key, row in items.items() if row["item_kind"] == "indicator" and row["notable_count"]), None
    )
    key = choose(
        "part", say("form.choose_item"), list(items), lambda key: _item_words(items[key], titles), default=notable
    )
    cells = records(
        queries_evaluations.load_form_cells(warehouse, form_id, items[key]["item_kind"], items[key]["item_key"])
    )
    if not cells:
        st.caption(say("form.nothing_printed_of_item"))
        return
    names = ("field", "copy", "text", "read_as", "evidence", "state", "place")
    st.html(table_html([say(f"form.{name}") for name in names], [_print_row(cell) for cell in _in_field_order(cells)]))


def _item_words(item: Row, fund_titles: dict[str, str]) -> str:
    words = say(f"item.{item['item_kind']}")
    if item["item_kind"] == "fund":
        words = f"{words} · {fund_titles.get(item['item_key'], item['item_key'])}"
    elif item["item_kind"] == "indicator":
        words = f"{words} {item['item_number']} · {plain(item['label'])}"
    return f"{words} · {say('form.notable', count=item['notable_count'])}" if item["notable_count"] else words


def _in_field_order(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    order = (*FIELDS, *PHASES, "rate")
    return sorted(
        cells, key=lambda cell: order.index(cell["field_code"]) if cell["field_code"] in order else len(order)
    )


def _print_row(cell: Row) -> tuple[str, ...]:
    read = plain(cell["value_text"])
    if cell["unread_reason"]:
        read = say_code("unread", cell["unread_reason"])
    chosen = f" {say('form.elected')}" if cell["is_elected"] and cell["copy_count"] > 1 else ""
    return (
        say_code("field", cell["field_code"]),
        f"{cell['copy_number']}{chosen}",
        plain(cell["source_text"]).replace("|", " | ") or say("provenance.nothing_printed"),
        read,
        _evidence(cell["value_evidence"]),
        status_html("copy_state", cell["cell_state"]),
        place_text(cell),
    )


def _evidence(evidence: str | None) -> str:
    return " + ".join(say_code("value_evidence", part) for part in re.split(r"\+", evidence)) if evidence else ""
