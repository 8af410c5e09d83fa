"""The identities on the data quality page: broken checks, all identities, one identity with its instances and cells."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, Literal

import pandas as pd
import streamlit as st

from app import queries_quality
from app.check_words import CheckWords, load_check_words, status_code
from app.choices import choose, remembered_choice
from app.components import (
    Row,
    facts_html,
    records,
    status_html,
    table_html,
    wan_words,
)
from app.detection_views import show_detection
from app.formatting import count_text, plain, wan_text
from app.i18n import say, say_code, title_of
from app.pickers import choose_document_or_all
from app.provenance import CELL_COLUMNS, cell_rows, link_to_cell
from app.warehouse import Warehouse

INSTANCES_IN_TABLE = 12
ROWS_WITHOUT_SCROLLING = 10
IDENTITY_WIDTH = 370  # pixels: what the counts leave of a desktop window
BROKEN_STEP, MOST_BROKEN = 8, 200
"""Broken checks listed at first and added at a time, and the most that are."""
INSTANCES_SHOWN = 200
SEVERITIES = ("critical", "warning", "information")


def show_identities(warehouse: Warehouse) -> None:
    """Broken checks first with their cells, then every identity, then one identity with its instances and cells."""
    document = choose_document_or_all(warehouse)
    document_id = document["document_id"] if document else None
    counts = queries_quality.load_status_counts(warehouse, document_id)
    _show_status_counts(counts)
    _show_broken(warehouse, document_id, counts["broken"])
    if document_id is not None:
        show_detection(warehouse, document_id)
    st.header(say("quality.all_identities"))
    statuses, severities, groups = _choose_filters(warehouse)
    overview = records(queries_quality.load_identity_overview(warehouse, document_id, statuses, severities, groups))
    if not overview:
        st.info(say("quality.no_identity"))
        return
    _show_overview(overview)
    _show_identity(warehouse, document_id, overview)


def _show_status_counts(counts: dict[str, int]) -> None:
    with st.container(key="tiles_statuses"):
        for column, status in zip(st.columns(4), queries_quality.STATUSES, strict=True):
            words, count = say(f"status_all.{status}"), count_text(counts[status])
            column.metric(words, count, border=True, help=say(f"status_help.{status}"))


def _show_broken(warehouse: Warehouse, document_id: str | None, count: int) -> None:
    shown = st.session_state.get("broken_shown", BROKEN_STEP)
    broken = records(queries_quality.load_checks(warehouse, document_id, status="broken", limit=shown))
    st.header(say("quality.broken"))
    if not broken:
        st.success(say("quality.none_broken"), icon=":material/check_circle:")
        return
    st.caption(say("quality.broken_hint"))
    words = load_check_words(warehouse)
    for position, check in enumerate(broken):
        key = f"broken.{check['document_id']}.{check['identity_code']}.{check['instance_key']}.{say('language')}"
        box = st.expander(_broken_words(words, check), expanded=position == 0, key=key, on_change="rerun")
        # The cells of a check are asked for when somebody opens it.
        if box.open:
            with box:
                _show_check(warehouse, words, check, key)
    if len(broken) < min(count, MOST_BROKEN):
        st.button(say("findings.more", count=min(BROKEN_STEP, count - len(broken))), on_click=_show_more_broken)
    elif len(broken) < count:
        st.caption(say("quality.more_broken", count=len(broken)))


def _show_more_broken() -> None:
    shown = st.session_state.get("broken_shown", BROKEN_STEP)
    st.session_state["broken_shown"] = min(MOST_BROKEN, shown + BROKEN_STEP)


def _broken_words(words_of: CheckWords, check: Row) -> str:
    words = f":material/warning: {title_of(check)} · {words_of.of_instance(check['instance_key'])}"
    if check["residual_yuan"] is None:
        return words
    return f"{words} · {say('column.residual')} {wan_words(check['residual_yuan'])}"


def _show_check(warehouse: Warehouse, words: CheckWords, check: Row, key: str) -> None:
    """One check: why it should hold, by how much it does not, and its cells with their places."""
    st.html(f'<p class="js-lead">{escape(title_of(check, "reason"))}</p>')
    st.html(
        facts_html(
            [
                (say("column.status"), status_html("status", status_code(check["status"], check["kind"]))),
                (say("column.severity"), say_code("severity", check["severity"])),
                (say("column.document"), f"{plain(check['department_name'])} · {plain(check['source_name'])}"),
                (say("quality.total"), wan_words(check["total_yuan"])),
                (say("quality.parts"), wan_words(check["parts_yuan"])),
                (say(f"column.{_difference(check)}"), wan_words(check["residual_yuan"])),
                (say("column.tolerance"), wan_words(check["tolerance_yuan"])),
                (say("column.note"), words.of_explanation(check["explanation"])),
            ]
        )
    )
    cells = records(
        queries_quality.load_check_cells(warehouse, check["document_id"], check["identity_code"], check["instance_key"])
    )
    if not cells:
        st.caption(say("quality.no_cells"))
        return
    st.html(table_html([say(f"column.{name}") for name in CELL_COLUMNS], cell_rows(cells, words), right=(6,)))
    _link_to_one_cell(check["document_id"], cells, words, key)


def _link_to_one_cell(document_id: str, cells: list[dict[str, Any]], words: CheckWords, key: str) -> None:
    labels = [f"{row[2]} · {row[3]} · {row[4]}" for row in cell_rows(cells, words)]
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        chosen = st.selectbox(
            say("quality.cell_to_open"),
            range(len(cells)),
            format_func=lambda index: labels[index],
            key=f"{key}.{say('language')}",
        )
    with right:
        link_to_cell(say("subjects.open_source"), document_id, cells[chosen])


def _choose_filters(warehouse: Warehouse) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    every = records(queries_quality.load_identities(warehouse))
    groups = sorted({row["catalogue_group"] for row in every if row["catalogue_group"]})
    status_column, severity_column, group_column = st.columns(3)
    with status_column:
        statuses = _filter("status", queries_quality.STATUSES)
    with severity_column:
        severities = _filter("severity", [s for s in SEVERITIES if any(row["severity"] == s for row in every)])
    with group_column:
        chosen = _filter("group", groups)
    return statuses, severities, chosen


def _filter(name: str, options: Sequence[str]) -> list[str]:
    words = {code: say_code("status_all" if name == "status" else name, code) for code in options}
    return st.multiselect(
        say(f"quality.filter_{name}"),
        options,
        format_func=lambda code: words[code],
        placeholder=say("quality.any"),
        key=f"filter_{name}_{say('language')}",
    )


def _show_overview(overview: list[dict[str, Any]]) -> None:
    frame = pd.DataFrame(
        [
            {
                say("column.identity"): title_of(row),
                say("column.group"): plain(row["catalogue_group"]),
                say("column.severity"): say_code("severity", row["severity"]),
                **{say(f"status_all.{s}"): count_text(row[f"{s}_count"]) for s in queries_quality.STATUSES},
            }
            for row in overview
        ]
    )
    numbers = [say(f"status_all.{status}") for status in queries_quality.STATUSES]
    config = {name: st.column_config.TextColumn(alignment="right") for name in numbers}
    config[say("column.identity")] = st.column_config.TextColumn(width=IDENTITY_WIDTH)
    height: Literal["content"] | int = "content" if len(overview) <= ROWS_WITHOUT_SCROLLING else 420
    st.caption(say("quality.overview_hint", count=count_text(len(overview))))
    st.dataframe(frame, hide_index=True, column_config=config, alt=say("quality.all_identities"), height=height)


def _show_identity(warehouse: Warehouse, document_id: str | None, overview: list[dict[str, Any]]) -> None:
    st.header(say("quality.one_identity"))
    by_code = {row["identity_code"]: row for row in overview}
    asked = remembered_choice("identity")
    if asked is not None and asked not in by_code:
        st.caption(say("quality.filtered_out"))
    code = choose("identity", say("quality.choose_identity"), list(by_code), lambda code: title_of(by_code[code]))
    identity = by_code[code]
    st.html(
        facts_html(
            [
                (say("quality.reason"), title_of(identity, "reason")),
                (say("quality.citation"), plain(identity["citation"])),
                (say("column.severity"), say_code("severity", identity["severity"])),
                (say("column.group"), say_code("group", identity["catalogue_group"])),
                (say("quality.code"), code),
            ]
        )
    )
    checks = _load_instances(warehouse, document_id, code)
    if not checks:
        st.caption(say("quality.no_instances"))
        return
    words = load_check_words(warehouse)
    _show_instances(words, checks)
    count = sum(identity[f"{status}_count"] for status in queries_quality.STATUSES)
    if count > len(checks):
        st.caption(say("quality.instances_cut", shown=count_text(len(checks)), count=count_text(count)))
    labels = {f"{check['document_id']}|{check['instance_key']}": check for check in checks}
    chosen = choose(
        "instance",
        say("quality.choose_instance"),
        list(labels),
        lambda key: _check_words(words, labels[key], document_id),
    )
    _show_check(warehouse, words, labels[chosen], "identity")


def _load_instances(warehouse: Warehouse, document_id: str | None, code: str) -> list[dict[str, Any]]:
    """The worst checks of an identity, as many as a select box can hold, and the one that a link asks for."""
    checks = records(queries_quality.load_checks(warehouse, document_id, code, limit=INSTANCES_SHOWN))
    asked_document, _, asked_key = (remembered_choice("instance") or "").partition("|")
    if not asked_key or any((row["document_id"], row["instance_key"]) == (asked_document, asked_key) for row in checks):
        return checks
    asked = queries_quality.load_checks(warehouse, asked_document, code, instance_key=asked_key)
    return checks + records(asked) if document_id in (None, asked_document) else checks


def _difference(check: Row) -> str:
    """What is left over: a difference in an equation, room to spare in an ordering."""
    return "margin" if check["kind"] == "ordering" and check["status"] == "exact" else "residual"


def _check_words(words_of: CheckWords, check: Row, document_id: str | None) -> str:
    status = say_code("status", status_code(check["status"], check["kind"]))
    words = f"{words_of.of_instance(check['instance_key'])} · {status}"
    return words if document_id else f"{plain(check['department_name'])} {plain(check['fiscal_year'])} · {words}"


def _show_instances(words: CheckWords, checks: list[dict[str, Any]]) -> None:
    st.html(
        table_html(
            [
                say(f"column.{name}")
                for name in ("status", "instance", "residual", "tolerance", "printed_cells", "note")
            ],
            [
                (
                    status_html("status", status_code(check["status"], check["kind"])),
                    words.of_instance(check["instance_key"]),
                    wan_text(check["residual_yuan"]),
                    wan_text(check["tolerance_yuan"]),
                    count_text(check["printed_cell_count"]),
                    words.of_explanation(check["explanation"]),
                )
                for check in checks[:INSTANCES_IN_TABLE]
            ],
            right=(2, 3, 4),
        )
    )
    if len(checks) > INSTANCES_IN_TABLE:
        st.caption(say("quality.more_instances", shown=INSTANCES_IN_TABLE))
