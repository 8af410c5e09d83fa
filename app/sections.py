"""The pages in their sections, as the sidebar and the overview list them."""

from __future__ import annotations

FIRST_PAGE = "overview"

SECTIONS: dict[str, tuple[str, ...]] = {
    "start": (FIRST_PAGE, "search"),
    "read": (
        "department_year",
        "budget_execution",
        "three_public",
        "statement",
        "subjects",
        "narrative",
        "performance",
    ),
    "compare": ("trends", "year_on_year", "peers"),
    "trust": ("findings", "certificate", "data_quality"),
}
"""Section → pages. Titles are `section.…` and `page.…` texts."""
