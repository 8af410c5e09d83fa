"""Why a document was refused and what to do: the words of seeds/refusal_reasons.csv, which ingest uses too."""

from __future__ import annotations

import csv
from pathlib import Path

import streamlit as st

from app.i18n import title_of

REASONS_FILE = Path(__file__).resolve().parents[1] / "seeds" / "refusal_reasons.csv"


def refusal_words(reason_code: str | None) -> tuple[str, str]:
    """Reason and remedy in the current language; the code itself and '' where it is not in the seed."""
    row = _reasons().get(reason_code or "")
    return (title_of(row), title_of(row, "remedy")) if row else (reason_code or "", "")


@st.cache_data(show_spinner=False)
def _reasons() -> dict[str, dict[str, str]]:
    if not REASONS_FILE.is_file():
        return {}
    with REASONS_FILE.open(encoding="utf-8", newline="") as file:
        return {row["reason_code"]: row for row in csv.DictReader(file)}
