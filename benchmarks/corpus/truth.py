"""The ground truth of a corpus: a row for each planted defect, and for each document whose sums differ by rounding."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

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
    children: dict[Key, int] = {}
    rows: dict[Key, int] = {}
    for key, text in printed.items():
        statement, side, line, measure = key
        if statement in _TREES and line != "total":
            parent = (statement, side, line[:-2] if len(line) > 3 else "total", measure)
            children[parent] = children.get(parent, 0) + cents(text)
        if statement in _ROWS_ADD_UP and measure != "total":
            total = (statement, side, line, "total")
            rows[total] = rows.get(total, 0) + cents(text)
    for sums in (children, rows):
        for key, amount in sums.items():
            if cents(printed[key]) != amount:
                yield key
