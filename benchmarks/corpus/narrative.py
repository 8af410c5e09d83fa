"""The narrative: the national template's sections, in sentences of our own with the field's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.corpus.accounts import (
    FISCAL,
    GENERAL_PUBLIC,
    GOVERNMENT_FUND,
    INSTITUTIONAL,
    OPERATING_INCOME,
    OTHER_INCOME,
    OWN,
    PERSONNEL_CLASSES,
    PROJECT,
    STATE_CAPITAL,
    SUPERIOR_SUBSIDY,
    Account,
)
from benchmarks.corpus.catalogue import Names
from benchmarks.corpus.departments import Department
from benchmarks.corpus.money import hundredths
from benchmarks.corpus.pieces import Text
from benchmarks.corpus.statements import NATURES, by_class, by_source, total_of
from benchmarks.corpus.voice import Voice

_NATURE_NAMES = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
_REASONS_UP = ("追加了专项任务经费", "新增人员相应增加支出", "上年结转项目在本年实施", "工作量比预计增加")
_REASONS_DOWN = ("部分项目结转下年实施", "厉行节约压减支出", "人员减少相应减少支出", "项目按进度付款")


@dataclass(frozen=True, slots=True)
class Telling:
    """All that the narrative tells of: this year's account, last year's, the names of the year and the voice."""

    publisher: Department
    year: int
    now: Account
    before: Account
    names: Names
    voice: Voice

    @property
    def than_last_year(self) -> str:
        """The words that open a comparison."""
        return f"与{self.year - 1}年度相比"

    def reason(self, slot: str, is_up: bool) -> str:
        """A reason for a change, always the same for the same figure."""
        reasons = _REASONS_UP if is_up else _REASONS_DOWN
        return reasons[(self.publisher.index + self.year + len(slot)) % len(reasons)]


def narrative_of(telling: Telling) -> Iterator[Text]:
    """The third part of the document, heading by heading."""
    yield Text(f"第三部分 {telling.year}年度部门决算情况说明", "heading")
    yield from _overall(telling)
    yield from _income(telling)
    yield from _expenditure(telling)
    yield from _fiscal_overall(telling)
    yield from _general_public(telling)
    yield from _basic(telling)
    yield from _funds(telling)


def _overall(t: Telling) -> Iterator[Text]:
    now, before = grand_total(t.now), grand_total(t.before)
    yield Text("一、收入支出决算总体情况说明", "heading")
    change = t.voice.change("overall", now, before, t.than_last_year)
    yield Text(
        f"{t.year}年度收入支出决算总计{t.voice.money('overall/final', now)}。{change}，"
        f"主要原因是：{t.reason('overall', now > before)}。"
    )


def grand_total(account: Account) -> int:
    """Income of the year, surplus used and balance brought forward."""
    return total_of(account.received) + account.surplus_used + total_of(account.opening)


def _income(t: Telling) -> Iterator[Text]:
    sources = by_source(t.now)
    whole = sum(sources.values())
    named = (
        ("财政拨款收入", "fiscal", sum(sources.get(fund, 0) for fund in FISCAL)),
        ("上级补助收入", SUPERIOR_SUBSIDY, sources.get(SUPERIOR_SUBSIDY, 0)),
        ("事业收入", INSTITUTIONAL, sources.get(INSTITUTIONAL, 0)),
        ("经营收入", OPERATING_INCOME, sources.get(OPERATING_INCOME, 0)),
        ("附属单位上缴收入", "remitted", 0),
        ("其他收入", OTHER_INCOME, sources.get(OTHER_INCOME, 0)),
    )
    yield Text("二、收入决算情况说明", "heading")
    parts = "；".join(
        f"{name}{t.voice.money(f'income/{slot}', amount)}{t.voice.share(f'income/{slot}', amount, whole)}"
        for name, slot, amount in named
    )
    yield Text(f"{t.year}年度收入合计{t.voice.money('income/total', whole)}，其中：{parts}。")


def _expenditure(t: Telling) -> Iterator[Text]:
    sums = dict.fromkeys(NATURES, 0)
    for (_, _, nature), amount in t.now.spent.items():
        sums[nature] += amount
    whole = sum(sums.values())
    yield Text("三、支出决算情况说明", "heading")
    parts = "；".join(
        f"{name}{t.voice.money(f'expenditure/{nature}', sums[nature])}"
        f"{t.voice.share(f'expenditure/{nature}', sums[nature], whole)}"
        for name, nature in zip(_NATURE_NAMES, NATURES, strict=True)
    )
    yield Text(f"{t.year}年度支出合计{t.voice.money('expenditure/total', whole)}，其中：{parts}。")


def _fiscal_overall(t: Telling) -> Iterator[Text]:
    now, before = fiscal_total(t.now), fiscal_total(t.before)
    yield Text("四、财政拨款收入支出决算总体情况说明", "heading")
    change = t.voice.change("fiscal", now, before, t.than_last_year)
    yield Text(
        f"{t.year}年度财政拨款收支决算总计{t.voice.money('fiscal/final', now)}。{change}，"
        f"主要原因是：{t.reason('fiscal', now > before)}。"
    )


def fiscal_total(account: Account) -> int:
    """Fiscal appropriation received and brought forward."""
    return total_of(account.received, 1, FISCAL) + total_of(account.opening, 1, FISCAL)


def _general_public(t: Telling) -> Iterator[Text]:
    now, before = (total_of(account.spent, 1, (GENERAL_PUBLIC,)) for account in (t.now, t.before))
    whole = total_of(t.now.spent)
    yield Text("五、一般公共预算财政拨款支出决算情况说明", "heading")
    yield Text("（一）一般公共预算财政拨款支出决算总体情况", "subheading")
    share = t.voice.rate("general_public/share", now, whole)
    change = t.voice.change("general_public", now, before, t.than_last_year)
    yield Text(
        f"{t.year}年度一般公共预算财政拨款支出{t.voice.money('general_public/final', now)}，占本年支出合计的{share}。"
        f"{change}，主要原因是：{t.reason('general', now > before)}。"
    )
    yield Text("（二）一般公共预算财政拨款支出决算结构情况", "subheading")
    classes = by_class((code, amount) for (code, fund, _), amount in t.now.spent.items() if fund == GENERAL_PUBLIC)
    parts = "；".join(
        f"{t.names.function[code]}（类）{t.voice.money(f'structure/{code}', amount)}"
        f"{t.voice.share(f'structure/{code}', amount, now)}"
        for code, amount in sorted(classes.items())
    )
    yield Text(
        f"{t.year}年度一般公共预算财政拨款支出{t.voice.money('structure/final', now)}，主要用于以下方面：{parts}。"
    )
    yield Text("（三）一般公共预算财政拨款支出决算具体情况", "subheading")
    yield from _items(t, now)


def _items(t: Telling, spent: int) -> Iterator[Text]:
    by_item: dict[str, int] = {}
    for (code, fund, _), amount in t.now.spent.items():
        if fund == GENERAL_PUBLIC:
            by_item[code] = by_item.get(code, 0) + amount
    budget = total_of(t.now.budgets)
    yield Text(
        f"{t.year}年度一般公共预算财政拨款支出年初预算为{t.voice.money('items/budget', budget)}，"
        f"支出决算为{t.voice.money('items/final', spent)}，"
        f"完成年初预算的{t.voice.rate('items/rate', spent, budget)}。其中："
    )
    for number, (code, amount) in enumerate(sorted(by_item.items()), start=1):
        yield Text(f"{number}. {_item(t, code, amount)}")


def item_budget(account: Account, code: str) -> int:
    """Initial budget of one 项."""
    return sum(amount for (of, _), amount in account.budgets.items() if of == code)


def _item(t: Telling, code: str, amount: int) -> str:
    names, budget, slot = t.names.function, item_budget(t.now, code), f"item/{code}"
    text = (
        f"{names[code[:3]]}（类）{names[code[:5]]}（款）{names[code]}（项）。"
        f"年初预算为{t.voice.money(f'{slot}/budget', budget)}，支出决算为{t.voice.money(f'{slot}/final', amount)}"
    )
    if budget:
        text += f"，完成年初预算的{t.voice.rate(f'{slot}/rate', amount, budget)}"
    printed_now, printed_budget = hundredths(amount), hundredths(budget)
    if printed_now == printed_budget:
        return f"{text}。决算数等于预算数。"
    is_up = printed_now > printed_budget
    return f"{text}。决算数{'大于' if is_up else '小于'}预算数的主要原因是：{t.reason(code, is_up)}。"


def _basic(t: Telling) -> Iterator[Text]:
    sums: dict[str, int] = {}
    for (code, _), amount in t.now.economic.items():
        sums[code] = sums.get(code, 0) + amount
    whole = sum(sums.values())
    personnel = sum(amount for code, amount in sums.items() if code[:3] in PERSONNEL_CLASSES)
    listed = {
        is_personnel: "、".join(
            t.names.economic[code] for code in sorted(sums) if (code[:3] in PERSONNEL_CLASSES) is is_personnel
        )
        for is_personnel in (True, False)
    }
    yield Text("六、一般公共预算财政拨款基本支出决算情况说明", "heading")
    yield Text(f"{t.year}年度一般公共预算财政拨款基本支出{t.voice.money('basic/total', whole)}，其中：")
    yield Text(f"（一）人员经费{t.voice.money('basic/personnel', personnel)}，主要包括：{listed[True]}。")
    yield Text(f"（二）公用经费{t.voice.money('basic/public', whole - personnel)}，主要包括：{listed[False]}。")


def _funds(t: Telling) -> Iterator[Text]:
    yield Text("七、政府性基金预算财政拨款收入支出决算情况说明", "heading")
    income = total_of(t.now.received, 1, (GOVERNMENT_FUND,))
    spent = total_of(t.now.spent, 1, (GOVERNMENT_FUND,))
    if spent:
        opening, closing = (total_of(ledger, 1, (GOVERNMENT_FUND,)) for ledger in (t.now.opening, t.now.closing))
        yield Text(
            f"{t.year}年度政府性基金预算财政拨款年初结转和结余{t.voice.money('fund/opening', opening)}，"
            f"本年收入{t.voice.money('fund/income', income)}，本年支出{t.voice.money('fund/spent', spent)}，"
            f"年末结转和结余{t.voice.money('fund/closing', closing)}。"
        )
    else:
        words = "没有政府性基金预算财政拨款收入，也没有使用政府性基金预算财政拨款安排的支出"
        yield Text(f"{t.publisher.name}{t.year}年度{words}。")
    yield Text("八、国有资本经营预算财政拨款支出决算情况说明", "heading")
    state = total_of(t.now.spent, 1, (STATE_CAPITAL,))
    if state:
        yield Text(f"{t.year}年度国有资本经营预算财政拨款支出{t.voice.money('state/spent', state)}。")
    else:
        yield Text(f"{t.publisher.name}{t.year}年度没有使用国有资本经营预算财政拨款安排的支出。")


def own_projects(account: Account) -> int:
    """Project expenditure of all funds."""
    return sum(amount for (_, _, nature), amount in account.spent.items() if nature == PROJECT)


__all__ = ["OWN", "Telling", "fiscal_total", "grand_total", "item_budget", "narrative_of", "own_projects"]
