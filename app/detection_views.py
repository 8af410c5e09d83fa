"""What the checks of a document can see: reckoned from their tolerances, and measured by changing the document."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from app import queries_certificates
from app.certificate_html import power_words
from app.components import line_title, link_to_page, records, table_html
from app.formatting import count_text, moment_text, percent_floor_text, plain, wan_text
from app.i18n import say, title_of
from app.warehouse import Warehouse

BLIND_SPOTS = 12
"""Amounts listed of those that no check rests on."""


def show_detection(warehouse: Warehouse, document_id: str) -> None:
    """How many errors the checks of a document would notice, and the amounts that could be wrong unseen."""
    st.header(say("power.title"))
    power = queries_certificates.load_detection_power(warehouse, document_id)
    if power is None or power["noticed_digit_change_share"] is None:
        st.caption(say("certificate.no_power"))
        return
    st.markdown(power_words(power))
    st.caption(say("power.hint"))
    _show_measured(warehouse, document_id)
    blind = power["amount_count"] - power["checked_amount_count"]
    if blind:
        cells = records(queries_certificates.load_unchecked_amounts(warehouse, document_id, BLIND_SPOTS))
        with st.expander(say("power.blind", count=count_text(blind))):
            st.html(
                table_html(
                    [say(f"column.{name}") for name in ("statement", "line", "measure", "amount_wan")],
                    [
                        (
                            title_of(cell, "statement_title"),
                            line_title(cell),
                            title_of(cell, "measure_title") or plain(cell["measure_code"]),
                            wan_text(cell["amount_yuan"]),
                        )
                        for cell in cells
                    ],
                    right=(3,),
                )
            )
    link_to_page("certificate", say("findings.open_certificate"), icon=":material/verified:", document=document_id)


def _show_measured(warehouse: Warehouse, document_id: str) -> None:
    """What became of copies of the document with one thing wrong, kind by kind."""
    scores = records(queries_certificates.load_mutation_scores(warehouse, document_id))
    if not scores:
        st.caption(say("power.not_measured"))
        return
    first = scores[0]
    st.subheader(say("power.measured"))
    measured = say(
        "power.measured_hint", moment=moment_text(first["measured_at"]), alarms=count_text(first["false_alarm_count"])
    )
    st.caption(measured)
    names = ("detected", "located", "restored", "wrongly_explained")
    st.html(
        table_html(
            [say("power.kind"), say("power.mutants"), *(say(f"power.{name}") for name in names)],
            [
                (
                    title_of(score),
                    count_text(score["mutant_count"]),
                    *(_share(score[f"{name}_share"]) for name in names),
                )
                for score in scores
            ],
            right=(1, 2, 3, 4, 5),
        )
    )


def _share(share: Decimal | None) -> str:
    return "" if share is None else percent_floor_text(share)
