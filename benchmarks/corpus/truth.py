"""The ground truth of a corpus: a row for each planted defect, and for each document whose sums differ by rounding."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from benchmarks.corpus.accounts import PERSONNEL_CLASSES
from benchmarks.corpus.defects import ROUNDING, Defect, cents
from benchmarks.corpus.documents import Document
from benchmarks.corpus.pieces import Key

COLUMNS = (
    "source_name", "department_name", "fiscal_year", "kind", "cause", "statement_code", "side", "line_code",
    "measure_code", "slot", "true_value", "printed_value",
)  # fmt: skip
_TREES = ("income", "expenditure", "general_public_budget_expenditure", "government_fund", "state_capital")
_ROWS_ADD_UP = ("income", "expenditure", "general_public_budget_expenditure")


def truth_file(folder: Path) -> Path:
    """Beside the folder of documents, so that the folder holds nothing but documents."""
    return folder.with_name(f"{folder.name}-ground-truth.csv")


class TruthWriter:
    """Writes the ground truth as documents are made."""

    def __init__(self, file: TextIO) -> None:
        self._writer = csv.writer(file, lineterminator="\n")
        self._writer.writerow(COLUMNS)

    def add(
        self, document: Document, source_name: str, defects: Iterable[Defect], untouched: Mapping[Key, str]
    ) -> None:
        """The rows of one document: what was planted, and whether its sums differ by rounding where untouched."""
        head = (source_name, document.publisher.name, document.year)
        for defect in defects:
            key = defect.key or ("", "", "", "")
            values = (defect.slot, defect.true_value, defect.printed_value)
            self._writer.writerow((*head, defect.kind, defect.cause, *key, *values))
        rounded = next(rounding_differences(untouched), None)
        if rounded:
            self._writer.writerow((*head, "rounding_difference", ROUNDING, *rounded, "", "", untouched[rounded]))


def rounding_differences(printed: Mapping[Key, str]) -> Iterator[Key]:
    """The cells whose printed amount is not the sum of the printed amounts below it or beside it."""
    below: dict[Key, int] = {}
    beside: dict[Key, int] = {}
    for key, text in printed.items():
        for sums, total in ((below, _total_below(*key)), (beside, _total_beside(*key))):
            if total:
                sums[total] = sums.get(total, 0) + cents(text)
    for sums in (below, beside):
        yield from (key for key, amount in sums.items() if cents(printed[key]) != amount)


def _total_below(statement: str, side: str, line: str, measure: str) -> Key | None:
    """The cell of the same column that a cell adds to: its parent's, or that of a total row."""
    if statement in _TREES and line != "total":
        return statement, side, line[:-2] if len(line) > 3 else "total", measure
    if statement == "basic_expenditure" and line.isdigit():
        group = "personnel" if line in PERSONNEL_CLASSES else "public"
        return statement, side, line[:3] if len(line) > 3 else group, measure
    if side == "expenditure" and line.isdigit():
        return statement, side, "current_expenditure", measure
    return None


def _total_beside(statement: str, side: str, line: str, measure: str) -> Key | None:
    """The cell of the same row that a cell adds to."""
    adds_up = statement in _ROWS_ADD_UP or (statement == "fiscal_appropriation_summary" and side == "expenditure")
    return (statement, side, line, "total") if adds_up and measure != "total" else None
