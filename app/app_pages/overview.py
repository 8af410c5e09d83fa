"""Page: what is in the warehouse, how it stands, and the way to the other pages."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from app import queries_accounts, queries_findings, queries_quality, queries_search
from app.components import (
    Row,
    current_warehouse,
    facts_html,
    link_to_page,
    records,
    show_heading,
    status_split_html,
)
from app.formatting import count_text, moment_text, plain
from app.i18n import say
from app.pickers import choose_document
from app.sections import FIRST_PAGE, SECTIONS
from app.warehouse import PAGE_COLUMNS, Warehouse, missing_columns

STEPS_IN_A_ROW = 4
MOST_DOCUMENTS = 200


def show_page() -> None:
    warehouse = current_warehouse()
    show_heading("overview")
    _show_counts(records(queries_accounts.load_overview(warehouse))[0])
    _show_state(warehouse)
    st.header(say("overview.next"))
    document = choose_document(warehouse)
    link_to_page("search", say("overview.search"), icon=":material/search:")
    _show_steps(document)
    st.header(say("overview.documents"))
    st.caption(say("overview.documents_hint"))
    documents = records(queries_search.load_documents(warehouse, only_current=False, limit=MOST_DOCUMENTS))
    count = queries_search.count_documents(warehouse, only_current=False)
    if count > len(documents):
        st.caption(say("overview.documents_cut", shown=count_text(len(documents)), count=count_text(count)))
    _show_documents(documents)


def _show_counts(overview: Row) -> None:
    years = [plain(overview["first_year"]), plain(overview["last_year"])]
    figures = (
        (say("overview.departments"), count_text(overview["department_count"])),
        (say("overview.years"), "–".join(dict.fromkeys(year for year in years if year)) or "–"),
        (say("overview.current_documents"), count_text(overview["document_count"])),
        (say("overview.printed_figures"), count_text(overview["printed_number_count"])),
    )
    with st.container(key="tiles_counts"):
        for column, (label, value) in zip(st.columns(4), figures, strict=True):
            column.metric(label, value, border=True)


def _show_state(warehouse: Warehouse) -> None:
    refresh = queries_quality.load_last_run(warehouse, "refresh_runs")
    checks = queries_quality.load_last_run(warehouse, "expectation_runs")
    counts = queries_quality.load_status_counts(warehouse)
    left, right = st.columns(2)
    with left, st.container(border=True, height="stretch"):
        st.subheader(say("overview.refresh"))
        st.html(
            facts_html(
                [
                    (
                        say("overview.refreshed_at"),
                        _utc(moment_text(refresh["started_at"])) if refresh else say("none"),
                    ),
                    (say("overview.version"), plain(refresh["version"]) if refresh else ""),
                    (say("overview.gate"), say(f"gate.{checks['gate']}") if checks else say("overview.never_checked")),
                    (say("overview.expectations"), _expectation_words(checks) if checks else ""),
                ]
            )
        )
    with right, st.container(border=True, height="stretch"):
        st.subheader(say("overview.checks"))
        st.html(status_split_html(counts))
        _show_findings(warehouse, counts["broken"])
        if not missing_columns(warehouse, PAGE_COLUMNS["failure_rates"]):
            link_to_page("data_quality", say("overview.rates"), icon=":material/grid_on:", view="rates")


def _show_findings(warehouse: Warehouse, broken: int) -> None:
    """What is behind the broken checks: how many findings are open, and the way to them."""
    if missing_columns(warehouse, PAGE_COLUMNS["findings"]):
        if broken:
            st.caption(say("overview.broken_hint", count=count_text(broken)))
        return
    rows = records(queries_findings.load_finding_counts(warehouse, {}))
    is_open = [row for row in rows if row["review_state"] == "open"]
    critical = sum(row["finding_count"] for row in is_open if row["severity"] == "critical")
    warnings = sum(row["finding_count"] for row in is_open if row["severity"] == "warning")
    label = say("overview.findings", critical=count_text(critical), warnings=count_text(warnings))
    link_to_page("findings", label, icon=":material/rule:")


def _utc(moment: str) -> str:
    return f"{moment} UTC" if moment else ""


def _expectation_words(checks: Row) -> str:
    return say(
        "overview.expectation_counts",
        total=count_text(checks["expectation_count"]),
        passed=count_text(checks["pass_count"]),
        warned=count_text(checks["warn_count"]),
        failed=count_text(checks["fail_count"]),
    )


def _show_steps(document: Row) -> None:
    for section, steps in SECTIONS.items():
        if FIRST_PAGE in steps:
            continue
        st.subheader(say(f"section.{section}"))
        for start in range(0, len(steps), STEPS_IN_A_ROW):
            row = steps[start : start + STEPS_IN_A_ROW]
            for column, page in zip(st.columns(STEPS_IN_A_ROW), row, strict=False):
                with column, st.container(border=True, height="stretch"):
                    link_to_page(page, f"**{say(f'page.{page}')}**", document=document["document_id"])
                    st.caption(say(f"step.{page}"))


def _show_documents(documents: list[dict[str, Any]]) -> None:
    columns = {
        "department": [document["department_name"] or say("document.no_department") for document in documents],
        "year": [plain(document["fiscal_year"]) for document in documents],
        "file": [plain(document["source_name"]) for document in documents],
        "version": [
            say("document.current") if document["is_current"] else say("document.superseded") for document in documents
        ],
        "statements": [count_text(document["statement_count"]) for document in documents],
        "figures": [count_text(document["printed_number_count"]) for document in documents],
        "broken": [count_text(document["broken_count"]) for document in documents],
        "ingested": [moment_text(document["ingested_at"]) for document in documents],
    }
    frame = pd.DataFrame({say(f"column.{name}"): values for name, values in columns.items()})
    right = [say(f"column.{name}") for name in ("year", "statements", "figures", "broken")]
    st.dataframe(
        frame,
        hide_index=True,
        alt=say("overview.documents"),
        column_config={name: st.column_config.TextColumn(alignment="right") for name in right},
    )


show_page()
