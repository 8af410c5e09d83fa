"""Page: performance self-evaluation forms: score and grade, funds by source and phase, indicators, and every print."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import streamlit as st

from app import evaluation_views, queries_evaluations
from app.choices import choose
from app.components import (
    Row,
    current_warehouse,
    explain_missing,
    facts_html,
    place_text,
    records,
    show_heading,
    table_html,
    tile_html,
)
from app.evaluation_views import FIELDS
from app.formatting import count_text, number_text, plain
from app.i18n import say
from app.pickers import choose_current_document
from app.warehouse import Warehouse


def show_page() -> None:
    warehouse = current_warehouse()
    show_heading("performance")
    if explain_missing(warehouse, "performance"):
        return
    document = choose_current_document(warehouse)
    forms = {row["form_id"]: row for row in records(queries_evaluations.load_forms(warehouse, document["document_id"]))}
    if not forms:
        st.info(say("form.none"))
        return
    _show_forms(list(forms.values()))
    form_id = choose("form", say("form.choose"), list(forms), lambda form_id: _form_title(forms[form_id]))
    _show_form(warehouse, forms[form_id])


def _form_title(form: Row) -> str:
    kind = say(f"form.{form['form_kind']}")
    return f"{kind} · {form['project_name']}" if form["project_name"] else kind


def _show_forms(forms: list[dict[str, Any]]) -> None:
    names = ("title", "score", "grade", "indicators", "copies", "place")
    st.html(
        table_html(
            [say(f"form.{name}") for name in names],
            [
                (
                    _form_title(form),
                    number_text(form["total_score_printed"]),
                    plain(form["grade"]),
                    count_text(form["indicator_count"]),
                    count_text(form["copy_count"]),
                    place_text(form),
                )
                for form in forms
            ],
            right=(1, 3, 4),
        )
    )


def _show_form(warehouse: Warehouse, form: Row) -> None:
    st.header(_form_title(form))
    _show_tiles(form)
    if form["score_residual"]:
        residual = number_text(form["score_residual"])
        st.warning(
            say("form.sum_differs", residual=residual, total=number_text(form["score_sum"])), icon=":material/warning:"
        )
    if form["grade"] and form["grade_by_score"] and form["grade"] != form["grade_by_score"]:
        st.warning(
            say("form.grade_differs", printed=form["grade"], rule=form["grade_by_score"]), icon=":material/warning:"
        )
    with st.expander(say("form.head")):
        st.html(_head(form))
    st.header(say("form.funds"))
    evaluation_views.show_funds(records(queries_evaluations.load_funds(warehouse, form["form_id"])))
    st.header(say("form.indicators_title"))
    _show_indicators(records(queries_evaluations.load_indicators(warehouse, form["form_id"])))
    st.header(say("form.prints"))
    evaluation_views.show_prints(warehouse, form)


def _show_tiles(form: Row) -> None:
    added_up = say("form.added_up", total=number_text(form["score_sum"])) if form["score_sum"] is not None else ""
    rule = say("form.grade_rule", grade=form["grade_by_score"]) if form["grade_by_score"] else ""
    execution = f"{number_text(form['execution_score'])} / {number_text(form['execution_weight'])}"
    rate = (
        say("form.execution_rate", rate=number_text(form["execution_rate"]))
        if form["execution_rate"] is not None
        else ""
    )
    tiles = (
        tile_html(say("form.score"), number_text(form["total_score_printed"]), added_up),
        tile_html(say("form.grade"), plain(form["grade"]), rule),
        tile_html(say("form.execution"), execution if form["execution_score"] is not None else "", rate),
        tile_html(say("form.copies"), count_text(form["copy_count"]), evaluation_views.copies_words(form)),
    )
    with st.container(key="tiles_form"):
        for column, html in zip(st.columns(len(tiles)), tiles, strict=True):
            with column, st.container(border=True, height="stretch"):
                st.html(html)


def _head(form: Row) -> str:
    names = (
        "title_printed",
        "department_name",
        "implementing_unit",
        "reporting_unit",
        "filing_date",
        "fiscal_year_printed",
    )
    facts = [(say(f"form.{name}"), plain(form[name])) for name in names]
    unread = form["unread_row_count"]
    return facts_html([*facts, (say("form.unread"), count_text(unread) if unread else "")])


def _show_indicators(indicators: list[dict[str, Any]]) -> None:
    if not indicators:
        st.caption(say("form.no_indicators"))
        return
    st.caption(say("form.indicators_hint"))
    names = (*(f"field.{name}" for name in FIELDS if name != "level_1"), "form.witnesses")
    for number, (level_1, members) in enumerate(groupby(indicators, key=lambda row: row["level_1_indicator"])):
        st.subheader(level_1 or say("form.no_level"))
        st.container(key=f"indicators_{number}").html(
            table_html(
                [say(name) for name in names],
                [evaluation_views.indicator_row(row) for row in members],
                right=(4, 5),
            )
        )


show_page()
