"""Two parts of the data quality page: the results of the expectations, and what was read and refused."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from app import queries_quality
from app.components import Html, Row, facts_html, records, status_html, table_html
from app.formatting import count_text, moment_text, plain, shortened
from app.i18n import say, say_code, title_of
from app.refusals import refusal_words
from app.warehouse import Warehouse

LONGEST_MESSAGE = 160


def show_expectations(warehouse: Warehouse) -> None:
    """The newest run of the expectations: the gate, the counts, and every result, failures first."""
    run = queries_quality.load_last_run(warehouse, "expectation_runs")
    if run is None:
        st.info(say("quality.never_checked"))
        return
    st.caption(say("quality.expectations_hint"))
    counts = ("expectation_count", "pass_count", "warn_count", "fail_count")
    with st.container(key="tiles_expectations"):
        for column, name in zip(st.columns(4), counts, strict=True):
            column.metric(say(f"quality.{name}"), count_text(run[name]), border=True)
    show = st.success if run["gate"] == "open" else st.error
    gate = say(f"gate.{run['gate']}")
    show(f"{gate} · {moment_text(run['finished_at'])} UTC")
    results = records(queries_quality.load_expectation_results(warehouse, run["run_id"]))
    notable = [result for result in results if result["outcome"] != "pass"]
    if notable:
        st.subheader(say("quality.notable"))
        titles = {row["identity_code"]: title_of(row) for row in records(queries_quality.load_identities(warehouse))}
        for result in notable:
            about = titles.get(result["subject"]) or plain(result["subject"]) or result["expectation_id"]
            with st.expander(f":material/warning: {say_code('outcome', result['outcome'])} · {about}"):
                st.html(_result_facts(result))
    with st.expander(say("quality.all_results", count=count_text(len(results)))), st.container(key="results_all"):
        st.html(_results_table(results))


def _result_facts(result: Row) -> str:
    return facts_html(
        [
            (say("column.outcome"), status_html("outcome", result["outcome"])),
            (say("column.suite"), say_code("suite", result["suite"])),
            (say("column.subject_of_test"), plain(result["subject"])),
            (say("column.observed"), plain(result["observed"])),
            (say("column.expected"), plain(result["expected"])),
            (say("column.message"), title_of(result, "message")),
        ]
    )


def _results_table(results: list[dict[str, Any]]) -> str:
    names = ("outcome", "suite", "subject_of_test", "message", "observed", "expected")
    return table_html(
        [say(f"column.{name}") for name in names],
        [
            (
                status_html("outcome", result["outcome"]),
                say_code("suite", result["suite"]),
                plain(result["subject"]),
                shortened(title_of(result, "message"), LONGEST_MESSAGE),
                plain(result["observed"]),
                plain(result["expected"]),
            )
            for result in results
        ],
    )


def show_ingest_log(warehouse: Warehouse) -> None:
    """What was read and what was refused, with the reason and what can be done about it."""
    entries = records(queries_quality.load_ingest_log(warehouse))
    if not entries:
        st.info(say("quality.no_log"))
        return
    st.caption(say("quality.ingest_hint"))
    refused = [entry for entry in entries if entry["status"] == "quarantined"]
    for entry in refused:
        reason, remedy = refusal_words(entry["reason_code"])
        with st.container(border=True):
            st.html(
                Html(f"{status_html('ingest', 'quarantined')} <strong>{escape(plain(entry['source_name']))}</strong>")
            )
            st.html(
                facts_html(
                    [
                        (say("quality.reason"), reason),
                        (say("quality.detail"), plain(entry["message"])),
                        (say("quality.remedy"), remedy),
                        (say("column.logged"), f"{moment_text(entry['logged_at'])} UTC"),
                    ]
                )
            )
    _show_log([entry for entry in entries if entry["status"] != "quarantined"])


def _show_log(entries: list[dict[str, Any]]) -> None:
    names = ("status", "file", "statements", "figures", "placed", "unplaced", "blank", "unreadable", "logged")
    st.html(
        table_html(
            [say(f"column.{name}") for name in names],
            [
                (
                    status_html("ingest", entry["status"]),
                    plain(entry["source_name"]),
                    *(
                        count_text(entry[f"{name}_count"])
                        for name in (
                            "statement",
                            "printed_number",
                            "placed_number",
                            "unplaced_number",
                            "blank",
                            "unreadable",
                        )
                    ),
                    f"{moment_text(entry['logged_at'])} UTC",
                )
                for entry in entries
            ],
            right=(2, 3, 4, 5, 6, 7),
        )
    )
