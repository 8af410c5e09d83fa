"""Where a cell comes from: the panel below a statement, and the links that lead to it from everywhere else."""

from __future__ import annotations

import re
from typing import Any

import streamlit as st

from app import queries_accounts, queries_quality
from app.check_words import CheckWords, load_check_words, status_code
from app.components import (
    Row,
    facts_html,
    line_parameter,
    line_title,
    link_to_page,
    place_text,
    records,
    status_html,
    table_html,
    wan_words,
)
from app.document_lines import Mark, lines_html
from app.formatting import number_text, plain, wan_text, weight_text, yuan_text
from app.i18n import say, say_code, title_of
from app.warehouse import Warehouse

NARRATIVE_OPERANDS, FORM_OPERANDS = "narrative_", "evaluation_"
"""How the codes of operands begin that stand in no statement but in a section of the narrative or a form."""


def link_to_cell(label: str, document_id: str, cell: Row) -> None:
    """A link to the statement page with this cell chosen; an operand of another kind leads to its own page."""
    code = str(cell["statement_code"])
    if code.startswith(NARRATIVE_OPERANDS):
        section = code.removeprefix(NARRATIVE_OPERANDS)
        link_to_page("narrative", label, icon=":material/article:", document=document_id, section=section)
        return
    if code.startswith(FORM_OPERANDS):
        link_to_page("performance", label, icon=":material/target:", document=document_id)
        return
    link_to_page(
        "statement",
        label,
        icon=":material/find_in_page:",
        document=document_id,
        statement=cell["statement_code"],
        line=line_parameter(cell["side"], cell["line_code"]),
        measure=cell["measure_code"],
    )


def show_provenance(warehouse: Warehouse, document_id: str, cell: Row) -> None:
    """Each place where the cell is printed, the lines around it, and the checks it takes part in."""
    key = (document_id, cell["statement_code"], cell["side"], cell["line_code"], cell["measure_code"])
    places = records(queries_accounts.load_cell(warehouse, *key))
    if len(places) > 1:
        st.warning(say("provenance.several_places", count=len(places)), icon=":material/call_split:")
    for place in places:
        facts, lines = st.columns([4, 5], gap="medium")
        with facts:
            st.html(_facts(place))
        with lines:
            show_lines_around(warehouse, document_id, place)
    _show_checks(warehouse, key)


def _facts(place: Row) -> str:
    amount = place["amount_yuan"]
    half_width = place["rounding_half_width_yuan"]
    amount_words = f"{wan_words(amount)} = {yuan_text(amount)} {say('unit.yuan')}" if amount is not None else ""
    return facts_html(
        [
            (say("provenance.amount"), amount_words or say(f"cell_kind.{place['cell_kind']}")),
            (say("provenance.text"), _quoted(place["source_text"])),
            (say("provenance.file"), plain(place["source_name"])),
            (say("provenance.place"), place_text(place)),
            (say("provenance.row_column"), _row_and_column(place)),
            (say("provenance.reference"), plain(place["source_reference"])),
            (say("provenance.box"), plain(place["source_box"])),
            (say("provenance.unit"), _unit(place)),
            (say("provenance.half_width"), f"± {yuan_text(half_width)} {say('unit.yuan')}" if half_width else ""),
            (say("provenance.line_evidence"), _evidence(place["line_evidence"])),
            (say("provenance.measure_evidence"), _evidence(place["measure_evidence"])),
            (say("provenance.state"), say_code("cell_state", place["cell_state"]) if amount is not None else ""),
        ]
    )


def _quoted(text: str | None) -> str:
    return say("provenance.nothing_printed") if not (text or "").strip() else f"“{text}”"


def _row_and_column(place: Row) -> str:
    row, column = place["source_row"], place["source_column"]
    return "" if row is None else say("place.row_column", row=row, column=plain(column) or "?")


def _unit(place: Row) -> str:
    if not place["unit_name"]:
        return ""
    source = say_code("unit_source", place["unit_source"])
    unit = say_code("unit_name", place["unit_name"])
    return f"{unit} · {source}" if source else unit


def _evidence(evidence: str | None) -> str:
    if not evidence:
        return ""
    return " + ".join(say_code("evidence", part) for part in re.split(r"\+|_and_", evidence))


def show_lines_around(warehouse: Warehouse, document_id: str, place: Row) -> None:
    """The line of a cell, or of a figure of the narrative, among its neighbours."""
    page, line = place["source_page"], place["source_line"]
    if line is None:
        st.caption(say("provenance.no_lines"))
        return
    around = records(queries_accounts.load_lines_around(warehouse, document_id, page, line))
    st.caption(say("provenance.lines_around"))
    st.html(lines_html(around, [Mark(place)]))


def _show_checks(warehouse: Warehouse, key: tuple[str, str, str, str, str]) -> None:
    checks = records(queries_quality.load_checks_of_cell(warehouse, *key))
    st.subheader(say("provenance.checks"))
    if not checks:
        st.caption(say("provenance.no_checks"))
        return
    st.caption(say("provenance.checks_hint"))
    words = load_check_words(warehouse)
    st.html(
        table_html(
            [say(f"column.{name}") for name in ("status", "identity", "instance", "residual", "tolerance", "note")],
            [
                (
                    status_html("status", status_code(check["status"], check["kind"])),
                    title_of(check),
                    words.of_instance(check["instance_key"]),
                    wan_text(check["residual_yuan"]),
                    wan_text(check["tolerance_yuan"]),
                    words.of_explanation(check["explanation"]),
                )
                for check in checks
            ],
            right=(3, 4),
        )
    )
    worst = checks[0]
    link_to_page(
        "data_quality",
        say("provenance.open_check"),
        icon=":material/fact_check:",
        view="identities",
        document=key[0],
        identity=worst["identity_code"],
        instance=f"{key[0]}|{worst['instance_key']}",
    )


def cell_rows(cells: list[dict[str, Any]], words: CheckWords) -> list[tuple[str, ...]]:
    """The cells of a check as rows of a table: sign, statement, line, measure, place, text as printed, amount."""
    return [
        (
            f"{say_code('role', cell['role'])}\u00a0{weight_text(cell['weight'])}",
            title_of(cell, "statement_title") or words.of_operand(cell["statement_code"]),
            operand_line(cell, words),
            title_of(cell, "measure_title") or words.of_operand(cell["measure_code"]),
            place_text(cell),
            plain(cell["source_text"]).strip() or say("figure.blank"),
            _operand_value(cell),
        )
        for cell in cells
    ]


def operand_line(cell: Row, words: CheckWords) -> str:
    """The line of a cell; the topic of a figure that stands in no statement."""
    code = plain(cell["line_code"])
    return line_title(cell) if code[:1].isdigit() or title_of(cell, "line_title") else words.of_operand(code)


def _operand_value(cell: Row) -> str:
    """An amount in 万元; a rate, count or score as it is."""
    if cell["amount_yuan"] is not None or cell.get("value_number") is None:
        return wan_text(cell["amount_yuan"])
    return f"{number_text(cell['value_number'])}{'%' if cell['unit_kind'] == 'percent' else ''}"


CELL_COLUMNS = ("role", "statement", "line", "measure", "place", "text", "amount_wan")
"""The headers of `cell_rows`, keys of `column.…`."""
