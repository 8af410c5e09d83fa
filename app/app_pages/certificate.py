"""Page: the quality certificate of one document, a sheet that prints on one page."""

from __future__ import annotations

import streamlit as st
from streamlit.components.v1 import html as component_html

from app import queries_certificates, queries_findings, queries_quality, style
from app.certificate_html import certificate_html
from app.check_words import load_check_words
from app.components import current_warehouse, link_to_page, records, show_heading
from app.i18n import say
from app.pickers import choose_document
from app.warehouse import PAGE_COLUMNS, Warehouse, missing_columns

# The button lives in a frame of its own: only there may a page run a script. It prints the page around the frame.
PRINT_BUTTON = """
<button onclick="window.parent.print()" style="font: 15px system-ui, 'Noto Sans CJK SC', sans-serif; color: #fff;
  background: #1f5673; border: 0; border-radius: 6px; padding: 8px 18px; cursor: pointer">{label}</button>
"""
BUTTON_HEIGHT = 44


def show_page() -> None:
    warehouse = current_warehouse()
    style.apply_certificate_style()
    with st.container(key="screen_only"):
        show_heading("certificate")
        document = choose_document(warehouse)
        component_html(PRINT_BUTTON.format(label=say("certificate.print")), height=BUTTON_HEIGHT)
        st.caption(say("certificate.print_hint"))
    st.html(_sheet(warehouse, dict(document)))
    with st.container(key="screen_only_links", horizontal=True):
        link_to_page(
            "data_quality",
            say("department.open_quality"),
            icon=":material/fact_check:",
            view="identities",
            document=document["document_id"],
        )


def _sheet(warehouse: Warehouse, document: dict[str, object]) -> str:
    document_id = str(document["document_id"])
    findings = None
    if not missing_columns(warehouse, PAGE_COLUMNS["findings"]):
        findings = records(queries_certificates.load_document_findings(warehouse, document_id))
        explanations = queries_findings.load_explanations(warehouse, findings)
        findings = [row | {"explanation": explanations.get(row["finding_id"])} for row in findings]
    return certificate_html(
        document,
        queries_certificates.load_reading_counts(warehouse, document_id),
        queries_certificates.load_fact_counts(warehouse, document_id),
        records(queries_certificates.load_group_counts(warehouse, document_id)),
        queries_certificates.load_unrounded_counts(warehouse, document_id),
        findings,
        queries_certificates.load_detection_power(warehouse, document_id),
        records(queries_certificates.load_deduced_values(warehouse, document_id)),
        (
            queries_quality.load_last_run(warehouse, "refresh_runs"),
            queries_quality.load_last_run(warehouse, "expectation_runs"),
        ),
        load_check_words(warehouse),
    )


show_page()
