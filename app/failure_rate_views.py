"""Failure rates on the data quality page: departments by year as a heat map, one of them in detail, identities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Any

import streamlit as st

from app import queries_rates
from app.choices import choose, remembered_choice
from app.components import (
    ALL_DOCUMENTS,
    Html,
    Row,
    explain_missing,
    facts_html,
    page_address,
    page_link_html,
    records,
    table_html,
    tile_html,
)
from app.formatting import count_text, percent_text, plain
from app.i18n import say, say_code, title_of
from app.seed_words import seed_row
from app.warehouse import Warehouse

MOST_DEPARTMENTS = 20
MOST_OPTIONS = 100
MOST_IDENTITIES = 15
GROUPINGS = ("department", "year", "identity")


def show_failure_rates(warehouse: Warehouse) -> None:
    """How many groups are above their limit, the heat map, one department and year, and the identities."""
    if explain_missing(warehouse, "failure_rates"):
        return
    st.caption(say("rates.hint"))
    counts = {row["grouping_code"]: row for row in records(queries_rates.load_rate_counts(warehouse))}
    _show_tiles(counts)
    st.header(say("rates.by_department_year"))
    _show_heat_map(warehouse, counts)
    _show_department_year(warehouse)
    _show_identity_rates(warehouse, counts)


def documents_enough() -> str:
    """The documents that a rate needs before it is held against its limit, as the seed has them."""
    return seed_row("expectation_thresholds", "failure_rate_documents").get("value", "")


def _percent(share: Decimal) -> str:
    """A share in percent; a share that would be shown as zero and is none says so."""
    return "< 0.01%" if 0 < share < Decimal("0.0001") else percent_text(share * 100)


def _limit(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"


def _show_tiles(counts: Mapping[str, Row]) -> None:
    with st.container(key="tiles_rates"):
        for column, grouping in zip(st.columns(len(GROUPINGS)), GROUPINGS, strict=True):
            row = counts.get(grouping)
            if row is None:
                continue
            limit = _limit(row["limit_share"])
            if row["watched_count"]:
                value = count_text(row["above_count"])
                note = say("rates.of_watched", limit=limit, count=count_text(row["watched_count"]))
            else:
                value, note = "–", say("rates.none_watched", limit=limit, count=documents_enough())
            with column, st.container(border=True, height="stretch"):
                st.html(tile_html(say(f"rates.{grouping}"), value, note))


def _show_heat_map(warehouse: Warehouse, counts: Mapping[str, Row]) -> None:
    st.caption(say("rates.heat_hint"))
    broken_count = counts["department"]["broken_group_count"] if counts else 0
    needle = ""
    if broken_count > MOST_DEPARTMENTS:
        needle = st.text_input(say("rates.find"), key="rates_needle", placeholder=say("rates.find_hint")).strip()
    departments = records(queries_rates.load_department_rates(warehouse, needle, MOST_DEPARTMENTS))
    if not departments:
        st.info(say("rates.nothing", needle=needle) if needle else say("rates.none_broken"))
        return
    years = records(queries_rates.load_year_rates(warehouse))
    limits = {grouping: _limit(counts[grouping]["limit_share"]) for grouping in ("department", "year")}
    st.html(_legend_html(limits))
    st.html(heat_map_html(departments, years, _by_place(warehouse, departments)))
    if not needle and broken_count > len(departments):
        words = say("rates.departments_cut", count=count_text(broken_count), shown=count_text(len(departments)))
        st.caption(words)


def _by_place(warehouse: Warehouse, departments: Sequence[Row]) -> dict[tuple[str, int], Row]:
    found = records(queries_rates.load_rates_of_departments(warehouse, [row["department_id"] for row in departments]))
    return {(row["department_id"], row["fiscal_year"]): row for row in found}


def heat_map_html(departments: Sequence[Row], years: Sequence[Row], cells: Mapping[tuple[str, int], Row]) -> str:
    """Departments as rows, worst first, under a row of all of them; years as columns. A cell leads to its detail."""
    headers = [say("column.department"), say("rates.all_years"), *(plain(year["fiscal_year"]) for year in years)]
    rows = [(Html(f"<b>{escape(say('rates.all_departments'))}</b>"), "", *(_heat_cell(year) for year in years))]
    for department in departments:
        named = (cells.get((department["department_id"], year["fiscal_year"])) for year in years)
        rows.append(
            (
                plain(department["department_name"]),
                _heat_cell(department),
                *(_heat_cell(cell, leads=True) if cell else "" for cell in named),
            )
        )
    table = table_html(headers, rows, right=range(1, len(headers)))
    return f'<div class="js-heat-map">{table}</div>'


def heat_level(rate: Row) -> int:
    """0: nothing is broken; 1: up to half the limit; 2: up to the limit; 3: above it."""
    share, limit = rate["failure_share"], rate["limit_share"]
    if not rate["broken_count"]:
        return 0
    return 3 if share > limit else 2 if 2 * share > limit else 1


def _heat_cell(rate: Row, *, leads: bool = False) -> Html:
    level = heat_level(rate)
    words = f"{'▲ ' if level == 3 else ''}{_percent(rate['failure_share'])}"
    title = say(
        "rates.cell",
        broken=count_text(rate["broken_count"]),
        checks=count_text(rate["check_count"]),
        limit=_limit(rate["limit_share"]),
    )
    dress = f'class="js-heat js-heat-{level}" title="{escape(title)}"'
    if not leads:
        return Html(f"<span {dress}>{words}</span>")
    place = f"{rate['department_id']}.{plain(rate['fiscal_year'])}"
    address = page_address("data_quality", view="rates", department_year=place)
    return Html(f'<a {dress} href="{escape(address)}">{words}</a>')


def _legend_html(limits: Mapping[str, str]) -> str:
    keys = "".join(
        f'<span><span class="js-swatch js-heat-{level}"></span> {escape(say(f"rates.level_{level}", **limits))}</span>'
        if level == 3
        else f'<span><span class="js-swatch js-heat-{level}"></span> {escape(say(f"rates.level_{level}"))}</span>'
        for level in range(4)
    )
    return f'<div class="js-marks">{keys}</div>'


def _show_department_year(warehouse: Warehouse) -> None:
    """The broken identities of one department and year, each leading to its checks."""
    found = {_place(row): row for row in records(queries_rates.load_worst_department_years(warehouse, MOST_OPTIONS))}
    asked = remembered_choice("department_year")
    if asked and asked not in found:
        department, _, year = asked.rpartition(".")
        found |= {_place(row): row for row in records(queries_rates.load_department_year(warehouse, department, year))}
    if not found:
        return
    st.header(say("rates.one"))
    chosen = found[choose("department_year", say("rates.choose"), list(found), lambda place: _label(found[place]))]
    documents = records(queries_rates.load_documents_of_year(warehouse, chosen["department_id"], chosen["fiscal_year"]))
    st.html(facts_html(_facts(chosen, documents)))
    broken = records(queries_rates.load_broken_identities(warehouse, [row["document_id"] for row in documents]))
    if not broken:
        st.success(say("rates.no_broken_here"), icon=":material/check_circle:")
        return
    st.html(
        table_html(
            [say("column.identity"), say("column.severity"), say("column.broken"), say("rates.judged")],
            [
                (
                    _identity_link(row, row["document_id"]),
                    say_code("severity", row["severity"]),
                    count_text(row["broken_count"]),
                    count_text(row["judged_count"]),
                )
                for row in broken
            ],
            right=(2, 3),
        )
    )


def _place(rate: Row) -> str:
    return f"{rate['department_id']}.{plain(rate['fiscal_year'])}"


def _label(rate: Row) -> str:
    words = [plain(rate["department_name"]), plain(rate["fiscal_year"]), _percent(rate["failure_share"])]
    return " · ".join(words)


def _facts(rate: Row, documents: Sequence[Row]) -> list[tuple[str, str]]:
    cell = say(
        "rates.cell",
        broken=count_text(rate["broken_count"]),
        checks=count_text(rate["check_count"]),
        limit=_limit(rate["limit_share"]),
    )
    facts = [
        (say("column.department"), f"{plain(rate['department_name'])} · {plain(rate['fiscal_year'])}"),
        (say("rates.share"), Html(f"{_heat_cell(rate)} {escape(cell)}")),
    ]
    for document in documents:
        link = page_link_html(
            "data_quality", say("rates.open_document"), view="identities", document=document["document_id"]
        )
        facts.append((say("column.document"), Html(f"{escape(plain(document['source_name']))} · {link}")))
    return facts


def _identity_link(row: Row, document_id: str) -> Html:
    return page_link_html(
        "data_quality", title_of(row), view="identities", document=document_id, identity=row["identity_code"]
    )


def _show_identity_rates(warehouse: Warehouse, counts: Mapping[str, Row]) -> None:
    rates: list[dict[str, Any]] = records(queries_rates.load_identity_rates(warehouse, MOST_IDENTITIES))
    if not rates:
        return
    st.header(say("rates.by_identity"))
    count = count_text(counts["identity"]["broken_group_count"])
    st.caption(say("rates.identity_hint", count=count, enough=documents_enough()))
    st.html(
        table_html(
            [
                say("column.identity"),
                say("column.severity"),
                say("rates.documents"),
                say("rates.judged"),
                say("column.broken"),
                say("rates.share"),
                say("rates.limit"),
                say("column.status"),
            ],
            [
                (
                    _identity_link(row, ALL_DOCUMENTS),
                    say_code("severity", row["severity"]),
                    count_text(row["document_count"]),
                    count_text(row["check_count"]),
                    count_text(row["broken_count"]),
                    _percent(row["failure_share"]),
                    _limit(row["limit_share"]),
                    _verdict_html(row),
                )
                for row in rates
            ],
            right=(2, 3, 4, 5, 6),
        )
    )


def _verdict_html(rate: Row) -> Html:
    """Above or within the limit in the colours of a check; a rate of few documents is not judged."""
    is_above = rate["failure_share"] > rate["limit_share"]
    words, dress = ("above", "broken") if is_above else ("within", "exact")
    if not rate["is_watched"]:
        words, dress = "unwatched", "not_checkable"
    return Html(f'<span class="js-status js-{dress}">{escape(say(f"rates.{words}"))}</span>')
