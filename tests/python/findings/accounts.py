"""A small consistent account, and copies of it with one thing gone wrong.

All numbers are worked out by hand: each 项 adds up to its 款, each 款 to its 类, basic and project expenditure to the
row's total, and the two statements and the summary agree, because all money is of the general public budget.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.python.warehouse.warehouse_builder import Cell, Document

Place = tuple[str, str, str]
"""Statement, line and measure of a cell."""
EXPENDITURE = "expenditure"
GENERAL_PUBLIC = "general_public_budget_expenditure"
SUMMARY = "income_expenditure_summary"
BASIC = "basic_expenditure"

# line: (total, basic, project) in 万元
ROWS = {
    "total": ("8,265.83", "518.25", "7,747.58"),
    "206": ("1,495.75", "130.00", "1,365.75"),
    "20604": ("1,400.50", "130.00", "1,270.50"),
    "2060499": ("1,400.50", "130.00", "1,270.50"),
    "20699": ("95.25", "", "95.25"),
    "2069999": ("95.25", "", "95.25"),
    "208": ("40.00", "40.00", ""),
    "20805": ("40.00", "40.00", ""),
    "2080501": ("40.00", "40.00", ""),
    "215": ("6,730.08", "348.25", "6,381.83"),
    "21505": ("6,730.08", "348.25", "6,381.83"),
    "2150501": ("348.25", "348.25", ""),
    "2150517": ("6,381.83", "", "6,381.83"),
}
ECONOMIC = {
    "personnel": "415.25",
    "301": "415.25",
    "30101": "245.00",
    "30102": "170.25",
    "public": "103.00",
    "302": "103.00",
}


def consistent_cells() -> dict[tuple[str, str, str], Cell]:
    """The account's cells by statement, line and measure."""
    cells = [Cell(SUMMARY, "income", "government_fund_budget", "amount", "")]
    cells += [Cell(SUMMARY, "expenditure", line, "amount", ROWS[line][0]) for line in ("206", "208", "215")]
    cells += [Cell(SUMMARY, "expenditure", "current_expenditure", "amount", ROWS["total"][0])]
    for line, texts in ROWS.items():
        for measure, text in zip(("total", "basic", "project", "to_superior"), (*texts, ""), strict=True):
            cells.append(Cell(EXPENDITURE, "", line, measure, text))
            if measure != "to_superior":
                cells.append(Cell(GENERAL_PUBLIC, "", line, measure, text))
    cells += [Cell(BASIC, "", line, "amount", text) for line, text in ECONOMIC.items()]
    return {(cell.statement_code, cell.line_code, cell.measure_code): cell for cell in cells}


def account(
    name: str,
    altered: dict[tuple[str, str, str], str | None] | None = None,
    labels: dict[tuple[str, str, str], str] | None = None,
    **options: Any,
) -> Document:
    """The account with some texts altered (None drops the cell), as a document of a department of its own."""
    cells = consistent_cells()
    for place, text in (altered or {}).items():
        if text is None:
            del cells[place]
        else:
            kind = "unreadable" if text.startswith("?") else None
            cells[place] = replace(cells[place], text=text, kind=kind)
    for place, label in (labels or {}).items():
        cells[place] = replace(cells[place], label=label)
    return Document(name, list(cells.values()), department_name=name, **options)


def project(line: str) -> tuple[str, str, str]:
    """The place of a line's project expenditure in the expenditure statement."""
    return (EXPENDITURE, line, "project")
