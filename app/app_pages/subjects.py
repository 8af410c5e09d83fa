"""Page: the hierarchy of subjects 类 → 款 → 项 of one statement and measure, as a picture and as a table by level."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from app import queries_accounts
from app.charts import ROOT, subject_icicle
from app.choices import choose
from app.components import (
    Row,
    current_warehouse,
    figure_html,
    line_title,
    place_text,
    records,
    show_heading,
)
from app.formatting import plain, wan_text
from app.i18n import say, title_of
from app.pickers import choose_document
from app.provenance import link_to_cell
from app.warehouse import Warehouse

PREFERRED_STATEMENT = "expenditure"


def show_page() -> None:
    warehouse = current_warehouse()
    show_heading("subjects")
    document = choose_document(warehouse)
    offered = records(queries_accounts.load_subject_statements(warehouse, document["document_id"]))
    if not offered:
        st.info(say("subjects.none"))
        return
    statement, measure = _choose_statement_and_measure(offered)
    subjects = records(
        queries_accounts.load_subject_amounts(warehouse, document["document_id"], statement["statement_code"], measure)
    )
    totals = records(
        queries_accounts.load_named_totals(warehouse, document["document_id"], statement["statement_code"], measure)
    )
    start = _choose_start(subjects)
    _show_picture(subjects, _root_total(totals, subjects[0]["side"]), start, statement)
    _show_table(warehouse, document["document_id"], statement, measure, subjects, start)


def _choose_statement_and_measure(offered: list[dict[str, Any]]) -> tuple[dict[str, Any], str]:
    by_statement: dict[str, list[dict[str, Any]]] = {}
    for row in offered:
        by_statement.setdefault(row["statement_code"], []).append(row)
    left, right = st.columns([3, 2])
    with left:
        code = choose(
            "statement",
            say("subjects.choose_statement"),
            list(by_statement),
            lambda code: _statement_words(by_statement[code][0]),
            default=PREFERRED_STATEMENT,
            help_text=say("subjects.one_statement"),
        )
    measures = {row["measure_code"]: row for row in by_statement[code]}
    with right:
        measure = choose(
            "measure",
            say("subjects.choose_measure"),
            list(measures),
            lambda measure: title_of(measures[measure], "measure_title") or measure,
        )
    return by_statement[code][0], measure


def _statement_words(row: Row) -> str:
    kind = say(f"classification.{row['classification']}")
    return f"{title_of(row, 'statement_title')} · {kind}"


def _choose_start(subjects: list[dict[str, Any]]) -> str:
    """Drill-down without a pointer: the subject at which the picture opens and below which the table lists."""
    parents = [subject for subject in subjects if _has_children(subject, subjects)]
    names = {subject["subject_code"]: _subject_words(subject) for subject in parents}
    options = [ROOT, *names]
    return choose(
        "subject",
        say("subjects.drill"),
        options,
        lambda code: say("subjects.all") if code == ROOT else names[code],
    )


def _has_children(subject: Row, subjects: list[dict[str, Any]]) -> bool:
    code = subject["subject_code"]
    return any(other["subject_code"].startswith(code) and other["subject_code"] != code for other in subjects)


def _subject_words(subject: Row) -> str:
    return f"{'　' * (subject['level'] - 1)}{subject['subject_code']} {subject['subject_name']}"


def _root_total(totals: list[dict[str, Any]], side: str) -> dict[str, Any] | None:
    """The printed total of all subjects where the statement has exactly one such row; never a sum made here."""
    wanted = [row for row in totals if row["side"] == side and row["line_code"] in ("total", "current_expenditure")]
    return wanted[0] if len(wanted) == 1 else None


def _show_picture(subjects: list[dict[str, Any]], total: dict[str, Any] | None, start: str, statement: Row) -> None:
    label = title_of(total) if total else title_of(statement, "statement_title")
    amount: Decimal | None = total["amount_yuan"] if total else None
    st.caption(say("subjects.picture_hint"))
    # The style sheet shows the one that fits the screen.
    for name, is_narrow in (("wide_picture", False), ("narrow_picture", True)):
        with st.container(key=name):
            st.plotly_chart(
                subject_icicle(subjects, label, amount, start, is_narrow=is_narrow),
                theme=None,
                key=f"{name}.{statement['statement_code']}.{start}",
                config={"displayModeBar": False, "displaylogo": False},
                alt=say("subjects.picture_alt", statement=title_of(statement, "statement_title")),
            )


def _show_table(
    warehouse: Warehouse,
    document_id: str,
    statement: Row,
    measure: str,
    subjects: list[dict[str, Any]],
    start: str,
) -> None:
    st.header(say("subjects.table"))
    below = [
        s for s in subjects if start == ROOT or (s["subject_code"].startswith(start) and s["subject_code"] != start)
    ]
    levels = sorted({subject["level"] for subject in below})
    words = {number: say(f"level.{number}") for number in levels}
    level = st.segmented_control(
        say("subjects.level"),
        levels,
        default=levels[0],
        format_func=lambda number: words[number],
        key=f"level.{statement['statement_code']}.{start}.{say('language')}",
        required=True,
        help=say("subjects.level_help"),
    )
    st.caption(say("subjects.level_warning"))
    shown = [subject for subject in below if subject["level"] == level]
    if start != ROOT:
        own = next(subject for subject in subjects if subject["subject_code"] == start)
        st.html(figure_html(_subject_words(own).strip(), own["amount_yuan"], say("subjects.printed_for_it")))
    _show_level(shown)
    cells = [
        {
            "statement_code": statement["statement_code"],
            "side": subject["side"],
            "line_code": subject["subject_code"],
            "line_label": subject["subject_name"],
            "measure_code": measure,
        }
        for subject in shown
    ]
    _link_to_source(document_id, cells)


def _show_level(shown: list[dict[str, Any]]) -> None:
    columns = {
        "code": [subject["subject_code"] for subject in shown],
        "subject": [subject["subject_name"] for subject in shown],
        "amount_wan": [wan_text(subject["amount_yuan"]) for subject in shown],
        "place": [place_text(subject) for subject in shown],
        "name_variants": [plain(subject["name_variant_count"]) for subject in shown],
    }
    frame = pd.DataFrame({say(f"column.{name}"): values for name, values in columns.items()})
    right = [say("column.amount_wan"), say("column.name_variants")]
    st.dataframe(
        frame,
        hide_index=True,
        alt=say("subjects.table"),
        column_config={name: st.column_config.TextColumn(alignment="right") for name in right},
    )


def _link_to_source(document_id: str, cells: list[dict[str, Any]]) -> None:
    by_code = {cell["line_code"]: cell for cell in cells}
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        code = st.selectbox(
            say("subjects.source_of"), list(by_code), format_func=lambda code: line_title(by_code[code])
        )
    with right:
        link_to_cell(say("subjects.open_source"), document_id, by_code[code])


show_page()
