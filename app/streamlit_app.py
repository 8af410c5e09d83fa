"""The explorer's entry: page setup, language switch, one look at the warehouse, and the router. No page lives here."""

from __future__ import annotations

import streamlit as st

from app import i18n, style
from app.components import show_synthetic_notice
from app.i18n import say
from app.sections import FIRST_PAGE, SECTIONS
from app.warehouse import inspect_warehouse, warehouse_path

ICONS = {
    "overview": ":material/account_balance:",
    "search": ":material/search:",
    "department_year": ":material/summarize:",
    "budget_execution": ":material/balance:",
    "three_public": ":material/flight_takeoff:",
    "statement": ":material/table:",
    "subjects": ":material/account_tree:",
    "narrative": ":material/article:",
    "performance": ":material/target:",
    "trends": ":material/timeline:",
    "year_on_year": ":material/compare_arrows:",
    "peers": ":material/groups:",
    "findings": ":material/rule:",
    "certificate": ":material/verified:",
    "data_quality": ":material/fact_check:",
}

# The first page is served at the root and still takes a name of its own, which no link uses.
ROOT_NAME = "start"

# Drawn here because a named symbol would be fetched from another site.
PAGE_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#1f5673"/>'
    '<path d="M8 23V14M16 23V8M24 23V17" stroke="#fcfbf8" stroke-width="4" stroke-linecap="round"/></svg>'
)


def run_explorer() -> None:
    i18n.adopt_language_from_url()
    st.set_page_config(page_title=say("app.title"), page_icon=PAGE_ICON, layout="wide")
    style.apply_style()
    with st.sidebar:
        i18n.show_language_switch()
    inspection = inspect_warehouse(warehouse_path())
    st.session_state["inspection"] = inspection
    if inspection.warehouse is not None and inspection.state == "ready":
        show_synthetic_notice(inspection.warehouse)
        hidden = st.Page(_open_first_page, url_path=FIRST_PAGE, visibility="hidden")
        pages = {section: [_page(name) for name in names] for section, names in SECTIONS.items()}
        pages = {say(f"section.{section}"): found for section, found in pages.items()} | {"": [hidden]}
    else:
        title = say("page.setup_needed")
        pages = {"": [st.Page("app_pages/setup_needed.py", title=title, icon=":material/info:", default=True)]}
    st.navigation(pages, expanded=True).run()


def _page(name: str) -> st.Page:
    return st.Page(
        f"app_pages/{name}.py",
        title=say(f"page.{name}"),
        icon=ICONS[name],
        url_path=ROOT_NAME if name == FIRST_PAGE else name,
        default=name == FIRST_PAGE,
    )


def _open_first_page() -> None:
    """The first page lives at the root of the address; its name is an address that people write all the same."""
    st.switch_page(f"app_pages/{FIRST_PAGE}.py", query_params=dict(st.query_params))


run_explorer()
