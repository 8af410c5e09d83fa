"""Page: findings, filtered and listed, and one of them with its proof beside the document and a verdict to give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from app import queries_findings
from app.check_words import CheckWords, headline, load_check_words
from app.choices import choose_from_list, remembered_choice
from app.components import Row, current_warehouse, explain_missing, records, show_heading
from app.finding_views import markdown_text, show_finding
from app.formatting import count_text, plain
from app.i18n import say, say_code
from app.queries_findings import CAUSES, REVIEW_STATES, SEVERITIES, Filters
from app.reviews import reviews
from app.warehouse import Warehouse

STEP, MOST = 8, 200
"""Findings in the list at first and added at a time, and the most it holds."""
MOST_DEPARTMENTS = 200
SEVERITY_COLOURS = {"critical": "red", "warning": "orange", "information": "gray"}
REVIEW_COLOURS = {"open": "blue", "accepted": "green", "dismissed": "gray"}


def show_page() -> None:
    warehouse = current_warehouse()
    show_heading("findings")
    if explain_missing(warehouse, "findings"):
        return
    tiles = st.container(key="tiles_findings")
    filters = _choose_filters(warehouse)
    counts = records(queries_findings.load_finding_counts(warehouse, filters))
    with tiles:
        _show_counts(counts)
    count = sum(row["finding_count"] for row in counts)
    listed = _load_list(warehouse, filters)
    if not listed:
        st.success(say("findings.none_match" if any(filters.values()) else "findings.none"), icon=":material/check:")
        return
    st.header(say("findings.list"))
    st.caption(say("findings.list_hint", count=count_text(count), shown=count_text(len(listed))))
    explanations = queries_findings.load_explanations(warehouse, listed)
    listed = [row | {"explanation": explanations.get(row["finding_id"])} for row in listed]
    words = load_check_words(warehouse)
    by_id = {row["finding_id"]: row for row in listed}
    chosen = choose_from_list(
        "finding",
        say("findings.choose"),
        list(by_id),
        lambda finding_id: _line(by_id[finding_id], words),
        [_caption(row) for row in listed],
    )
    if len(listed) < min(count, MOST):
        st.button(say("findings.more", count=min(STEP, count - len(listed))), on_click=_show_more)
    show_finding(warehouse, by_id[chosen])


def _show_more() -> None:
    st.session_state["findings_shown"] = min(MOST, st.session_state.get("findings_shown", STEP) + STEP)


def _load_list(warehouse: Warehouse, filters: Filters) -> list[dict[str, Any]]:
    """The first findings, and in front of them the one that a link asks for, whatever the filters say."""
    shown = st.session_state.get("findings_shown", STEP)
    listed = records(queries_findings.load_findings(warehouse, filters, shown))
    asked = remembered_choice("finding")
    if asked is None or any(row["finding_id"] == asked for row in listed):
        return listed
    found = records(queries_findings.load_finding(warehouse, asked))
    if not found:
        st.info(say("findings.not_here", finding=asked))
    if found and not any(filters.values()):
        return found + listed
    return listed


def _choose_filters(warehouse: Warehouse) -> Filters:
    with st.container(key="tiles_filters"):
        first, second, third, fourth, fifth = st.columns([1, 1, 1, 1.6, 1])
        with first:
            causes = _filter("cause", CAUSES, {code: say_code("cause", code) for code in CAUSES})
        with second:
            severities = _filter("severity", SEVERITIES, {code: say_code("severity", code) for code in SEVERITIES})
        with third:
            states = {code: say_code("review", code) for code in REVIEW_STATES}
            wanted_states = _filter("review_state", REVIEW_STATES, states)
        with fourth:
            departments = _choose_departments(warehouse)
        with fifth:
            years = [plain(year) for (year,) in _values(queries_findings.load_finding_years(warehouse))]
            wanted_years = _filter("year", years, {year: year for year in years})
    return {
        "cause": causes,
        "severity": severities,
        "review_state": wanted_states,
        "department": departments,
        "year": wanted_years,
    }


def _values(frame: Any) -> Iterable[tuple[Any, ...]]:
    rows: Iterable[tuple[Any, ...]] = frame.itertuples(index=False, name=None)
    return rows


def _choose_departments(warehouse: Warehouse) -> list[str]:
    """Departments that have findings; where they are too many for a box, a word narrows them first."""
    needle = str(st.session_state.get("findings_needle", ""))
    found = dict(_values(queries_findings.load_finding_departments(warehouse, needle, MOST_DEPARTMENTS + 1)))
    is_cut = len(found) > MOST_DEPARTMENTS
    chosen = _filter("department", list(found)[:MOST_DEPARTMENTS], found)
    if is_cut or needle:
        st.text_input(say("findings.find_department"), key="findings_needle")
    if is_cut:
        st.caption(say("findings.departments_cut", count=MOST_DEPARTMENTS))
    return chosen


def _filter(name: str, options: Sequence[str], words: dict[str, str]) -> list[str]:
    return st.multiselect(
        say(f"findings.filter_{name}"),
        options,
        format_func=lambda code: words[code],
        placeholder=say("quality.any"),
        key=f"findings_{name}_{say('language')}",
    )


def _show_counts(counts: list[dict[str, Any]]) -> None:
    def total(**wanted: str) -> str:
        matching = (row for row in counts if all(row[name] == code for name, code in wanted.items()))
        return count_text(sum(row["finding_count"] for row in matching))

    tiles = (
        ("open_critical", total(review_state="open", severity="critical")),
        ("open", total(review_state="open")),
        ("deduced", total(cause="extraction_loss")),
        ("publisher", total(cause="publisher_error")),
        ("total", total()),
    )
    for column, (name, value) in zip(st.columns(len(tiles)), tiles, strict=True):
        column.metric(say(f"findings.{name}"), value, border=True)


def _line(row: Row, words: CheckWords) -> str:
    severity = f":{SEVERITY_COLOURS.get(row['severity'], 'gray')}-badge[{say_code('severity', row['severity'])}]"
    return f"{severity} {markdown_text(headline(row, words))}"


def _caption(row: Row) -> str:
    state = f":{REVIEW_COLOURS.get(row['review_state'], 'gray')}[{say_code('review', row['review_state'])}]"
    kept = reviews().get(row["finding_id"])
    if kept:
        state += f" → {say_code('review', kept['verdict'])}*"
    department = plain(row["department_name"]) or say("document.no_department")
    words = [say_code("cause", row["cause"]), department, plain(row["fiscal_year"])]
    return " · ".join([*(markdown_text(word) for word in words if word), state])


show_page()
