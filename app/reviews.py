"""Verdicts on findings, kept in the session and handed out as a file: rows of seeds/reviewed_findings.csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

import streamlit as st

COLUMNS = (
    "finding_id",
    "document_id",
    "verdict",
    "reason_zh",
    "reason_en",
    "reviewer_role",
    "reviewed_on",
)
"""The header of the seed."""

_STATE_KEY = "reviews"

Review = Mapping[str, str]


def reviews() -> dict[str, Review]:
    """The verdicts of this session by finding."""
    kept: dict[str, Review] = st.session_state.setdefault(_STATE_KEY, {})
    return kept


def record_review(review: Review) -> None:
    """Keep a verdict; an earlier one on the same finding is replaced."""
    reviews()[review["finding_id"]] = {column: review[column] for column in COLUMNS}


def remove_review(finding_id: str) -> None:
    """Forget the verdict on a finding."""
    reviews().pop(finding_id, None)


def review_file(rows: Sequence[Review]) -> bytes:
    """The rows with their header as UTF-8 CSV, ordered by finding so that a second download differs in nothing else."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: (row["document_id"], row["finding_id"])))
    return text.getvalue().encode("utf-8")


def today() -> date:
    """The day of a verdict, UTC."""
    return datetime.now(UTC).date()
