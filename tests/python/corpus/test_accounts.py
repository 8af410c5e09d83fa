"""The invented accounts are consistent before they are printed: checked here in whole 分, by plain sums."""

from __future__ import annotations

import pytest

from benchmarks.corpus.accounts import FISCAL, GENERAL_PUBLIC, OWN, TO_SUBORDINATE, Account, account_of
from benchmarks.corpus.catalogue import names_of
from benchmarks.corpus.departments import department, department_name
from benchmarks.corpus.money import percent, printed

SEED = 20
INDICES = range(30)


def balance(account: Account, fund: str) -> int:
    """Opening + received − spent − closing of a fiscal fund."""
    received = sum(amount for (_, source), amount in account.received.items() if source == fund)
    spent = sum(amount for (_, of, _), amount in account.spent.items() if of == fund)
    opening = sum(amount for (_, of), amount in account.opening.items() if of == fund)
    closing = sum(amount for (_, of), amount in account.closing.items() if of == fund)
    return opening + received - spent - closing


@pytest.mark.parametrize("index", INDICES)
def test_every_fund_and_the_whole_balance(index: int) -> None:
    account = account_of(SEED, index, 2019)
    assert [balance(account, fund) for fund in FISCAL] == [0, 0, 0]
    inflow = sum(account.received.values()) + sum(account.opening.values()) + account.surplus_used
    outflow = sum(account.spent.values()) + sum(account.closing.values()) + account.surplus_distributed
    assert inflow == outflow
    assert all(amount > 0 for ledger in (account.received, account.spent) for amount in ledger.values())
    basic = sum(v for (_, fund, nature), v in account.spent.items() if (fund, nature) == (GENERAL_PUBLIC, "basic"))
    assert basic == sum(account.economic.values())


@pytest.mark.parametrize("index", INDICES)
def test_the_closing_balance_of_a_year_opens_the_next(index: int) -> None:
    assert account_of(SEED, index, 2020).closing == account_of(SEED, index, 2021).opening


def test_some_units_carry_money_forward_and_some_hand_it_down() -> None:
    accounts = [account_of(SEED, index, 2020) for index in range(60)]
    assert 10 < sum(bool(account.closing) for account in accounts) < 50
    assert any(nature == TO_SUBORDINATE for account in accounts for (_, _, nature) in account.spent)


def test_a_consolidated_account_is_its_units_less_what_they_handed_each_other() -> None:
    heads = [index for index in range(0, 200, 10) if department(SEED, index + 1).transfers_to_subordinate]
    whole, own, unit = (account_of(SEED, heads[0] + place, 2022) for place in range(3))
    handed = sum(v for (_, fund, nature), v in own.spent.items() if (fund, nature) == (OWN, TO_SUBORDINATE))
    assert handed > 0
    assert sum(whole.spent.values()) == sum(own.spent.values()) + sum(unit.spent.values()) - handed
    assert sum(whole.received.values()) == sum(own.received.values()) + sum(unit.received.values()) - handed


def test_names_are_unique_and_plainly_invented() -> None:
    names = [department_name(index) for index in range(3000)]
    assert len(set(names)) == 3000
    assert all(name.startswith("虚构省") for name in names)


def test_subjects_are_renamed_and_moved_on_their_years() -> None:
    assert [names_of(year).function["20805"] for year in (2019, 2020)] == ["行政事业单位离退休", "行政事业单位养老支出"]
    before, after = names_of(2017).economic, names_of(2018).economic
    assert (before["30311"], after["30311"]) == ("住房公积金", "代缴社会保险费")
    assert ("30113" in before, after["30113"]) == (False, "住房公积金")


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "0.00"), (4_999, "0.00"), (5_000, "0.01"), (1_234_567_890, "1,234.57"), (-15_000, "-0.02")],
)
def test_amounts_are_rounded_half_away_from_zero(fen: int, text: str) -> None:
    assert printed(fen, commas=True) == text


def test_rates_are_rounded_half_up() -> None:
    assert percent(2_207_055, 6_513_041) == "33.89"
    assert (percent(7, 7), percent(1, 3), percent(2, 3, 1)) == ("100", "33.33", "66.7")
