"""Page: one department over the years: its totals, and one subject as one series across renames and moved codes."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app import queries_comparisons
from app.choices import choose, remembered_choice
from app.components import (
    Bar,
    Html,
    Row,
    bars_html,
    current_warehouse,
    explain_missing,
    line_parameter,
    page_link_html,
    place_text,
    records,
    show_heading,
    table_html,
)
from app.formatting import plain, wan_text
from app.i18n import say, say_code, title_of
from app.pickers import choose_department
from app.warehouse import Warehouse

PREFERRED = "expenditure.total"


def show_page() -> None:
    warehouse = current_warehouse()
    show_heading("trends")
    if explain_missing(warehouse, "trends"):
        return
    department = choose_department(warehouse)
    department_id = department["department_id"]
    years = records(queries_comparisons.load_year_totals(warehouse, department_id))
    if len({row["fiscal_year"] for row in years}) < 2:
        st.info(say("trends.one_year"), icon=":material/info:")
    _show_totals(years)
    _show_subject(warehouse, department_id)


def _show_totals(years: list[dict[str, Any]]) -> None:
    st.header(say("trends.totals"))
    st.caption(say("trends.totals_hint"))
    for scope, rows in _by_scope(years).items():
        _name_scope(scope, is_alone=len(_by_scope(years)) == 1)
        bars = []
        for row in rows:
            bars.append(Bar(plain(row["fiscal_year"]), row["income_yuan"], say("figure.income_yuan")))
            spent = say("figure.expenditure_yuan")
            bars.append(Bar(plain(row["fiscal_year"]), row["expenditure_yuan"], spent, True, True))
        with st.container(key=f"years_totals_{scope}"):
            st.html(bars_html(say("trends.totals"), bars))


def _by_scope(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Rows by scope of account: own unit and consolidated accounts are never one series."""
    scopes: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        scopes.setdefault(row["account_scope"], []).append(row)
    return scopes


def _name_scope(scope: str, *, is_alone: bool) -> None:
    if not is_alone:
        st.markdown(f"**{say_code('scope', scope)}**")


def _show_subject(warehouse: Warehouse, department_id: str) -> None:
    st.header(say("trends.subject"))
    offered = records(queries_comparisons.load_series_statements(warehouse, department_id))
    if not offered:
        st.info(say("trends.no_amounts"))
        return
    series = _choose_series(warehouse, department_id, offered)
    rows = records(queries_comparisons.load_series(warehouse, department_id, *series))
    scopes = _by_scope(rows)
    renamed = [row for row in rows if _is_changed(row)]
    if renamed:
        st.info(_change_words(renamed[-1]), icon=":material/swap_horiz:")
    for scope, members in scopes.items():
        _name_scope(scope, is_alone=len(scopes) == 1)
        with st.container(key=f"years_series_{scope}"):
            bars = [Bar(plain(row["fiscal_year"]), row["amount_yuan"], _year_words(row)) for row in members]
            st.html(bars_html(say("trends.subject"), bars))
        st.html(_table(members))
    st.caption(say("trends.subject_hint"))


def _choose_series(warehouse: Warehouse, department_id: str, offered: list[dict[str, Any]]) -> tuple[str, str, str]:
    statements = {f"{row['statement_code']}.{row['measure_code']}": row for row in offered}
    left, right = st.columns([2, 3])
    with left:
        chosen = choose(
            "column",
            say("trends.choose_column"),
            list(statements),
            lambda key: _column_words(statements[key]),
            default=PREFERRED,
            help_text=say("subjects.one_statement"),
        )
    statement = statements[chosen]
    codes = (statement["statement_code"], statement["measure_code"])
    found = {
        row["conformed_subject_key"]: row
        for row in records(queries_comparisons.load_series_offered(warehouse, department_id, *codes))
    }
    asked = remembered_choice("series")
    if asked is not None and asked not in found:
        st.info(say("trends.not_here", series=asked.partition(":")[2]), icon=":material/info:")
    with right:
        key = choose(
            "series",
            say("trends.choose_series"),
            list(found),
            lambda key: _series_words(found[key]),
            default=max(found, key=lambda key: (-found[key]["level"], found[key]["newest_amount_yuan"])),
        )
    return (*codes, key)


def _column_words(row: Row) -> str:
    measure = title_of(row, "measure_title") or plain(row["measure_code"])
    return f"{title_of(row, 'statement_title')} · {measure}"


def _series_words(row: Row) -> str:
    indent = "　" * ((row["level"] or 1) - 1)
    level = say_code("level", plain(row["level"]))
    earlier = [name for name in row["names"] if name != row["conformed_subject_name"]]
    tail = say("trends.formerly", names=say("comma").join(earlier)) if earlier else ""
    return f"{indent}{row['subject_code']} {row['conformed_subject_name']}{tail} · {level}"


def _is_changed(row: Row) -> bool:
    return row["name_before"] is not None and (
        row["name_before"] != row["subject_name_of_year"] or row["code_before"] != row["subject_code"]
    )


def _change_words(row: Row) -> str:
    return say(
        "trends.changed",
        year=row["fiscal_year"],
        before=f"{row['code_before']} {row['name_before']}",
        after=f"{row['subject_code']} {row['subject_name_of_year']}",
    )


def _year_words(row: Row) -> str:
    words = f"{row['subject_code']} {row['subject_name_of_year']}"
    return f"{words} · {say('trends.renamed')}" if _is_changed(row) else words


def _table(rows: list[dict[str, Any]]) -> str:
    names = ("year", "code", "name_of_year", "amount_wan", "place")
    return table_html(
        [say(f"column.{name}") for name in names],
        [
            (
                plain(row["fiscal_year"]),
                plain(row["subject_code"]),
                plain(row["subject_name_of_year"]),
                _amount(row),
                _place(row),
            )
            for row in rows
        ],
        right=(3,),
    )


def _amount(row: Row) -> str:
    """A deduced amount stands in 〔 〕, as on the statement page."""
    shown = wan_text(row["amount_yuan"])
    return f"〔{shown}〕" if row["cell_state"] == "deduced" else shown


def _place(row: Row) -> Html:
    return page_link_html(
        "statement",
        place_text(row) or say("subjects.open_source"),
        document=row["document_id"],
        statement=row["statement_code"],
        line=line_parameter(row["side"], row["line_code"] or row["subject_code"]),
        measure=row["measure_code"],
    )


show_page()
