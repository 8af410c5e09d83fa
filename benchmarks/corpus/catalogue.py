"""Names of function and economic subjects by year, so that renames and moves fall on their years."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_SEEDS = Path(__file__).resolve().parents[2] / "seeds"
_FIRST, _LAST = 0, 9999


@dataclass(frozen=True, slots=True)
class Names:
    """Subject names of one year: `function` and `economic` by code, economic codes in the order of the template."""

    function: dict[str, str]
    economic: dict[str, str]


@lru_cache(maxsize=64)
def names_of(year: int) -> Names:
    """The editions of a year; a code that is not of the year is absent."""
    return Names(_edition("function_subjects.csv", year), _edition("economic_subjects.csv", year))


@lru_cache(maxsize=1)
def class_ordinals() -> dict[str, str]:
    """Class code → ordinal of the two-sided statements (一, 二, …), classes with an ordinal only."""
    rows = _rows(_SEEDS / "function_classes.csv")
    return {row["class_code"]: row["ordinal_zh"] for row in rows if row["ordinal_zh"]}


@lru_cache(maxsize=1)
def template_class_names() -> dict[str, str]:
    """Class code → the name that the seeds hold, for classes the corpus itself does not use."""
    return {row["class_code"]: row["name_zh"] for row in _rows(_SEEDS / "function_classes.csv")}


@lru_cache(maxsize=4)
def _all_rows(file_name: str) -> tuple[tuple[str, int, int, str], ...]:
    return tuple(
        (
            row["subject_code"],
            int(row["from_year"] or _FIRST),
            int(row["to_year"] or _LAST),
            row["subject_name"],
        )
        for row in _rows(_DATA / file_name)
    )


def _edition(file_name: str, year: int) -> dict[str, str]:
    return {code: name for code, first, last, name in _all_rows(file_name) if first <= year <= last}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
