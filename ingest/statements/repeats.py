"""What one statement prints twice: the same figure again is noise, another figure for a total refuses the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from ingest.fold import parse_number
from ingest.model import CellRole, DocumentRefusedError
from ingest.statements.tables import Key, Placement, Sheet, Table

_SLOT = itemgetter(3, 4, 7)  # of a Placement: side, line_code, measure_code
Slot = tuple[str, str, str]
"""side, line_code, measure_code."""


def settle_repeats(sheet: Sheet, printings: Mapping[int, int], has_two_owners: bool = False) -> None:
    """Leave at most one amount cell for each side, line and measure of the statement.

    `printings` numbers, for each grid, the title it stands under: a statement may be printed again in an annex, but two
    accounts (本级 and consolidated) must never become one, so the document is then refused (statement_printed_twice).

    Equal figures: the first stays, the others become noise. Different figures: for a total line the document is refused
    (contradicting_totals), for any other line both are unplaced. Blank cells give way to printed ones.
    """
    if len(set(printings.values())) < 2 and not _has_repeats(sheet):
        return
    slots: dict[Slot, list[Key]] = {}
    amounts: dict[Key, Placement] = {}
    for key, placement in sheet.placed():
        role, _, _, side, line_code, _, _, measure_code, _, _ = placement
        if role == "amount":
            amounts[key] = placement
            slots.setdefault((side or "", line_code or "", measure_code or ""), []).append(key)
    _refuse_two_accounts(sheet, amounts, slots, printings, has_two_owners)
    if len(slots) < len(amounts):
        for slot, keys in slots.items():
            if len(keys) > 1:
                _settle(sheet, amounts, slot, keys)


def _has_repeats(sheet: Sheet) -> bool:
    """A quick look: nearly all statements print each figure once."""
    placed = [cell for rows in sheet.cells.values() for cells in rows for cell in cells if cell is not None]
    placed += [part for glued in sheet.fragments.values() for parts in glued.values() for part in parts]
    amounts = [_SLOT(placement) for placement in placed if placement[0] == "amount"]
    return len(set(amounts)) < len(amounts)


def _refuse_two_accounts(
    sheet: Sheet,
    amounts: Mapping[Key, Placement],
    slots: Mapping[Slot, Sequence[Key]],
    printings: Mapping[int, int],
    has_two_owners: bool,
) -> None:
    """Two printings are two accounts where most of what both print differs, or where they have different owners and
    agree in nothing."""
    if len(set(printings.values())) < 2:
        return
    equal: list[Slot] = []
    different: list[Slot] = []
    for slot, keys in slots.items():
        printed = [key for key in keys if parse_number(amounts[key].text) is not None]
        if len({printings[key[0]] for key in printed}) > 1:
            values = {parse_number(amounts[key].text) for key in printed}
            (equal if len(values) == 1 else different).append(slot)
    if len(different) > len(equal):
        printed = [key for key in slots[different[0]] if parse_number(amounts[key].text) is not None]
        raise DocumentRefusedError("statement_printed_twice", _describe(sheet, amounts, different[0], printed))
    if has_two_owners and not equal:
        detail = f"{sheet.statement.statement_code}: two tables under two departments"
        raise DocumentRefusedError("statement_printed_twice", detail)


def _settle(sheet: Sheet, amounts: Mapping[Key, Placement], slot: Slot, keys: Sequence[Key]) -> None:
    printed = [key for key in keys if parse_number(amounts[key].text) is not None]
    values = {parse_number(amounts[key].text) for key in printed}
    if len(values) > 1:
        if sheet.statement.is_total_line(slot[0], slot[1]):
            raise DocumentRefusedError("contradicting_totals", _describe(sheet, amounts, slot, printed))
        for key in printed:
            sheet.replace(key, _withdrawn(amounts[key], "unplaced", "contradicting_rows"))
    kept = printed[0] if printed else keys[0]
    for key in keys:
        is_withdrawn = len(values) > 1 and key in printed
        if key != kept and not is_withdrawn:
            sheet.replace(key, _withdrawn(amounts[key], "noise", "repeats_row"))


def _withdrawn(placement: Placement, role: CellRole, reason: str) -> Placement:
    return placement._replace(role=role, reason=reason, measure_code=None, measure_evidence=None)


def _describe(sheet: Sheet, amounts: Mapping[Key, Placement], slot: Slot, keys: Sequence[Key]) -> str:
    tables: dict[int, Table] = {table.index: table for table in sheet.tables}
    first, second = _two_values(amounts, keys)
    name = "/".join(part for part in (sheet.statement.statement_code, *slot) if part)
    places = []
    for key in (first, second):
        placement = amounts[key]
        label = placement.line_label or slot[1]
        places.append(f"{label} {placement.text.strip()} ({tables[key[0]].place(key[1])})")
    return f"{name}: {places[0]} against {places[1]}"


def _two_values(amounts: Mapping[Key, Placement], keys: Sequence[Key]) -> tuple[Key, Key]:
    first = keys[0]
    value = parse_number(amounts[first].text)
    return first, next(key for key in keys if parse_number(amounts[key].text) != value)
