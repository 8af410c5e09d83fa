"""The nine statements of an account: lines and measures by their codes, amounts in 分 (None where nothing is printed).

The codes are those of seeds/statements.csv, lines.csv and measures.csv; how a statement looks is `layout`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from benchmarks.corpus.accounts import (
    BASIC,
    FISCAL,
    GENERAL_PUBLIC,
    GOVERNMENT_FUND,
    INSTITUTIONAL,
    OPERATING,
    OPERATING_INCOME,
    OTHER_INCOME,
    OWN,
    PERSONNEL_CLASSES,
    PROJECT,
    STATE_CAPITAL,
    SUPERIOR_SUBSIDY,
    TO_SUBORDINATE,
    TO_SUPERIOR,
    Account,
    Fen,
)
from benchmarks.corpus.catalogue import Names, class_ordinals, template_class_names

Values = tuple[int | None, ...]


class Line(NamedTuple):
    """One line of a statement: `values` run along the measures of its side."""

    side: str
    code: str
    label: str
    values: Values


class Statement(NamedTuple):
    """One statement: `measures` by side ('' where it has no sides). A statement without lines is declared empty."""

    code: str
    measures: Mapping[str, tuple[str, ...]]
    lines: tuple[Line, ...]


NATURES = (BASIC, PROJECT, TO_SUPERIOR, OPERATING, TO_SUBORDINATE)
SOURCES = (
    "fiscal_appropriation",
    SUPERIOR_SUBSIDY,
    INSTITUTIONAL,
    OPERATING_INCOME,
    "subordinate_remittance",
    OTHER_INCOME,
)
_BUDGET_LINES = {
    GENERAL_PUBLIC: "general_public_budget",
    GOVERNMENT_FUND: "government_fund_budget",
    STATE_CAPITAL: "state_capital_budget",
}


def statements_of(account: Account, names: Names) -> tuple[Statement, ...]:
    """The nine statements in the order of the national template."""
    return (
        _summary(account, names),
        _income(account, names),
        _expenditure(account, names),
        _fiscal_summary(account, names),
        _by_nature("general_public_budget_expenditure", GENERAL_PUBLIC, account, names),
        _basic(account, names),
        _government_fund(account, names),
        _by_nature("state_capital", STATE_CAPITAL, account, names),
        _three_public(account),
    )


def total_of(ledger: Fen, position: int | None = None, wanted: Iterable[str] = ()) -> int:
    """Sum of a ledger; with a position, of the keys that hold one of the wanted words there."""
    if position is None:
        return sum(ledger.values())
    accepted = frozenset(wanted)
    return sum(amount for key, amount in ledger.items() if key[position] in accepted)


def by_class(ledger: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Sums by 类."""
    sums: dict[str, int] = {}
    for code, amount in ledger:
        sums[code[:3]] = sums.get(code[:3], 0) + amount
    return sums


def _tree(rows: dict[str, list[int]], width: int, names: dict[str, str]) -> tuple[Line, ...]:
    """Total row, then 类, 款 and 项 in the order of their codes, each the sum of what is below it."""
    sums: dict[str, list[int]] = {}
    for code, values in rows.items():
        for key in ("", code[:3], code[:5], code):
            known = sums.get(key)
            if known is None:
                sums[key] = list(values)
            else:
                for position, value in enumerate(values):
                    known[position] += value
    if not sums:
        return ()
    lines = [
        Line("", code, names[code] if code else "合计", tuple(v or None for v in sums[code])) for code in sorted(sums)
    ]
    lines[0] = lines[0]._replace(code="total")
    return tuple(lines)


def _rows(entries: Iterable[tuple[str, int, int]], width: int) -> dict[str, list[int]]:
    """(code, position, amount) → code → vector; position −1 is the total of the row, in place 0."""
    rows: dict[str, list[int]] = {}
    for code, position, amount in entries:
        row = rows.get(code)
        if row is None:
            row = rows[code] = [0] * width
        row[position] += amount
        row[0] += amount
    return rows


def _income(account: Account, names: Names) -> Statement:
    place = {source: number for number, source in enumerate(SOURCES, start=1)} | dict.fromkeys(FISCAL, 1)
    entries = ((code, place[source], amount) for (code, source), amount in account.received.items())
    return Statement("income", {"": ("total", *SOURCES)}, _tree(_rows(entries, 7), 7, names.function))


def _expenditure(account: Account, names: Names) -> Statement:
    place = {nature: number for number, nature in enumerate(NATURES, start=1)}
    entries = ((code, place[nature], amount) for (code, _, nature), amount in account.spent.items())
    return Statement("expenditure", {"": ("total", *NATURES)}, _tree(_rows(entries, 6), 6, names.function))


def _by_nature(statement: str, fund: str, account: Account, names: Names) -> Statement:
    entries = (
        (code, 1 if nature == BASIC else 2, amount)
        for (code, of, nature), amount in account.spent.items()
        if of == fund
    )
    return Statement(statement, {"": ("total", BASIC, PROJECT)}, _tree(_rows(entries, 3), 3, names.function))


def _government_fund(account: Account, names: Names) -> Statement:
    measures = ("opening_balance", "income", "total", BASIC, PROJECT, "closing_balance")
    rows: dict[str, list[int]] = {}

    def add(code: str, position: int, amount: int) -> None:
        rows.setdefault(code, [0] * 6)[position] += amount

    for (code, fund), amount in account.opening.items():
        if fund == GOVERNMENT_FUND:
            add(code, 0, amount)
    for (code, source), amount in account.received.items():
        if source == GOVERNMENT_FUND:
            add(code, 1, amount)
    for (code, fund, nature), amount in account.spent.items():
        if fund == GOVERNMENT_FUND:
            add(code, 2, amount)
            add(code, 3 if nature == BASIC else 4, amount)
    for (code, fund), amount in account.closing.items():
        if fund == GOVERNMENT_FUND:
            add(code, 5, amount)
    return Statement("government_fund", {"": measures}, _tree(rows, 6, names.function))


def class_label(code: str, names: Names) -> str:
    """`十四、资源勘探工业信息等支出`, as the two-sided statements name a class."""
    return f"{class_ordinals()[code]}、{names.function.get(code) or template_class_names()[code]}"


def _summary(account: Account, names: Names) -> Statement:
    received = by_source(account)
    income = total_of(account.received)
    opening, closing = total_of(account.opening), total_of(account.closing)
    spent = total_of(account.spent)
    fiscal = [
        Line("income", "general_public_budget", "一、一般公共预算财政拨款收入", (received.get(GENERAL_PUBLIC),)),
        Line("income", "government_fund_budget", "二、政府性基金预算财政拨款收入", (received.get(GOVERNMENT_FUND),)),
        Line("income", "state_capital_budget", "三、国有资本经营预算财政拨款收入", (received.get(STATE_CAPITAL),)),
        Line("income", SUPERIOR_SUBSIDY, "四、上级补助收入", (received.get(SUPERIOR_SUBSIDY),)),
        Line("income", INSTITUTIONAL, "五、事业收入", (received.get(INSTITUTIONAL),)),
        Line("income", OPERATING_INCOME, "六、经营收入", (received.get(OPERATING_INCOME),)),
        Line("income", "subordinate_remittance", "七、附属单位上缴收入", (None,)),
        Line("income", OTHER_INCOME, "八、其他收入", (received.get(OTHER_INCOME),)),
        Line("income", "current_income", "本年收入合计", (income or None,)),
        Line("income", "non_fiscal_surplus_used", "使用非财政拨款结余", (account.surplus_used or None,)),
        Line("income", "opening_balance", "年初结转和结余", (opening or None,)),
        Line("income", "grand_total", "总计", (income + account.surplus_used + opening,)),
    ]
    classes = by_class((code, amount) for (code, _, _), amount in account.spent.items())
    lines = [
        Line("expenditure", code, class_label(code, names), (classes.get(code),)) for code in printed_classes(classes)
    ]
    lines += [
        Line("expenditure", "current_expenditure", "本年支出合计", (spent,)),
        Line("expenditure", "surplus_distribution", "结余分配", (account.surplus_distributed or None,)),
        Line("expenditure", "closing_balance", "年末结转和结余", (closing or None,)),
        Line("expenditure", "grand_total", "总计", (spent + account.surplus_distributed + closing,)),
    ]
    measures = {"income": ("amount",), "expenditure": ("amount",)}
    return Statement("income_expenditure_summary", measures, (*fiscal, *lines))


def by_source(account: Account) -> dict[str, int]:
    """Income by source, the three budgets apart."""
    sums: dict[str, int] = {}
    for (_, source), amount in account.received.items():
        sums[source] = sums.get(source, 0) + amount
    return sums


def printed_classes(classes: Iterable[str]) -> list[str]:
    """The classes a two-sided statement lists: those with an amount and some of the template's others."""
    always = {"201", "202", "203", "204", "205", "206", "207", "208", "210", "211", "212", "213", "221", "229"}
    return sorted(always | set(classes))


def _fiscal_summary(account: Account, names: Names) -> Statement:
    received, opening, closing = by_source(account), _by_fund(account.opening), _by_fund(account.closing)
    spent: dict[str, list[int]] = {}
    for (code, fund, _), amount in account.spent.items():
        if fund != OWN:
            row = spent.setdefault(code[:3], [0, 0, 0, 0])
            row[0] += amount
            row[1 + FISCAL.index(fund)] += amount
    total = [sum(row[position] for row in spent.values()) for position in range(4)]
    left = [sum(closing.values()), *(closing.get(fund, 0) for fund in FISCAL)]
    income = sum(received.get(fund, 0) for fund in FISCAL)
    brought = sum(opening.values())
    lines = [
        Line("income", "general_public_budget", "一、一般公共预算财政拨款", (received.get(GENERAL_PUBLIC),)),
        Line("income", "government_fund_budget", "二、政府性基金预算财政拨款", (received.get(GOVERNMENT_FUND),)),
        Line("income", "state_capital_budget", "三、国有资本经营预算财政拨款", (received.get(STATE_CAPITAL),)),
        Line("income", "current_income", "本年收入合计", (income or None,)),
        Line("income", "opening_balance", "年初财政拨款结转和结余", (brought or None,)),
        Line("income", "opening_balance_general_public", "一般公共预算财政拨款", (opening.get(GENERAL_PUBLIC),)),
        Line("income", "opening_balance_government_fund", "政府性基金预算财政拨款", (opening.get(GOVERNMENT_FUND),)),
        Line("income", "opening_balance_state_capital", "国有资本经营预算财政拨款", (opening.get(STATE_CAPITAL),)),
        Line("income", "grand_total", "总计", (income + brought,)),
    ]
    empty = [0, 0, 0, 0]
    lines += [
        Line("expenditure", code, class_label(code, names), tuple(v or None for v in spent.get(code, empty)))
        for code in printed_classes(spent)
    ]
    lines += [
        Line("expenditure", "current_expenditure", "本年支出合计", tuple(v or None for v in total)),
        Line("expenditure", "closing_balance", "年末财政拨款结转和结余", tuple(v or None for v in left)),
        Line("expenditure", "grand_total", "总计", tuple(a + b or None for a, b in zip(total, left, strict=True))),
    ]
    measures = {"income": ("amount",), "expenditure": ("total", *FISCAL)}
    return Statement("fiscal_appropriation_summary", measures, tuple(lines))


def _by_fund(balances: Fen) -> dict[str, int]:
    sums: dict[str, int] = {}
    for (_, fund), amount in balances.items():
        if fund != OWN:
            sums[fund] = sums.get(fund, 0) + amount
    return sums


def _basic(account: Account, names: Names) -> Statement:
    sums: dict[str, int] = {}
    for (code, _), amount in account.economic.items():
        sums[code] = sums.get(code, 0) + amount
        sums[code[:3]] = sums.get(code[:3], 0) + amount
    lines = [Line("", code, name, (sums.get(code),)) for code, name in names.economic.items()]
    personnel = sum(sums.get(code, 0) for code in PERSONNEL_CLASSES)
    whole = total_of(account.economic)
    lines.append(Line("", "personnel", "人员经费合计", (personnel or None,)))
    lines.append(Line("", "public", "公用经费合计", (whole - personnel or None,)))
    return Statement("basic_expenditure", {"": ("amount",)}, tuple(lines))


def _three_public(account: Account) -> Statement:
    def of(line: str, parts: tuple[str, ...]) -> Line:
        def pick(ledger: Fen) -> int:
            return sum(ledger.get((part,), 0) for part in parts)

        return Line(
            "", line, line, (pick(account.three_public_budget) or None, pick(account.three_public_actual) or None)
        )

    vehicles = ("vehicle_purchase", "vehicle_operation")
    lines = (
        of("total", ("overseas_travel", *vehicles, "reception")),
        of("overseas_travel", ("overseas_travel",)),
        of("vehicles", vehicles),
        of("vehicle_purchase", vehicles[:1]),
        of("vehicle_operation", vehicles[1:]),
        of("reception", ("reception",)),
    )
    return Statement("three_public_expenses", {"": ("budget", "actual")}, lines)
