"""Page: what was checked and how it came out: identities, expectations, and the ingest log."""

from __future__ import annotations

import streamlit as st

from app import quality_views
from app.components import current_warehouse, show_heading
from app.i18n import say


def show_page() -> None:
    warehouse = current_warehouse()
    show_heading("data_quality")
    identities, expectations, ingest = st.tabs(
        [say("quality.tab_identities"), say("quality.tab_expectations"), say("quality.tab_ingest")]
    )
    with identities:
        quality_views.show_identities(warehouse)
    with expectations:
        quality_views.show_expectations(warehouse)
    with ingest:
        quality_views.show_ingest_log(warehouse)


show_page()
