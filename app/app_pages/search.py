"""Page: find a department or a subject by Chinese name, code or pinyin, and the ways on from it."""

from __future__ import annotations

import streamlit as st

from app import queries_search
from app.components import Row, current_warehouse, link_to_page, records, show_heading
from app.finding_views import markdown_text
from app.formatting import plain
from app.i18n import say
from app.warehouse import Warehouse

PARAMETER = "q"
MOST_RESULTS = 20
ICONS = {"trends": ":material/timeline:", "peers": ":material/groups:"}
SERIES_COLUMNS = {"function": "expenditure.total", "economic": "basic_expenditure.amount"}
"""Statement and column that a series of a classification is shown in at first."""


def show_page() -> None:
    warehouse = current_warehouse()
    show_heading("search")
    needle = _ask()
    if not needle:
        return
    departments = records(queries_search.find_departments(warehouse, needle, MOST_RESULTS + 1))
    subjects = records(queries_search.find_subjects(warehouse, needle, MOST_RESULTS + 1))
    if departments or not subjects:
        _show_departments(departments)
    _show_subjects(warehouse, subjects)
    if subjects and not departments:
        _show_departments(departments)


def _ask() -> str:
    """The needle, from the box or from a link, kept in the address."""
    asked = st.query_params.get(PARAMETER)
    if asked is not None and asked != st.session_state.get("seen_q"):
        st.session_state["search_box"] = asked
    needle = st.text_input(
        say("search.box"), key="search_box", placeholder=say("search.hint"), icon=":material/search:"
    ).strip()
    st.session_state["seen_q"] = needle
    if needle and st.query_params.get(PARAMETER) != needle:
        st.query_params[PARAMETER] = needle
    return needle


def _show_departments(departments: list[dict[str, object]]) -> None:
    st.header(say("search.departments"))
    if not departments:
        st.caption(say("search.no_departments"))
        return
    for row in departments[:MOST_RESULTS]:
        with st.container(border=True):
            _show_department(row)
    _say_cut(len(departments))


def _show_department(row: Row) -> None:
    name = f"**{markdown_text(plain(row['department_name']))}**"
    years = _years(row)
    facts = [plain(row["department_code"]), plain(row["region"])]
    facts.append(say("search.years", years=years) if row["document_id"] else say("search.no_document"))
    if row["document_id"]:
        link_to_page("department_year", name, document=row["document_id"])
    else:
        st.markdown(name)
    st.caption(" · ".join(markdown_text(fact) for fact in facts if fact))
    if row["document_id"]:
        with st.container(horizontal=True):
            for page in ("trends", "peers"):
                link_to_page(page, say(f"search.to_{page}"), icon=ICONS[page], department=row["department_id"])


def _show_subjects(warehouse: Warehouse, subjects: list[dict[str, object]]) -> None:
    st.header(say("search.subjects"))
    if not subjects:
        st.caption(say("search.no_subjects"))
        return
    for row in subjects[:MOST_RESULTS]:
        with st.container(border=True):
            _show_subject(warehouse, row)
    _say_cut(len(subjects))


def _show_subject(warehouse: Warehouse, row: Row) -> None:
    codes, names = row["codes"], row["names"]
    st.markdown(f"**{row['subject_code']} {markdown_text(plain(row['series_name']))}**")
    facts = [
        say(f"level.{row['level']}"),
        say(f"classification.{row['classification']}"),
        say("search.years", years=_years(row)),
    ]
    if len(names) > 1:
        facts.append(say("search.formerly", names=say("comma").join(names)))
    if len(codes) > 1:
        facts.append(say("search.codes", codes=say("comma").join(codes)))
    st.caption(" · ".join(markdown_text(fact) for fact in facts))
    series = {"series": row["series_key"]} if queries_search.has_series(warehouse) else {"subject": row["subject_code"]}
    with st.container(horizontal=True):
        if "series" in series:
            column = SERIES_COLUMNS[row["classification"]]
            link_to_page("trends", say("search.to_trends"), icon=ICONS["trends"], column=column, **series)
            if row["level"] == 1 and row["classification"] == "function":
                klass = {"class": row["series_key"]}
                link_to_page("peers", say("search.to_peers"), icon=ICONS["peers"], **klass)
        else:
            link_to_page("subjects", say("search.to_subjects"), icon=":material/account_tree:", **series)


def _years(row: Row) -> str:
    return "–".join(dict.fromkeys(plain(year) for year in (row["first_year"], row["last_year"]) if year is not None))


def _say_cut(count: int) -> None:
    if count > MOST_RESULTS:
        st.caption(say("search.more", count=MOST_RESULTS))


show_page()
