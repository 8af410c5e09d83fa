"""What a department received and spent in a year: one additive account in whole 分, consistent by construction.

Everything printed later is a sum over these numbers, so the account itself cannot contradict itself; what is carried
forward depends on (seed, department, year) alone, so the closing balance of a year is the opening balance of the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from random import Random

from benchmarks.corpus.departments import Department, department

GENERAL_PUBLIC, GOVERNMENT_FUND, STATE_CAPITAL, OWN = "general_public", "government_fund", "state_capital", "own"
FISCAL = (GENERAL_PUBLIC, GOVERNMENT_FUND, STATE_CAPITAL)
BASIC, PROJECT, TO_SUPERIOR, OPERATING, TO_SUBORDINATE = (
    "basic", "project", "to_superior", "operating", "to_subordinate",
)  # fmt: skip
SUPERIOR_SUBSIDY, INSTITUTIONAL, OPERATING_INCOME, OTHER_INCOME = (
    "superior_subsidy",
    "institutional",
    "operating",
    "other",
)
PERSONNEL_CLASSES = ("301", "303")
_CLASSIFICATION_OF_2018 = 2018
_FEN_PER_WAN = 1_000_000
_SHARE_OF_ROUND_PROJECTS = 0.3

Fen = dict[tuple[str, ...], int]


@dataclass(slots=True)
class Account:
    """All amounts in 分. Keys: spent (code, fund, nature); received (code, source); opening, closing (code, fund);
    economic (economic code, function code); budgets (code, nature); three_public_* (line); counts (name)."""

    spent: Fen = field(default_factory=dict)
    received: Fen = field(default_factory=dict)
    opening: Fen = field(default_factory=dict)
    closing: Fen = field(default_factory=dict)
    economic: Fen = field(default_factory=dict)
    budgets: Fen = field(default_factory=dict)
    three_public_budget: Fen = field(default_factory=dict)
    three_public_actual: Fen = field(default_factory=dict)
    procurement: Fen = field(default_factory=dict)
    counts: Fen = field(default_factory=dict)
    surplus_used: int = 0
    surplus_distributed: int = 0

    def spend(self, code: str, fund: str, nature: str, amount: int) -> None:
        """Add an amount spent."""
        _add(self.spent, (code, fund, nature), amount)


def _add(ledger: Fen, key: tuple[str, ...], amount: int) -> None:
    if amount:
        ledger[key] = ledger.get(key, 0) + amount


@lru_cache(maxsize=64)
def account_of(seed: int, index: int, year: int) -> Account:
    """The account of one publisher and year; shared, never to be changed."""
    publisher = department(seed, index)
    if publisher.parts:
        return _consolidated(seed, publisher, year)
    return _own_account(seed, publisher, year)


def carried_forward(seed: int, publisher: Department, year: int, fund: str, base: int) -> int:
    """The balance at the end of a year: at most three tenths of the base, nothing in a third of the years."""
    rng = Random(f"{seed}/carry/{publisher.index}/{year}/{fund}")
    return 0 if rng.random() < 1 / 3 else base * rng.randrange(10_000, 300_000) // 1_000_000


def transfer_of(seed: int, index: int, year: int) -> int:
    """What the own unit at this index hands down to its subordinate in a year."""
    if not department(seed, index).transfers_to_subordinate:
        return 0
    return Random(f"{seed}/transfer/{index}/{year}").randrange(20_000_00, 3_000_000_00)


def _consolidated(seed: int, publisher: Department, year: int) -> Account:
    """The sum of its units; what one handed to the other is neither income nor expenditure of the whole."""
    total = Account()
    own, subordinate = publisher.parts
    for part in (account_of(seed, own, year), account_of(seed, subordinate, year)):
        for name in Account.__slots__:
            theirs = getattr(part, name)
            if isinstance(theirs, int):
                setattr(total, name, getattr(total, name) + theirs)
                continue
            ledger = getattr(total, name)
            for key, amount in theirs.items():
                ledger[key] = ledger.get(key, 0) + amount
    transfer = transfer_of(seed, own, year)
    if transfer:
        code = department(seed, subordinate).carry_code
        _withdraw(total.spent, (code, OWN, TO_SUBORDINATE), transfer)
        _withdraw(total.received, (code, SUPERIOR_SUBSIDY), transfer)
    return total


def account_with_broken_opening(seed: int, index: int, year: int) -> Account | None:
    """The account with another opening balance of the general public budget than the year before closed with.

    Income is less by as much, so that the account itself still balances. None where the department carries nothing.
    """
    account = account_of(seed, index, year)
    key = next((key for key in account.opening if key[1] == GENERAL_PUBLIC), None)
    if key is None or key not in account.received:
        return None
    change = min(account.received[key] // 2, account.opening[key] // 3 + 7_654_321)
    opening = {**account.opening, key: account.opening[key] + change}
    received = {**account.received, key: account.received[key] - change}
    return replace(account, opening=opening, received=received)


def _withdraw(ledger: Fen, key: tuple[str, ...], amount: int) -> None:
    left = ledger.pop(key) - amount
    if left:
        ledger[key] = left


def _own_account(seed: int, publisher: Department, year: int) -> Account:
    rng = Random(f"{seed}/account/{publisher.index}/{year}")
    account = Account()
    staff = max(4, publisher.staff + rng.randint(-4, 4))
    account.counts["staff",] = staff
    _basic_expenditure(account, publisher, year, staff, rng)
    _projects(account, publisher, rng)
    _other_funds(account, publisher, rng)
    _transfers(account, seed, publisher, year, rng)
    _balances(account, seed, publisher, year, rng)
    _three_public(account, rng)
    _procurement_and_assets(account, rng)
    _initial_budgets(account, rng)
    return account


def _basic_expenditure(account: Account, publisher: Department, year: int, staff: int, rng: Random) -> None:
    for economic, function, amount in _economic_postings(publisher, year, staff, rng):
        _add(account.economic, (economic, function), amount)
        account.spend(function, GENERAL_PUBLIC, BASIC, amount)


def _economic_postings(publisher: Department, year: int, staff: int, rng: Random) -> Iterable[tuple[str, str, int]]:
    """(economic code, function code, 分) of the basic expenditure; insurance by its own function subject."""
    run, draw = publisher.run_code, rng.randrange
    recent = year >= _CLASSIFICATION_OF_2018
    retired = "2080502" if publisher.is_institution else "2080501"
    medical = "2101102" if publisher.is_institution else "2101101"
    yield "30101", run, staff * draw(3_600_000, 6_200_000)
    yield "30102", run, staff * draw(2_400_000, 5_000_000)
    yield ("30107" if publisher.is_institution else "30103"), run, staff * draw(1_500_000, 6_000_000)
    yield ("30108" if recent else "30104"), "2080505", staff * draw(1_100_000, 1_700_000)
    yield ("30109" if recent else "30104"), "2080506", staff * draw(500_000, 900_000)
    yield ("30110" if recent else "30104"), medical, staff * draw(500_000, 900_000)
    if not publisher.is_institution:
        yield ("30111" if recent else "30104"), "2101103", staff * draw(200_000, 500_000)
    yield ("30112" if recent else "30104"), "2089999", staff * draw(10_000, 60_000)
    yield ("30113" if recent else "30311"), "2210201", staff * draw(900_000, 1_500_000)
    if publisher.index % 3 == 0:
        yield "30102", "2210203", staff * draw(100_000, 700_000)
    yield "30302", retired, draw(100_000, 90_000_000)
    if rng.random() < 0.4:
        yield "30304", run, draw(50_000, 30_000_000)
    for code in ("30201", "30205", "30206", "30207", "30211", "30228", "30229", "30239"):
        yield code, run, staff * draw(5_000, 260_000)
    for code in ("30202", "30203", "30204", "30209", "30213", "30214", "30215", "30226", "30227", "30299"):
        if rng.random() < 0.55:
            yield code, run, staff * draw(500, 160_000)
    yield "30216", "2050803", draw(30_000, 9_000_000)
    if rng.random() < 0.8:
        yield "30217", run, draw(2_000, 8_000_000)
    if rng.random() < 0.8:
        yield "30231", run, draw(500_000, 24_000_000)
    if rng.random() < 0.1:
        yield "30212", run, draw(1_000_000, 20_000_000)
    if rng.random() < 0.5:
        yield "31002", run, draw(50_000, 30_000_000)
    if rng.random() < 0.06:
        yield "31013", run, draw(12_000_000, 45_000_000)


def _projects(account: Account, publisher: Department, rng: Random) -> None:
    for code, base in zip(publisher.project_codes, publisher.project_bases, strict=True):
        if code == publisher.carry_code or rng.random() < 0.85:
            amount = base * rng.randrange(600_000, 1_400_000) // 1_000_000
            if rng.random() < _SHARE_OF_ROUND_PROJECTS and amount > _FEN_PER_WAN:
                amount = amount // _FEN_PER_WAN * _FEN_PER_WAN
            account.spend(code, GENERAL_PUBLIC, PROJECT, amount)


def _other_funds(account: Account, publisher: Department, rng: Random) -> None:
    if publisher.has_government_fund:
        account.spend("2296004", GOVERNMENT_FUND, PROJECT, _fund_base(publisher) * rng.randrange(600, 1_400) // 1_000)
    if publisher.has_state_capital:
        account.spend("2230105", STATE_CAPITAL, PROJECT, rng.randrange(1_000_000, 300_000_000))
    if publisher.has_own_income:
        run = publisher.run_code
        account.spend(run, OWN, BASIC, rng.randrange(20_000_000, 400_000_000))
        account.spend(publisher.carry_code, OWN, PROJECT, rng.randrange(20_000_000, 900_000_000))
        if rng.random() < 0.3:
            account.spend(run, OWN, OPERATING, rng.randrange(1_000_000, 90_000_000))
        if rng.random() < 0.15:
            account.spend(run, OWN, TO_SUPERIOR, rng.randrange(500_000, 20_000_000))


def _transfers(account: Account, seed: int, publisher: Department, year: int, rng: Random) -> None:
    """Own units may hand money down, out of other income; the subordinate spends it on its projects, under one subject,
    so that the consolidated account has income and expenditure of it there too."""
    handed_down = transfer_of(seed, publisher.index, year)
    if handed_down:
        code = department(seed, publisher.index + 1).carry_code
        account.spend(code, OWN, TO_SUBORDINATE, handed_down)
        _add(account.received, (code, OTHER_INCOME), handed_down)
    received = transfer_of(seed, publisher.index - 1, year) if publisher.parent == publisher.index - 2 else 0
    if received:
        code = publisher.carry_code
        account.spend(code, OWN, PROJECT, received)
        _add(account.received, (code, SUPERIOR_SUBSIDY), received)


def _fund_base(publisher: Department) -> int:
    return 40_000_000 + 1_234_567 * (publisher.index % 97)


def _balances(account: Account, seed: int, publisher: Department, year: int, rng: Random) -> None:
    """Opening and closing balances by fund, then the income that closes each subject and fund."""
    carrying = {GENERAL_PUBLIC: (publisher.carry_code, max(publisher.project_bases), publisher.carries_general_public)}
    carrying[GOVERNMENT_FUND] = ("2296004", _fund_base(publisher), publisher.has_government_fund)
    carrying[OWN] = (publisher.run_code, 15_000_000, publisher.has_own_income)
    for fund, (code, base, does_carry) in carrying.items():
        if does_carry:
            _add(account.opening, (code, fund), carried_forward(seed, publisher, year - 1, fund, base))
            _add(account.closing, (code, fund), carried_forward(seed, publisher, year, fund, base))
    _fiscal_income(account)
    if publisher.has_own_income:
        _own_income(account, publisher.run_code, rng)


def _fiscal_income(account: Account) -> None:
    for (code, fund, _), amount in account.spent.items():
        if fund in FISCAL:
            _add(account.received, (code, fund), amount)
    for (code, fund), amount in account.closing.items():
        if fund in FISCAL:
            _add(account.received, (code, fund), amount)
    for (code, fund), amount in account.opening.items():
        if fund in FISCAL:
            _add(account.received, (code, fund), -amount)


def _own_income(account: Account, run: str, rng: Random) -> None:
    """What is not fiscal comes from services, operations and other income, by subject; 20 % of it may be surplus."""
    already = {code: amount for (code, source), amount in account.received.items() if source not in FISCAL}
    needed: dict[str, int] = {}
    for (code, fund, nature), amount in account.spent.items():
        if fund == OWN:
            source = OPERATING_INCOME if nature == OPERATING else INSTITUTIONAL
            if source == OPERATING_INCOME:
                _add(account.received, (code, source), amount)
            else:
                needed[code] = needed.get(code, 0) + amount
    for code, amount in already.items():
        needed[code] = needed.get(code, 0) - amount
    needed[run] = needed.get(run, 0) + account.closing.get((run, OWN), 0) - account.opening.get((run, OWN), 0)
    if rng.random() < 0.25:
        account.surplus_used = needed[run] // 20
        needed[run] -= account.surplus_used
    elif rng.random() < 0.2:
        account.surplus_distributed = needed[run] // 25
        needed[run] += account.surplus_distributed
    for code, amount in needed.items():
        other = amount * rng.randrange(0, 200) // 1_000
        _add(account.received, (code, INSTITUTIONAL), amount - other)
        _add(account.received, (code, OTHER_INCOME), other)


def _three_public(account: Account, rng: Random) -> None:
    """Actual: what basic expenditure holds of it; budget: not below."""
    lines = {
        "overseas_travel": "30212",
        "vehicle_purchase": "31013",
        "vehicle_operation": "30231",
        "reception": "30217",
    }
    by_code: dict[str, int] = {}
    for (code, _), amount in account.economic.items():
        by_code[code] = by_code.get(code, 0) + amount
    for line, code in lines.items():
        actual = by_code.get(code, 0)
        _add(account.three_public_actual, (line,), actual)
        _add(account.three_public_budget, (line,), actual + (rng.randrange(0, 6_000_000) if rng.random() < 0.6 else 0))
    account.counts["overseas_groups",] = groups = rng.randint(1, 3) if by_code.get("30212") else 0
    account.counts["overseas_persons",] = groups * rng.randint(1, 4)
    account.counts["vehicles_bought",] = bought = 1 if by_code.get("31013") else 0
    account.counts["vehicles_kept",] = rng.randint(1, 12) if by_code.get("30231") else bought
    account.counts["receptions",] = receptions = rng.randint(1, 60) if by_code.get("30217") else 0
    account.counts["guests",] = receptions * rng.randint(2, 9)


def _procurement_and_assets(account: Account, rng: Random) -> None:
    projects = sum(amount for (_, _, nature), amount in account.spent.items() if nature == PROJECT)
    for kind in ("goods", "works", "services"):
        _add(account.procurement, (kind,), projects * rng.randrange(0, 200) // 1_000 if rng.random() < 0.7 else 0)
    total = sum(account.procurement.values())
    medium = total * rng.randrange(300, 1_000) // 1_000
    _add(account.procurement, ("medium",), medium)
    _add(account.procurement, ("small",), medium * rng.randrange(200, 1_000) // 1_000)
    kept = account.counts["vehicles_kept",]
    account.counts["vehicles_emergency",] = kept - kept // 3
    account.counts["vehicles_law",] = kept // 3
    account.counts["vehicles_other",] = rng.randint(0, 2)
    account.counts["equipment",] = rng.randint(0, 9)
    account.counts["projects",] = rng.randint(2, 40)


def _initial_budgets(account: Account, rng: Random) -> None:
    """By 项 of the general public budget and by nature: as spent, more, less, or not foreseen at all."""
    for (code, fund, nature), amount in account.spent.items():
        if fund != GENERAL_PUBLIC:
            continue
        chance = rng.random()
        foreseen = 0 if nature == PROJECT and chance < 0.15 else amount
        if chance > 0.3:
            foreseen = amount * rng.randrange(550, 1_600) // 1_000
        _add(account.budgets, (code, nature), foreseen)
