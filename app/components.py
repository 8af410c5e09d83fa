"""Parts that several pages share. Whatever comes from a document is escaped before it enters HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Any, cast
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from app.formatting import plain, share_of_largest, wan_text
from app.i18n import LANGUAGE_PARAMETER, current_language, say, say_code, title_of
from app.queries_accounts import load_synthetic_counts
from app.warehouse import PAGE_COLUMNS, Inspection, Warehouse, missing_columns

Row = Mapping[str, Any]

ALL_DOCUMENTS = "all"
"""The document choice of the data quality page that is no document."""


class Html(str):
    """Text that is HTML already, made by a function of this module: the only text that is not escaped."""

    __slots__ = ()


def current_warehouse() -> Warehouse:
    """The warehouse that the router found ready; pages are only routed to when it is."""
    inspection = cast(Inspection, st.session_state["inspection"])
    if inspection.warehouse is None:
        raise RuntimeError(f"no warehouse is ready at {inspection.path}")
    return inspection.warehouse


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as dictionaries, values as they are."""
    return cast(list[dict[str, Any]], frame.to_dict("records"))


def show_heading(page: str) -> None:
    """Title and the one sentence that says what one sees here and what to do next."""
    st.title(say(f"page.{page}"))
    st.html(f'<p class="js-lead">{escape(say(f"lead.{page}"))}</p>')


def link_to_page(page: str, label: str, *, icon: str | None = None, **parameters: str | None) -> None:
    """A link to a page of the explorer that carries its choices and the language in the address."""
    carried = {name: value for name, value in parameters.items() if value}
    carried[LANGUAGE_PARAMETER] = current_language()
    st.page_link(f"app_pages/{page}.py", label=label, icon=icon, query_params=carried)


def page_address(page: str, **parameters: str | None) -> str:
    """The address of a page of the explorer as a link in HTML writes it, seen from any of its pages."""
    carried = {name: value for name, value in parameters.items() if value}
    return f"{page}?{urlencode({**carried, LANGUAGE_PARAMETER: current_language()})}"


def page_link_html(page: str, label: str, **parameters: str | None) -> Html:
    """A link to a page of the explorer inside a table or a sentence."""
    return Html(f'<a class="js-link" href="{escape(page_address(page, **parameters))}">{escape(label)}</a>')


def show_synthetic_notice(warehouse: Warehouse) -> None:
    """The line above every page of a warehouse that holds invented departments."""
    synthetic, others = load_synthetic_counts(warehouse)
    if synthetic:
        words = say("synthetic.some" if others else "synthetic.all")
        st.html(f'<div class="js-synthetic" role="note">{escape(words)}</div>')


def explain_missing(warehouse: Warehouse, page: str) -> bool:
    """Say on the page what an older warehouse lacks for it and what to run; True where it lacks something."""
    missing = missing_columns(warehouse, PAGE_COLUMNS[page])
    if missing:
        st.info(say("older.words"), icon=":material/history:")
        st.caption(say("older.missing", names=say("comma").join(missing)))
        st.code(f"juesuan refresh --warehouse {warehouse.path}", language="shell", wrap_lines=True)
    return bool(missing)


def place_text(row: Row) -> str:
    """Where a cell stands: page and line, as far as the format has them."""
    page, line = row.get("source_page"), row.get("source_line")
    if line is None:
        return say("place.page", page=page) if page is not None else ""
    if page is None or page == 1:
        return say("place.line", line=line)
    return say("place.page_line", page=page, line=line)


def line_title(row: Row, stem: str = "line_title") -> str:
    """The line of a cell: a subject as code and Chinese name, a named line by its title in the current language."""
    code = plain(row.get("line_code"))
    if code[:1].isdigit():
        return f"{code} {plain(row.get('line_label') or row.get(f'{stem}_zh'))}".strip()
    return title_of(row, stem) or plain(row.get("line_label")) or code


def line_parameter(side: str | None, line_code: str) -> str:
    """Side and line as one value of the address: `income.grand_total`, or the line alone."""
    return f"{side}.{line_code}" if side else line_code


def split_line_parameter(value: str) -> tuple[str, str]:
    """The inverse of `line_parameter`."""
    side, dot, line_code = value.partition(".")
    return (side, line_code) if dot else ("", value)


def status_html(prefix: str, code: str | None) -> Html:
    """A small label for a status, in words and colour."""
    return Html(f'<span class="js-status js-{escape(code or "")}">{escape(say_code(prefix, code))}</span>')


def wan_words(amount_yuan: Decimal | None) -> str:
    """An amount in 万元 with its unit; null gives ''."""
    return "" if amount_yuan is None else f"{wan_text(amount_yuan)} {say('unit.wan')}"


def figure_html(label: str, amount_yuan: Decimal | None, note: str = "") -> str:
    """One key figure with its unit. A figure that is not printed is said to be so and never shown as zero."""
    if amount_yuan is None:
        value = f'<div class="js-absent">{escape(say("figure.not_printed"))}</div>'
    else:
        unit = f'<span class="js-unit">{escape(say("unit.wan"))}</span>'
        value = f'<div class="js-value">{wan_text(amount_yuan)}{unit}</div>'
    tail = f'<div class="js-note">{escape(note)}</div>' if note else ""
    return f'<div class="js-figure"><div class="js-label">{escape(label)}</div>{value}{tail}</div>'


def tile_html(label: str, value: str, note: str = "") -> Html:
    """One figure that is no amount (a score, a grade, a count) in the dress of `figure_html`."""
    if value:
        shown = f'<div class="js-value">{escape(value)}</div>'
    else:
        shown = f'<div class="js-absent">{escape(say("figure.not_printed"))}</div>'
    tail = f'<div class="js-note">{escape(note)}</div>' if note else ""
    return Html(f'<div class="js-figure"><div class="js-label">{escape(label)}</div>{shown}{tail}</div>')


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `name` and `note` are what it stands for; a joined bar belongs to the one above and repeats no name."""

    name: str
    amount_yuan: Decimal | None
    note: str = ""
    is_second_colour: bool = False
    is_joined: bool = False
    is_third_colour: bool = False


def bars_html(title: str, bars: Sequence[Bar]) -> str:
    """Horizontal bars that carry their numbers. Each is a list item whose accessible name says all that is seen."""
    largest = max((bar.amount_yuan for bar in bars if bar.amount_yuan is not None), default=Decimal(0))
    items = "".join(_bar_html(bar, largest) for bar in bars)
    return f'<div class="js-bars" role="list" aria-label="{escape(title)}">{items}</div>'


def _bar_html(bar: Bar, largest: Decimal) -> str:
    shown = say("figure.blank") if bar.amount_yuan is None else wan_text(bar.amount_yuan)
    told = wan_words(bar.amount_yuan) or shown
    width = share_of_largest(bar.amount_yuan, largest)
    colour = " js-second" if bar.is_second_colour else " js-third" if bar.is_third_colour else ""
    fill = f'<div class="js-fill{colour}" style="width:{width:.2f}%"></div>' if width else ""
    name = "" if bar.is_joined else escape(bar.name)
    note = f" <small>{escape(bar.note)}</small>" if bar.note else ""
    words = escape(" ".join(part for part in (bar.name, bar.note, told) if part))
    return (
        f'<div class="js-bar{" js-joined" if bar.is_joined else ""}" role="listitem" aria-label="{words}">'
        f'<div class="js-name">{name}{note}</div><div class="js-track">{fill}</div>'
        f'<div class="js-amount">{escape(shown)}</div></div>'
    )


def status_split_html(counts: Mapping[str, int]) -> str:
    """How many checks have each status: one divided bar, and the counts in words below it."""
    parts = "".join(
        f'<div class="js-{escape(status)}" style="flex:{count}"></div>' for status, count in counts.items() if count
    )
    legend = "".join(
        f'<span class="js-count">{count:,}</span><span>{status_html("status_all", status)} '
        f"{escape(say(f'status_long.{status}'))}</span>"
        for status, count in counts.items()
    )
    return f'<div class="js-split" aria-hidden="true">{parts}</div><div class="js-legend">{legend}</div>'


def table_html(headers: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """A small table; columns in `right` hold numbers."""
    head = "".join(
        f'<th scope="col"{_right(index, right)}>{escape(header)}</th>' for index, header in enumerate(headers)
    )
    body = "".join(f"<tr>{_row_html(headers, row, right)}</tr>" for row in rows)
    head_row = f'<tr class="js-head">{head}</tr>'
    return f'<div class="js-table-frame"><table class="js-table">{head_row}{body}</table></div>'


def _row_html(headers: Sequence[str], row: Sequence[str], right: Sequence[int]) -> str:
    """Cells name their column, so that a narrow screen can stack them."""
    return "".join(
        f'<td{_right(index, right)} data-column="{escape(headers[index])}">{_cell(value)}</td>'
        for index, value in enumerate(row)
    )


def facts_html(facts: Iterable[tuple[str, str]]) -> str:
    """Name and value pairs, values escaped; empty values are left out."""
    pairs = "".join(f"<dt>{escape(name)}</dt><dd>{_cell(value)}</dd>" for name, value in facts if value)
    return f'<dl class="js-facts">{pairs}</dl>'


def _right(index: int, right: Sequence[int]) -> str:
    return ' class="js-right"' if index in right else ""


def _cell(value: str) -> str:
    return value if isinstance(value, Html) else escape(value)
