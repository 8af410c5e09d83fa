"""Words of codes that stand in seeds and not in the warehouse: refusal reasons, kinds of findings, hypotheses."""

from __future__ import annotations

import csv
from pathlib import Path

import streamlit as st

from app.i18n import title_of

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def seed_row(seed: str, code: str | None) -> dict[str, str]:
    """The row of a seed whose first column is `code`; empty where the seed or the row is not there."""
    return _rows(seed).get(code or "", {})


def seed_title(seed: str, code: str | None) -> str:
    """The title of a code in the current language, else the code itself."""
    return title_of(seed_row(seed, code)) or (code or "")


@st.cache_data(show_spinner=False)
def _rows(seed: str) -> dict[str, dict[str, str]]:
    path = SEEDS / f"{seed}.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}
