"""What one statement prints twice: the same figure again is noise, another figure for a total refuses the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.fold import parse_number
from ingest.model import DocumentRefusedError
from ingest.statements.tables import Key, Placement, Sheet, Table

Slot = tuple[str, str, str]
"""side, line_code, measure_code."""


def settle_repeats(sheet: Sheet, printings: Mapping[int, int], has_two_owners: bool = False) -> None:
    """Leave at most one amount cell for each side, line and measure of the statement.

    `printings` numbers, for each grid, the title it stands under: a statement may be printed again in an annex, but two
    accounts (本级 and consolidated) must never become one, so the document is then refused (statement_printed_twice).

    Equal figures: the first stays, the others become noise. Different figures: for a total line the document is refused
    (contradicting_totals), for any other line both are unplaced. Blank cells give way to printed ones.
    """
    slots: dict[Slot, list[Key]] = {}
    for key in sorted(sheet.placements):
        placement = sheet.placements[key]
        if placement.role == "amount":
            slot = (placement.side or "", placement.line_code or "", placement.measure_code or "")
            slots.setdefault(slot, []).append(key)
    _refuse_two_accounts(sheet, slots, printings, has_two_owners)
    for slot, keys in slots.items():
        if len(keys) > 1:
            _settle(sheet, slot, keys)


def _refuse_two_accounts(
    sheet: Sheet, slots: Mapping[Slot, Sequence[Key]], printings: Mapping[int, int], has_two_owners: bool
) -> None:
    """Two printings are two accounts where most of what both print differs, or where they have different owners and
    agree in nothing."""
    if len(set(printings.values())) < 2:
        return
    equal: list[Slot] = []
    different: list[Slot] = []
    for slot, keys in slots.items():
        printed = [key for key in keys if parse_number(sheet.placements[key].text) is not None]
        if len({printings[key[0]] for key in printed}) > 1:
            values = {parse_number(sheet.placements[key].text) for key in printed}
            (equal if len(values) == 1 else different).append(slot)
    if len(different) > len(equal):
        printed = [key for key in slots[different[0]] if parse_number(sheet.placements[key].text) is not None]
        raise DocumentRefusedError("statement_printed_twice", _describe(sheet, different[0], printed))
    if has_two_owners and not equal:
        detail = f"{sheet.statement.statement_code}: two tables under two departments"
        raise DocumentRefusedError("statement_printed_twice", detail)


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
