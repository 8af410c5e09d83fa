"""Statements as tables of cells, in the shapes that the national template and its variants give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from benchmarks.corpus.departments import Department
from benchmarks.corpus.money import printed
from benchmarks.corpus.pieces import Key, Table
from benchmarks.corpus.statements import Statement

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
_BUDGET_TITLES = ("合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")


class PrintedLine(NamedTuple):
    """A line of a statement as printed: the key and the text of each cell that can hold an amount."""

    side: str
    code: str
    label: str
    keys: tuple[Key, ...]
    texts: tuple[str, ...]


def print_lines(statement: Statement, publisher: Department, instead: Mapping[Key, str]) -> list[PrintedLine]:
    """The lines of a statement as printed; `instead` holds what some cells print in place of their amount."""
    memory: dict[int | None, str] = {None: "0.00" if publisher.prints_zeros else ""}
    commas, code, lines = publisher.prints_commas, statement.code, []
    for side, line, label, values in statement.lines:
        keys = tuple([(code, side, line, measure) for measure in statement.measures[side]])
        for value in values:
            if value not in memory:
                memory[value] = printed(value or 0, commas)
        texts = tuple([memory[value] for value in values])
        if instead:
            texts = tuple(instead.get(key, text) for key, text in zip(keys, texts, strict=True))
        lines.append(PrintedLine(side, line, label, keys, texts))
    return lines


def table_of(statement: Statement, lines: Sequence[PrintedLine], publisher: Department, year: int) -> Table:
    """The table that prints a statement."""
    if statement.code in ("income_expenditure_summary", "fiscal_appropriation_summary"):
        return _two_sided(statement, lines)
    if statement.code == "basic_expenditure":
        return _economic_blocks(statement.code, lines)
    if statement.code == "three_public_expenses":
        return _three_public(statement.code, lines)
    return _subject_rows(statement.code, lines, publisher, year)


def _add(table: Table, cells: list[str], keys: list[Key | None] | None = None) -> None:
    table.rows.append(cells)
    table.keys.append(keys or [None] * len(cells))


def _subject_rows(code: str, lines: Sequence[PrintedLine], publisher: Department, year: int) -> Table:
    titles = _MEASURE_TITLES[code]
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
    if not lines:
        _add(table, ["", "合计", *[""] * width])
        _add(table, ["", _EMPTY_WORDS[code].format(name=publisher.name, year=year), *[""] * width])
        return table
    for line in lines:
        _add(table, ["" if line.code == "total" else line.code, line.label, *line.texts], [None, None, *line.keys])
    return table


def _two_sided(statement: Statement, lines: Sequence[PrintedLine]) -> Table:
    width = len(statement.measures["expenditure"])
    table = Table(statement.code, [], [], header_rows=3)
    _add(table, ["收入", "", "", "支出", "", "", *[""] * (width - 1)])
    titles = _BUDGET_TITLES if width > 1 else ("金额",)
    _add(table, ["项目", "行次", "金额", "项目", "行次", *titles])
    _add(table, ["栏次", "", "1", "栏次", "", *(str(number + 2) for number in range(width))])
    income, expenditure = _aligned(lines)
    height = len(income)
    for number, (left, right) in enumerate(zip(income, expenditure, strict=True), start=1):
        cells, keys = _half(left, number, 1)
        more, more_keys = _half(right, number + height, width)
        _add(table, cells + more, keys + more_keys)
    return table


def _half(line: PrintedLine | None, ordinal: int, width: int) -> tuple[list[str], list[Key | None]]:
    if line is None:
        return ["", str(ordinal), *[""] * width], [None] * (2 + width)
    return [line.label, str(ordinal), *line.texts], [None, None, *line.keys]


def _aligned(lines: Sequence[PrintedLine]) -> tuple[list[PrintedLine | None], list[PrintedLine | None]]:
    """Both sides with the same number of rows: the totals stand side by side at the foot."""
    sides: dict[str, tuple[list[PrintedLine], list[PrintedLine]]] = {"income": ([], []), "expenditure": ([], [])}
    for line in lines:
        body, foot = sides[line.side]
        (foot if foot or line.code in ("current_income", "current_expenditure") else body).append(line)
    (left, left_foot), (right, right_foot) = sides["income"], sides["expenditure"]
    bodies = list(zip_longest(left, right))
    gap = len(left_foot) - len(right_foot)
    padded_left = [*left_foot[:-1], *[None] * max(0, -gap), left_foot[-1]]
    padded_right = [*right_foot[:-1], *[None] * max(0, gap), right_foot[-1]]
    return [pair[0] for pair in bodies] + padded_left, [pair[1] for pair in bodies] + padded_right


def _economic_blocks(code: str, lines: Sequence[PrintedLine]) -> Table:
    table = Table(code, [], [], header_rows=2)
    _add(table, ["人员经费", "", "", "公用经费", "", "", "", "", ""])
    _add(table, ["科目代码", "科目名称", "决算数"] * 3)
    blocks: tuple[list[PrintedLine], list[PrintedLine], list[PrintedLine]] = ([], [], [])
    for line in lines[:-2]:
        blocks[{"301": 0, "303": 0, "302": 1}.get(line.code[:3], 2)].append(line)
    for triple in zip_longest(*blocks):
        cells: list[str] = []
        keys: list[Key | None] = []
        for part in triple:
            cells += (part.code, part.label, part.texts[0]) if part else ("", "", "")
            keys += (None, None, part.keys[0] if part else None)
        _add(table, cells, keys)
    personnel, public = lines[-2:]
    _add(
        table,
        ["人员经费合计", "", personnel.texts[0], "公用经费合计", "", "", "", "", public.texts[0]],
        [None, None, personnel.keys[0], None, None, None, None, None, public.keys[0]],
    )
    return table


def _three_public(code: str, lines: Sequence[PrintedLine]) -> Table:
    table = Table(code, [], [], header_rows=4)
    _add(table, ["预算数", "", "", "", "", "", "决算数", "", "", "", "", ""])
    _add(table, ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"] * 2)
    _add(table, ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""] * 2)
    _add(table, [str(number + 1) for number in range(12)])
    order = (0, 1)
    _add(
        table,
        [line.texts[measure] for measure in order for line in lines],
        [line.keys[measure] for measure in order for line in lines],
    )
    return table
