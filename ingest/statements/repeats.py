"""What one statement prints twice: the same figure again is noise, another figure for a total refuses the document."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.fold import parse_number
from ingest.model import DocumentRefusedError
from ingest.statements.tables import Key, Placement, Sheet, Table

Slot = tuple[str, str, str]
"""side, line_code, measure_code."""


def settle_repeats(sheet: Sheet) -> None:
    """Leave at most one amount cell for each side, line and measure of the statement.

    Equal figures: the first stays, the others become noise. Different figures: for a total line the document is refused
    (contradicting_totals), for any other line both are unplaced. Blank cells give way to printed ones.
    """
    slots: dict[Slot, list[Key]] = {}
    for key in sorted(sheet.placements):
        placement = sheet.placements[key]
        if placement.role == "amount":
            slot = (placement.side or "", placement.line_code or "", placement.measure_code or "")
            slots.setdefault(slot, []).append(key)
    for slot, keys in slots.items():
        if len(keys) > 1:
            _settle(sheet, slot, keys)


def _settle(sheet: Sheet, slot: Slot, keys: Sequence[Key]) -> None:
    printed = [key for key in keys if parse_number(sheet.placements[key].text) is not None]
    values = {parse_number(sheet.placements[key].text) for key in printed}
    if len(values) > 1:
        if sheet.statement.is_total_line(slot[0], slot[1]):
            raise DocumentRefusedError("contradicting_totals", _describe(sheet, slot, printed))
        for key in printed:
            _withdraw(sheet.placements[key], "unplaced", "contradicting_rows")
    kept = printed[0] if printed else keys[0]
    for key in keys:
        placement = sheet.placements[key]
        if key != kept and placement.role == "amount":
            _withdraw(placement, "noise", "repeats_row")


def _withdraw(placement: Placement, role: str, reason: str) -> None:
    placement.role = "unplaced" if role == "unplaced" else "noise"
    placement.reason = reason
    placement.measure_code = placement.measure_evidence = None


def _describe(sheet: Sheet, slot: Slot, keys: Sequence[Key]) -> str:
    tables: dict[int, Table] = {table.index: table for table in sheet.tables}
    first, second = _two_values(sheet, keys)
    name = "/".join(part for part in (sheet.statement.statement_code, *slot) if part)
    places = []
    for key in (first, second):
        placement = sheet.placements[key]
        label = placement.line_label or slot[1]
        places.append(f"{label} {placement.text.strip()} ({tables[key[0]].place(key[1])})")
    return f"{name}: {places[0]} against {places[1]}"


def _two_values(sheet: Sheet, keys: Sequence[Key]) -> tuple[Key, Key]:
    first = keys[0]
    value = parse_number(sheet.placements[first].text)
    return first, next(key for key in keys if parse_number(sheet.placements[key].text) != value)
