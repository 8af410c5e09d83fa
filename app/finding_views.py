"""One finding: what it says, its proof beside the lines of the document, its cells and checks, and the review."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st

from app import queries_findings
from app.check_words import CheckWords, headline, load_check_words, status_code
from app.components import (
    Html,
    Row,
    facts_html,
    figure_html,
    link_to_page,
    place_text,
    records,
    status_html,
    table_html,
    tile_html,
)
from app.document_lines import Mark, lines_html, windows
from app.formatting import clipped, count_text, number_text, plain, wan_text
from app.i18n import say, say_code, title_of
from app.provenance import link_to_cell, operand_line
from app.reviews import record_review, remove_review, review_file, reviews, today
from app.seed_words import seed_row, seed_title
from app.warehouse import Warehouse

PRINCIPAL = ("lost", "suspect")
"""Roles of the cells that a finding is about."""
LONGEST_PAGE = 400
"""Lines of one page that are shown at most."""
LONGEST_PRINT = 60
"""Characters of a print in the table of cells: a figure of the narrative has its whole sentence."""
LONGEST_NUMBER = 16
MARKED_CELLS = 40
"""Cells of a finding that are looked up in the lines; a whole column lost can have hundreds."""


def show_finding(warehouse: Warehouse, finding: Row) -> None:
    """Everything about one finding, the proof and the document side by side."""
    words = load_check_words(warehouse)
    cells = records(queries_findings.load_finding_cells(warehouse, finding["finding_id"], finding["document_id"]))
    st.header(say("findings.one"))
    st.html(_badges_html(finding))
    st.markdown(f"**{markdown_text(headline(finding, words))}**")
    _show_values(finding, cells)
    proof, lines = st.columns([1, 1], gap="medium")
    with proof:
        st.subheader(say("findings.proof"))
        _show_proof(finding, words, cells)
    with lines:
        st.subheader(say("findings.lines"))
        _show_lines(warehouse, finding["document_id"], cells)
    _show_cells(words, finding["document_id"], cells)
    _show_checks(warehouse, words, finding)
    _show_review(finding)


def markdown_text(text: str) -> str:
    """Text of a document as Markdown that shows it as it is."""
    return "".join(f"\\{character}" if character in r"\`*_{}[]<>()#+-.!|~$:" else character for character in text)


def _badges_html(finding: Row) -> Html:
    parts = [
        status_html("severity", finding["severity"]),
        status_html("cause", finding["cause"]),
        status_html("review", finding["review_state"]),
    ]
    return Html(f'<div class="js-badges">{" ".join(parts)}</div>')


def _show_values(finding: Row, cells: Sequence[Row]) -> None:
    tiles = [
        tile_html(say("findings.witnesses"), count_text(finding["witness_count"])),
        tile_html(say("findings.broken_checks"), count_text(finding["broken_check_count"])),
    ]
    if finding["statement_code"] is not None:
        tiles = [*_value_tiles(finding, _own_cell(finding, cells)), *tiles]
    with st.container(key="tiles_finding"):
        for column, tile in zip(st.columns(len(tiles)), tiles, strict=True):
            with column, st.container(border=True, height="stretch"):
                st.html(tile)


def _own_cell(finding: Row, cells: Sequence[Row]) -> Row:
    """The cell whose printed and proposed value a finding of one or more cells names; empty where it names none."""
    place = ("statement_code", "side", "line_code", "measure_code")
    principal = (cell for cell in cells if cell["cell_role"] in PRINCIPAL)
    return next((cell for cell in principal if all(cell[part] == finding[part] for part in place)), {})


def _value_tiles(finding: Row, cell: Row) -> list[str]:
    """What is printed and what it must have been: amounts with their unit, a rate or a word as the finding has it."""
    name, printed = say("findings.printed"), plain(finding["printed_value"]).strip()
    has_amount = cell.get("amount_yuan") is not None and printed
    tiles = [figure_html(name, cell["amount_yuan"]) if has_amount else tile_html(name, printed or say("figure.blank"))]
    if finding["proposed_value"] is not None:
        name, note = say("findings.proposed"), say("findings.proposed_note")
        amount = cell.get("proposed_amount_yuan")
        proposed = plain(finding["proposed_value"])
        tiles.append(tile_html(name, proposed, note) if amount is None else figure_html(name, amount, note))
    return tiles


def _show_proof(finding: Row, words: CheckWords, cells: Sequence[Row]) -> None:
    proof = title_of(finding, "proof")
    steps = [step.strip() for step in re.split("[\n；]|; ", proof) if step.strip()]
    if steps:
        st.markdown("\n".join(f"- {markdown_text(step)}" for step in steps))
    else:
        st.caption(say("findings.no_proof"))
    kind = seed_row("finding_kinds", finding["kind"])
    principal = next((cell for cell in cells if cell["cell_role"] in PRINCIPAL), None)
    st.html(
        facts_html(
            [
                (say("findings.kind"), seed_title("finding_kinds", finding["kind"])),
                (say("findings.hypothesis"), seed_title("break_hypotheses", finding["hypothesis_code"])),
                (say("findings.where"), _cell_words(principal, words) if principal else ""),
                (say("column.department"), f"{plain(finding['department_name'])} {plain(finding['fiscal_year'])}"),
                (say("column.file"), plain(finding["source_name"])),
                (say("findings.remedy"), title_of(kind, "remedy")),
            ]
        )
    )
    if principal:
        link_to_cell(say("findings.open_cell"), finding["document_id"], principal)
    link_to_page(
        "certificate",
        say("findings.open_certificate"),
        icon=":material/verified:",
        document=finding["document_id"],
    )


def _cell_words(cell: Row, words: CheckWords) -> str:
    statement = title_of(cell, "statement_title") or words.of_operand(cell["statement_code"])
    measure = title_of(cell, "measure_title") or words.of_operand(cell["measure_code"])
    return " · ".join(part for part in (statement, operand_line(cell, words), measure, place_text(cell)) if part)


def _show_lines(warehouse: Warehouse, document_id: str, cells: Sequence[Row]) -> None:
    placed = [cell for cell in cells if cell["source_line"] is not None][:MARKED_CELLS]
    if not placed:
        st.caption(say("findings.no_lines"))
        return
    roles = dict.fromkeys(cell["cell_role"] for cell in placed)
    legend = say("comma").join(say_code("cell_role", role) for role in roles)
    st.caption(say("findings.lines_hint", legend=legend))
    marks = [Mark(cell, f"js-role-{cell['cell_role']}", say_code("cell_role", cell["cell_role"])) for cell in placed]
    principal = [cell for cell in placed if cell["cell_role"] in PRINCIPAL]
    others = [cell for cell in placed if cell["cell_role"] not in PRINCIPAL]
    near = windows(principal)
    # The cells in question come first with their neighbours; the others are witnesses and need none.
    shown = near + [found for found in windows(others, 0) if not any(_holds(window, found) for window in near)]
    for page, first, last in shown:
        if len({window[0] for window in shown}) > 1 or page > 1:
            st.caption(say("place.page", page=page))
        _show_stretch(warehouse, document_id, (page, first, last), marks)
    for page in dict.fromkeys(window[0] for window in shown):
        if page > 1:
            with st.expander(say("findings.whole_page", page=page)):
                _show_stretch(warehouse, document_id, (page, 1, LONGEST_PAGE), marks)


def _holds(window: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return window[0] == other[0] and window[1] <= other[1] and other[2] <= window[2]


def _show_stretch(warehouse: Warehouse, document_id: str, stretch: tuple[int, int, int], marks: Sequence[Mark]) -> None:
    page, first, last = stretch
    lines = records(queries_findings.load_page_lines(warehouse, document_id, page, first, last))
    if lines:
        st.html(lines_html(lines, [mark for mark in marks if (mark.place["source_page"] or 1) == page]))


def _show_cells(words: CheckWords, document_id: str, cells: Sequence[Row]) -> None:
    if not cells:
        return
    st.subheader(say("findings.cells"))
    names = ("cell_role", "statement", "line", "measure", "place", "text", "amount_wan", "proposed_wan")
    st.html(
        table_html(
            [say(f"column.{name}") for name in names],
            [
                (
                    say_code("cell_role", cell["cell_role"]),
                    title_of(cell, "statement_title") or words.of_operand(cell["statement_code"]),
                    operand_line(cell, words),
                    title_of(cell, "measure_title") or words.of_operand(cell["measure_code"]),
                    place_text(cell),
                    _print_html(cell),
                    _value(cell),
                    wan_text(cell["proposed_amount_yuan"]),
                )
                for cell in cells
            ],
            right=(6, 7),
        )
    )


def _print_html(cell: Row) -> Html:
    """The print of a cell; a number stays on one line whatever spaces it is printed with."""
    text = clipped(plain(cell["source_text"]).strip(), LONGEST_PRINT) or say("figure.blank")
    dress = ' class="js-num"' if len(text) <= LONGEST_NUMBER else ""
    return Html(f"<span{dress}>{escape(text)}</span>")


def _value(cell: Row) -> str:
    if cell["amount_yuan"] is None and cell["value_number"] is not None:
        return number_text(cell["value_number"])
    return wan_text(cell["amount_yuan"])


def _show_checks(warehouse: Warehouse, words: CheckWords, finding: Row) -> None:
    checks = records(queries_findings.load_finding_checks(warehouse, finding["finding_id"], finding["document_id"]))
    if not checks:
        return
    st.subheader(say("findings.checks"))
    st.caption(say("findings.checks_hint"))
    names = ("relation", "witness", "identity", "instance", "before", "after", "tolerance")
    st.html(
        table_html(
            [say(f"column.{name}") for name in names],
            [_check_row(check, words) for check in checks],
            right=(1, 4, 5, 6),
        )
    )


def _check_row(check: dict[str, Any], words: CheckWords) -> tuple[str, ...]:
    return (
        Html(f'<span class="js-num">{escape(say_code("relation", check["relation"]))}</span>'),
        plain(check["witness_number"]),
        title_of(check) or plain(check["identity_code"]),
        words.of_instance(check["instance_key"]),
        *(
            Html(
                f"<span>{wan_text(check[f'residual_{when}_yuan'])} "
                f"{status_html('status', status_code(check[f'status_{when}'], check['kind']))}</span>"
                if check[f"status_{when}"]
                else ""
            )
            for when in ("before", "after")
        ),
        wan_text(check["tolerance_yuan"]),
    )


def _show_review(finding: Row) -> None:
    st.header(say("review.title"))
    if finding["review_state"] != "open":
        reason = title_of(finding, "review_reason")
        words = say(
            "review.recorded",
            state=say_code("review", finding["review_state"]),
            role=plain(finding["reviewer_role"]),
            date=plain(finding["reviewed_on"]),
        )
        st.info(markdown_text(f"{words} {reason}".strip()), icon=":material/rate_review:")
    st.caption(say("review.hint"))
    kept = reviews().get(finding["finding_id"])
    _show_form(finding, is_replacing=kept is not None)
    _show_file(finding["finding_id"])


def _show_form(finding: Row, *, is_replacing: bool) -> None:
    key = f"review_{finding['finding_id']}_{say('language')}"
    verdicts = {"accepted": say("review.accept"), "dismissed": say("review.dismiss")}
    with st.form(key, border=True):
        verdict = st.radio(
            say("review.verdict"), list(verdicts), format_func=lambda code: verdicts[code], horizontal=True
        )
        reason_zh = st.text_input(say("review.reason_zh"))
        reason_en = st.text_input(say("review.reason_en"))
        last = st.session_state.get("review_role", "")
        role = st.text_input(say("review.role"), last, placeholder=say("review.role_hint"))
        if not st.form_submit_button(say("review.replace" if is_replacing else "review.add"), type="primary"):
            return
    if not (reason_zh.strip() or reason_en.strip()) or not role.strip():
        st.error(say("review.incomplete"), icon=":material/error:")
        return
    st.session_state["review_role"] = role.strip()
    record_review(
        {
            "finding_id": finding["finding_id"],
            "document_id": finding["document_id"],
            "verdict": verdict,
            "reason_zh": reason_zh.strip(),
            "reason_en": reason_en.strip(),
            "reviewer_role": role.strip(),
            "reviewed_on": today().isoformat(),
        }
    )
    st.success(say("review.added", count=len(reviews())), icon=":material/check_circle:")


def _show_file(finding_id: str) -> None:
    """The review file so far, with what it holds in words and the button that hands it out."""
    kept = reviews()
    if not kept:
        return
    st.caption(say("review.file", count=len(kept)))
    st.html(
        table_html(
            [say("column.finding"), say("column.review"), say("quality.reason"), say("review.role")],
            [
                (
                    row["finding_id"],
                    say_code("review", row["verdict"]),
                    row["reason_zh"] or row["reason_en"],
                    row["reviewer_role"],
                )
                for row in kept.values()
            ],
        )
    )
    with st.container(horizontal=True):
        st.download_button(
            say("review.download"),
            review_file(list(kept.values())),
            file_name="reviewed_findings.csv",
            mime="text/csv",
            icon=":material/download:",
        )
        if finding_id in kept:
            st.button(say("review.remove"), on_click=remove_review, args=(finding_id,), icon=":material/delete:")
