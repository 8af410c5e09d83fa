"""Page: what was checked and how it came out: identities, failure rates, expectations, and the ingest log."""

from __future__ import annotations

from app.choices import choose_mode
from app.components import current_warehouse, show_heading
from app.expectation_views import show_expectations, show_ingest_log
from app.failure_rate_views import show_failure_rates
from app.i18n import say
from app.quality_views import show_identities

VIEWS = {
    "identities": show_identities,
    "rates": show_failure_rates,
    "expectations": show_expectations,
    "ingest": show_ingest_log,
}


def show_page() -> None:
    warehouse = current_warehouse()
    show_heading("data_quality")
    # One at a time, so that a page asks for what it shows and for nothing else.
    chosen = choose_mode("view", say("quality.view"), {view: say(f"quality.view_{view}") for view in VIEWS})
    VIEWS[chosen](warehouse)


show_page()
