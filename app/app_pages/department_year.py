"""Page: one department and year: key figures, income, expenditure, 三公, and how the document's checks stand."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import streamlit as st

from app import queries_accounts, queries_quality
from app.components import (
    Bar,
    Row,
    bars_html,
    current_warehouse,
    figure_html,
    line_title,
    link_to_page,
    place_text,
    records,
    show_heading,
    status_split_html,
    table_html,
)
from app.formatting import wan_text
from app.i18n import say, title_of
from app.pickers import choose_current_document
from app.prior_years import show_prior_years
from app.provenance import link_to_cell
from app.warehouse import Warehouse

Place = tuple[str, str, str, str]
SUMMARY = "income_expenditure_summary"
THREE_PUBLIC = "three_public_expenses"


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A column of the summary mart and the cells it may be printed in: statement, side, line, measure."""

    column: str
    places: tuple[Place, ...]


KEY_FIGURES = (
    KeyFigure("income_yuan", ((SUMMARY, "income", "current_income", "amount"), ("income", "", "total", "total"))),
    KeyFigure(
        "expenditure_yuan",
        ((SUMMARY, "expenditure", "current_expenditure", "amount"), ("expenditure", "", "total", "total")),
    ),
    KeyFigure(
        "fiscal_appropriation_yuan",
        (
            ("fiscal_appropriation_summary", "income", "current_income", "amount"),
            ("income", "", "total", "fiscal_appropriation"),
            (SUMMARY, "income", "fiscal_appropriation", "amount"),
            (SUMMARY, "income", "general_public_budget", "amount"),
        ),
    ),
    KeyFigure("basic_expenditure_yuan", (("expenditure", "", "total", "basic"),)),
    KeyFigure("project_expenditure_yuan", (("expenditure", "", "total", "project"),)),
    KeyFigure("three_public_actual_yuan", ((THREE_PUBLIC, "", "total", "actual"),)),
    KeyFigure("personnel_yuan", (("basic_expenditure", "", "personnel", "amount"),)),
    KeyFigure("public_yuan", (("basic_expenditure", "", "public", "amount"),)),
    KeyFigure("opening_balance_yuan", ((SUMMARY, "income", "opening_balance", "amount"),)),
    KeyFigure("closing_balance_yuan", ((SUMMARY, "expenditure", "closing_balance", "amount"),)),
)
OF_WHICH = "of_which_"
"""Lines that are part of the line printed before them: they keep their place below it and are never ranked."""
CARDS_IN_A_ROW = 3
CARD_COUNT = 6


def show_page() -> None:
    warehouse = current_warehouse()
    show_heading("department_year")
    document_id = choose_current_document(warehouse)["document_id"]
    summaries = records(queries_accounts.load_summary(warehouse, document_id))
    if not summaries:
        st.warning(say("department.no_summary"), icon=":material/info:")
        return
    _show_key_figures(warehouse, document_id, summaries[0])
    cells = records(queries_accounts.load_statement(warehouse, document_id, SUMMARY))
    _show_income(cells)
    _show_classes(cells)
    _show_split(summaries[0])
    _show_three_public(records(queries_accounts.load_statement(warehouse, document_id, THREE_PUBLIC)))
    show_prior_years(warehouse, document_id)
    _show_checks(document_id, summaries[0])


def _show_key_figures(warehouse: Warehouse, document_id: str, summary: Row) -> None:
    st.header(say("department.key_figures"))
    st.caption(say("department.key_figures_hint"))
    with st.container(key="tiles_figures"):
        for start in range(0, CARD_COUNT, CARDS_IN_A_ROW):
            figures = KEY_FIGURES[start : start + CARDS_IN_A_ROW]
            for column, figure in zip(st.columns(CARDS_IN_A_ROW), figures, strict=True):
                with column, st.container(border=True, height="stretch", gap="small"):
                    _show_figure(warehouse, document_id, summary, figure)
    with st.expander(say("department.more_figures")):
        figures = KEY_FIGURES[CARD_COUNT:]
        for column, figure in zip(st.columns(len(figures)), figures, strict=True):
            with column:
                _show_figure(warehouse, document_id, summary, figure)


def _show_figure(warehouse: Warehouse, document_id: str, summary: Row, figure: KeyFigure) -> None:
    amount = summary[figure.column]
    st.html(figure_html(say(f"figure.{figure.column}"), amount))
    cell = _printed_cell(warehouse, document_id, figure, amount)
    if cell is not None:
        link_to_cell(say("provenance.link", place=place_text(cell)), document_id, cell)


def _printed_cell(
    warehouse: Warehouse, document_id: str, figure: KeyFigure, amount: Decimal | None
) -> dict[str, Any] | None:
    """The first of the figure's places that prints exactly this amount; None rather than a place that does not."""
    if amount is None:
        return None
    for statement_code, side, line_code, measure_code in figure.places:
        cells = records(
            queries_accounts.load_cell(warehouse, document_id, statement_code, side, line_code, measure_code)
        )
        for cell in cells:
            if cell["amount_yuan"] == amount:
                return cell
    return None


def _show_income(cells: list[dict[str, Any]]) -> None:
    st.header(say("department.income"))
    limit = next((c["line_ordinal"] for c in cells if c["line_code"] == "current_income"), None)
    sources = [
        cell
        for cell in cells
        if cell["side"] == "income"
        and not cell["is_total_row"]
        and cell["line_ordinal"] is not None
        and (limit is None or cell["line_ordinal"] < limit)
    ]
    printed = [cell for cell in sources if cell["amount_yuan"] is not None]
    if not printed:
        st.caption(say("department.no_income"))
        return
    if any(cell["line_code"].startswith(OF_WHICH) for cell in printed):
        st.caption(say("department.of_which"))
    _show_bars(say("department.income"), printed, printed)
    blank = [line_title(cell) for cell in sources if cell["amount_yuan"] is None]
    if blank:
        st.caption(say("department.blank_sources", names=say("comma").join(blank)))


def _show_classes(cells: list[dict[str, Any]]) -> None:
    st.header(say("department.classes"))
    classes = [
        cell
        for cell in cells
        if cell["side"] == "expenditure" and str(cell["line_code"]).isdigit() and cell["amount_yuan"] is not None
    ]
    if not classes:
        st.caption(say("department.no_classes"))
        return
    st.caption(say("department.classes_hint"))
    largest_first = sorted(classes, key=lambda cell: cell["amount_yuan"], reverse=True)
    _show_bars(say("department.classes"), classes, largest_first)


def _show_bars(title: str, cells: list[dict[str, Any]], ordered: list[dict[str, Any]]) -> None:
    """Bars in the order given, with the same figures and their places as a table in printed order below."""
    st.html(bars_html(title, [_bar(cell) for cell in ordered]))
    with st.expander(say("chart.as_table")):
        st.html(
            table_html(
                [say("column.line"), say("column.amount_wan"), say("column.place")],
                [(line_title(cell), wan_text(cell["amount_yuan"]), place_text(cell)) for cell in cells],
                right=(1,),
            )
        )


def _bar(cell: Row) -> Bar:
    """A class by code and Chinese name, with its English name beside it in English; a source by its title."""
    name = line_title({**cell, "line_label": cell["line_title_zh"] or cell["line_label"]})
    is_class = str(cell["line_code"]).isdigit()
    english = cell["line_title_en"] if is_class and say("language") == "en" else None
    return Bar(name, cell["amount_yuan"], english or "", cell["line_code"].startswith(OF_WHICH))


def _show_split(summary: Row) -> None:
    basic, project = summary["basic_expenditure_yuan"], summary["project_expenditure_yuan"]
    st.header(say("department.split"))
    if basic is None and project is None:
        st.caption(say("department.no_split"))
        return
    st.caption(say("department.split_hint"))
    st.html(
        bars_html(
            say("department.split"),
            [
                Bar(say("figure.basic_expenditure_yuan"), basic),
                Bar(say("figure.project_expenditure_yuan"), project, is_second_colour=True),
            ],
        )
    )


def _show_three_public(cells: list[dict[str, Any]]) -> None:
    st.header(say("department.three_public"))
    by_line: dict[str, dict[str, dict[str, Any]]] = {}
    for cell in sorted(cells, key=lambda cell: cell["line_ordinal"] or 0):
        by_line.setdefault(cell["line_code"], {})[cell["measure_code"]] = cell
    if not any(cell["amount_yuan"] is not None for cell in cells):
        st.caption(say("department.no_three_public"))
        return
    st.caption(say("department.three_public_hint"))
    bars = []
    for measures in by_line.values():
        cells_of_line = [measures[code] for code in ("budget", "actual") if code in measures]
        for position, cell in enumerate(cells_of_line):
            note = title_of(cell, "measure_title")
            is_budget = cell["measure_code"] == "budget"
            bars.append(Bar(line_title(cell), cell["amount_yuan"], note, is_budget, position > 0))
    st.html(bars_html(say("department.three_public"), bars))
    with st.expander(say("chart.as_table")):
        st.html(_three_public_table(by_line))


def _three_public_table(by_line: dict[str, dict[str, dict[str, Any]]]) -> str:
    rows = []
    for measures in by_line.values():
        first = next(iter(measures.values()))
        amounts = [wan_text(measures[code]["amount_yuan"]) if code in measures else "" for code in ("budget", "actual")]
        rows.append((line_title(first), *amounts, place_text(first)))
    headers = [say("column.line"), say("measure.budget"), say("measure.actual"), say("column.place")]
    return table_html(headers, rows, right=(1, 2))


def _show_checks(document_id: str, summary: Row) -> None:
    st.header(say("department.checks"))
    st.html(status_split_html({status: summary[f"{status}_count"] for status in queries_quality.STATUSES}))
    link_to_page(
        "data_quality",
        say("department.open_quality"),
        icon=":material/fact_check:",
        view="identities",
        document=document_id,
    )


show_page()
