"""Statements as tables of cells, in the shapes that the national template and its variants give them."""

from __future__ import annotations

from itertools import zip_longest

from benchmarks.corpus.departments import Department
from benchmarks.corpus.money import printed
from benchmarks.corpus.pieces import Fact, Key, Table
from benchmarks.corpus.statements import Line, Statement

TITLES = {
    "income_expenditure_summary": "收入支出决算总表",
    "income": "收入决算表",
    "expenditure": "支出决算表",
    "fiscal_appropriation_summary": "财政拨款收入支出决算总表",
    "general_public_budget_expenditure": "一般公共预算财政拨款支出决算表",
    "basic_expenditure": "一般公共预算财政拨款基本支出决算明细表",
    "government_fund": "政府性基金预算财政拨款收入支出决算表",
    "state_capital": "国有资本经营预算财政拨款支出决算表",
    "three_public_expenses": "财政拨款“三公”经费支出决算表",
}
_MEASURE_TITLES = {
    "income": ("本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"),
    "expenditure": ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"),
    "general_public_budget_expenditure": ("小计", "基本支出", "项目支出"),
    "government_fund": ("年初结转和结余", "本年收入", "小计", "基本支出", "项目支出", "年末结转和结余"),
    "state_capital": ("合计", "基本支出", "项目支出"),
}
_GROUPS = {
    "income": ("",) * 7,
    "expenditure": ("",) * 6,
    "general_public_budget_expenditure": ("本年支出", "", ""),
    "government_fund": ("年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"),
    "state_capital": ("本年支出", "", ""),
}
_EMPTY_WORDS = {
    "government_fund": "{name}{year}年度没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据。",
    "state_capital": "{name}{year}年度没有国有资本经营收入，也没有使用国有资本经营收入安排的支出，故本表无数据。",
}
_THREE_PUBLIC_LINES = ("total", "overseas_travel", "vehicles", "vehicle_purchase", "vehicle_operation", "reception")


def facts_of(statement: Statement, publisher: Department) -> list[Fact]:
    """Every cell of a statement that can hold an amount, as it is to be printed."""
    blank, commas = "0.00" if publisher.prints_zeros else "", publisher.prints_commas
    code, facts = statement.code, []
    for side, line, _, values in statement.lines:
        for measure, value in zip(statement.measures[side], values, strict=True):
            text = blank if value is None else printed(value, commas)
            facts.append(Fact((code, side, line, measure), text, value if value is not None or not blank else 0))
    return facts


def table_of(statement: Statement, texts: dict[Key, str], publisher: Department, year: int) -> Table:
    """The table that prints a statement; `texts` holds the text of each of its cells."""
    if statement.code in ("income_expenditure_summary", "fiscal_appropriation_summary"):
        return _two_sided(statement, texts)
    if statement.code == "basic_expenditure":
        return _economic_blocks(statement, texts)
    if statement.code == "three_public_expenses":
        return _three_public(statement, texts)
    return _subject_rows(statement, texts, publisher, year)


def _add(table: Table, cells: list[str], keys: list[Key | None] | None = None) -> None:
    table.rows.append(cells)
    table.keys.append(keys or [None] * len(cells))


def _subject_rows(statement: Statement, texts: dict[Key, str], publisher: Department, year: int) -> Table:
    code, titles = statement.code, _MEASURE_TITLES[statement.code]
    table = Table(code, [], [], header_rows=3)
    groups = _GROUPS[code]
    if any(groups):
        _add(table, ["项目", "", *groups])
        _add(
            table,
            [
                "科目代码",
                "科目名称",
                *("" if group == title else title for group, title in zip(groups, titles, strict=True)),
            ],
        )
    else:
        _add(table, ["项目", "", *titles])
        _add(table, ["科目代码", "科目名称", *("" for _ in titles)])
    width = len(titles)
    _add(table, ["", "栏次", *(str(number + 1) for number in range(width))])
    if not statement.lines:
        _add(table, ["", "合计", *[""] * width])
        _add(table, ["", _EMPTY_WORDS[code].format(name=publisher.name, year=year), *[""] * width])
        return table
    measures = statement.measures[""]
    for _, line, label, _ in statement.lines:
        keys: list[Key | None] = [(code, "", line, measure) for measure in measures]
        cells = ["" if line == "total" else line, label, *(texts[key] for key in keys if key)]
        _add(table, cells, [None, None, *keys])
    return table


def _two_sided(statement: Statement, texts: dict[Key, str]) -> Table:
    code, right = statement.code, statement.measures["expenditure"]
    split = len(right) > 1
    table = Table(code, [], [], header_rows=3)
    _add(table, ["收入", "", "", "支出", "", "", *[""] * (len(right) - 1)])
    titles = (
        ("合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款") if split else ("金额",)
    )
    _add(table, ["项目", "行次", "金额", "项目", "行次", *titles])
    _add(table, ["栏次", "", "1", "栏次", "", *(str(number + 2) for number in range(len(right)))])
    income, expenditure = _aligned(statement)
    height = len(income)
    for number, (left_line, right_line) in enumerate(zip(income, expenditure, strict=True), start=1):
        cells, keys = _half(code, left_line, number, ("amount",), texts)
        more, more_keys = _half(code, right_line, number + height, right, texts)
        _add(table, cells + more, keys + more_keys)
    return table


def _half(
    code: str, line: Line | None, ordinal: int, measures: tuple[str, ...], texts: dict[Key, str]
) -> tuple[list[str], list[Key | None]]:
    if line is None:
        return ["", str(ordinal), *[""] * len(measures)], [None] * (2 + len(measures))
    keys: list[Key | None] = [(code, line.side, line.code, measure) for measure in measures]
    return [line.label, str(ordinal), *(texts[key] for key in keys if key)], [None, None, *keys]


def _aligned(statement: Statement) -> tuple[list[Line | None], list[Line | None]]:
    """Both sides with the same number of rows: the totals stand side by side at the foot."""
    sides: dict[str, tuple[list[Line], list[Line]]] = {"income": ([], []), "expenditure": ([], [])}
    for line in statement.lines:
        body, foot = sides[line.side]
        (foot if foot or line.code in ("current_income", "current_expenditure") else body).append(line)
    (left, left_foot), (right, right_foot) = sides["income"], sides["expenditure"]
    bodies = list(zip_longest(left, right))
    gap = len(left_foot) - len(right_foot)
    padded_left = [*left_foot[:-1], *[None] * max(0, -gap), left_foot[-1]]
    padded_right = [*right_foot[:-1], *[None] * max(0, gap), right_foot[-1]]
    return [pair[0] for pair in bodies] + padded_left, [pair[1] for pair in bodies] + padded_right


def _economic_blocks(statement: Statement, texts: dict[Key, str]) -> Table:
    code = statement.code
    table = Table(code, [], [], header_rows=2)
    _add(table, ["人员经费", "", "", "公用经费", "", "", "", "", ""])
    _add(table, ["科目代码", "科目名称", "决算数"] * 3)
    blocks: tuple[list[Line], list[Line], list[Line]] = ([], [], [])
    for line in statement.lines[:-2]:
        blocks[{"301": 0, "303": 0, "302": 1}.get(line.code[:3], 2)].append(line)
    for triple in zip_longest(*blocks):
        cells: list[str] = []
        keys: list[Key | None] = []
        for line in triple:
            key: Key | None = (code, "", line.code, "amount") if line else None
            cells += [line.code, line.label, texts[key]] if line and key else ["", "", ""]
            keys += [None, None, key]
        _add(table, cells, keys)
    personnel, public = (code, "", "personnel", "amount"), (code, "", "public", "amount")
    _add(
        table,
        ["人员经费合计", "", texts[personnel], "公用经费合计", "", "", "", "", texts[public]],
        [None, None, personnel, None, None, None, None, None, public],
    )
    return table


def _three_public(statement: Statement, texts: dict[Key, str]) -> Table:
    code = statement.code
    table = Table(code, [], [], header_rows=4)
    _add(table, ["预算数", "", "", "", "", "", "决算数", "", "", "", "", ""])
    _add(table, ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"] * 2)
    _add(table, ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""] * 2)
    _add(table, [str(number + 1) for number in range(12)])
    keys: list[Key | None] = [(code, "", line, m) for m in ("budget", "actual") for line in _THREE_PUBLIC_LINES]
    _add(table, [texts[key] for key in keys if key], keys)
    return table
