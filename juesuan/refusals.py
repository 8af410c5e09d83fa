"""The words for each reason a document can be refused, from seeds/refusal_reasons.csv."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from juesuan.settings import SEEDS_DIR


@dataclass(frozen=True, slots=True)
class RefusalReason:
    """What is wrong with a document and what its owner can do about it."""

    title: str
    remedy: str


@cache
def refusal_reasons() -> dict[str, RefusalReason]:
    """Every reason by its code."""
    with (SEEDS_DIR / "refusal_reasons.csv").open(encoding="utf-8", newline="") as file:
        return {row["reason_code"]: RefusalReason(row["title_en"], row["remedy_en"]) for row in csv.DictReader(file)}
