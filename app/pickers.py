"""The select boxes of documents and departments. Where there are many, words narrow them before they are offered."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app import queries_search
from app.choices import choose, remember_choice, remembered_choice
from app.components import ALL_DOCUMENTS, Row, records
from app.formatting import plain
from app.i18n import say
from app.warehouse import Warehouse

MOST_OPTIONS = 100
"""Options that a box offers at once; beyond that a search stands above it."""


def choose_document(warehouse: Warehouse, *, only_current: bool = False) -> Row:
    """The select box of documents, the same choice on every page; an address to an unknown document says so."""
    found = _find_documents(warehouse, only_current=only_current, offers_all=False)
    chosen = choose("document", say("document.choose"), list(found), lambda key: document_label(found[key]))
    return found[chosen]


def choose_current_document(warehouse: Warehouse) -> Row:
    """The select box of current documents, with the notice that an own unit (本级) is no consolidated department."""
    document = choose_document(warehouse, only_current=True)
    if document["is_own_unit"]:
        st.info(say("department.own_unit"), icon=":material/info:")
    return document


def choose_document_or_all(warehouse: Warehouse) -> Row | None:
    """As `choose_document`, with all current documents as the first choice: None."""
    found = _find_documents(warehouse, only_current=False, offers_all=True)
    chosen = choose(
        "document",
        say("quality.choose_document"),
        [ALL_DOCUMENTS, *found],
        lambda key: say("quality.all_documents") if key == ALL_DOCUMENTS else document_label(found[key]),
    )
    return found.get(chosen)


def document_label(document: Row) -> str:
    """Department, year and file name; a superseded version and synthetic data say so."""
    parts = [
        document["department_name"] or say("document.no_department"),
        plain(document["fiscal_year"]) or say("document.no_year"),
        document["source_name"],
    ]
    if document.get("is_synthetic"):
        parts.append(say("synthetic.mark"))
    if not document["is_current"]:
        parts.append(say("document.superseded"))
    return " · ".join(parts)


def _find_documents(warehouse: Warehouse, *, only_current: bool, offers_all: bool) -> dict[str, dict[str, Any]]:
    """The documents to offer by id: never none, and with the one that was chosen before unless a search left it out."""
    needle = ""
    if queries_search.count_documents(warehouse, only_current=only_current) > MOST_OPTIONS:
        needle = st.text_input(say("document.find"), key="find_document", placeholder=say("document.find_hint")).strip()
    found = _load(warehouse, only_current=only_current, needle=needle)
    if needle and not found:
        st.caption(say("search.nothing", needle=needle))
        needle, found = "", _load(warehouse, only_current=only_current)
    if len(found) > MOST_OPTIONS:
        found = dict(list(found.items())[:MOST_OPTIONS])
        st.caption(say("document.cut", count=MOST_OPTIONS))
    asked = remembered_choice("document")
    if asked is None or asked in found or (asked == ALL_DOCUMENTS) or needle:
        return found
    wanted = _load(warehouse, only_current=only_current, document_id=asked)
    if not wanted:
        st.info(say("document.not_here", document=asked))
    return wanted | found


def _load(
    warehouse: Warehouse, *, only_current: bool, needle: str = "", document_id: str = ""
) -> dict[str, dict[str, Any]]:
    frame = queries_search.load_documents(
        warehouse, only_current=only_current, needle=needle, document_id=document_id, limit=MOST_OPTIONS + 1
    )
    return {row["document_id"]: row for row in records(frame)}


def choose_department(warehouse: Warehouse) -> Row:
    """The select box of departments that have documents; it opens on that of the document looked at before."""
    needle = ""
    found = _load_departments(warehouse, "")
    if len(found) > MOST_OPTIONS:
        needle = st.text_input(say("department.find"), key="find_department", placeholder=say("document.find_hint"))
        found = _load_departments(warehouse, needle.strip()) or found
        if len(found) > MOST_OPTIONS:
            found = dict(list(found.items())[:MOST_OPTIONS])
            st.caption(say("department.cut", count=MOST_OPTIONS))
    asked = remembered_choice("department") or _department_of_document(warehouse)
    if asked and asked not in found and not needle.strip():
        rows = records(queries_search.load_department(warehouse, asked))
        found = {row["department_id"]: row for row in rows if row["document_id"]} | found
    chosen = choose(
        "department", say("department.choose"), list(found), lambda key: department_label(found[key]), default=asked
    )
    _follow(warehouse, found[chosen])
    if found[chosen]["is_own_unit"]:
        st.info(say("department.own_unit"), icon=":material/info:")
    return found[chosen]


def department_label(department: Row) -> str:
    """Name, code and the years of its documents."""
    years = [plain(department["first_year"]), plain(department["last_year"])]
    parts = [
        plain(department["department_name"]),
        plain(department["department_code"]),
        "–".join(dict.fromkeys(year for year in years if year)),
    ]
    return " · ".join(part for part in parts if part)


def _load_departments(warehouse: Warehouse, needle: str) -> dict[str, dict[str, Any]]:
    frame = queries_search.find_departments(warehouse, needle, MOST_OPTIONS + 1)
    return {row["department_id"]: row for row in records(frame) if row["document_id"]}


def _department_of_document(warehouse: Warehouse) -> str | None:
    asked = remembered_choice("document")
    if asked is None or asked == ALL_DOCUMENTS:
        return None
    found = _load(warehouse, only_current=False, document_id=asked)
    return found[asked]["department_id"] if found else None


def _follow(warehouse: Warehouse, department: Row) -> None:
    """The pages of one document go on with this department, unless they are at one of its documents already."""
    if _department_of_document(warehouse) != department["department_id"]:
        remember_choice("document", department["document_id"])
