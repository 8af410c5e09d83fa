"""Contents and glossary: what a document says it holds, and the terms it explains."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.corpus.accounts import Account
from benchmarks.corpus.catalogue import Names
from benchmarks.corpus.layout import TITLES
from benchmarks.corpus.pieces import Text

_NUMERALS = "一二三四五六七八九十"
SECTIONS = (
    "收入支出决算总体情况说明",
    "收入决算情况说明",
    "支出决算情况说明",
    "财政拨款收入支出决算总体情况说明",
    "一般公共预算财政拨款支出决算情况说明",
    "一般公共预算财政拨款基本支出决算情况说明",
    "政府性基金预算财政拨款收入支出决算情况说明",
    "国有资本经营预算财政拨款支出决算情况说明",
    "财政拨款“三公”经费支出决算情况说明",
    "其他重要事项的情况说明",
    "预算绩效情况说明",
)
_TERMS = (
    ("财政拨款收入", "本年度从同级财政取得的各类拨款。"),
    ("事业收入", "开展专业活动取得的收入。"),
    ("其他收入", "上述各项以外取得的收入。"),
    ("年初结转和结余", "以前年度留到本年继续使用的资金。"),
    ("年末结转和结余", "留到以后年度继续使用的资金。"),
    ("基本支出", "维持机构运转的人员和公用支出。"),
    ("项目支出", "为完成特定任务发生的支出。"),
    ("“三公”经费", "因公出国（境）、公务用车和公务接待三类费用。"),
    ("机关运行经费", "用于购买货物和服务以维持机关运行的资金。"),
)


def numeral(number: int) -> str:
    """1 → 一, 12 → 十二, 35 → 三十五."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十"
    return head + (_NUMERALS[ones - 1] if ones else "")


def contents_of(name: str, year: int) -> Iterator[Text]:
    """The list of contents."""
    yield Text("目录", "heading")
    yield Text("第一部分 部门概况")
    yield Text("一、部门职责")
    yield Text("二、机构设置")
    yield Text(f"第二部分 {year}年度部门决算表")
    for number, title in enumerate(TITLES.values(), start=1):
        yield Text(f"{numeral(number)}、{title}")
    yield Text(f"第三部分 {year}年度部门决算情况说明")
    for number, title in enumerate(SECTIONS, start=1):
        yield Text(f"{numeral(number)}、{title}")
    yield Text("第四部分 名词解释")
    yield Text("第五部分 附件")


def profile_of(name: str, units: tuple[str, ...]) -> Iterator[Text]:
    """The first part: invented duties, and the units that a consolidated account adds up."""
    yield Text("第一部分 部门概况", "heading")
    yield Text("一、部门职责", "heading")
    yield Text("负责虚构事务的登记、观测与整理。")
    yield Text("二、机构设置", "heading")
    if units:
        yield Text(f"纳入{name}部门决算编制范围的单位：{'、'.join(units)}。")
    else:
        yield Text("内设办公室、业务科和综合科。")


def glossary_of(account: Account, names: Names) -> Iterator[Text]:
    """The fourth part: terms, then every 项 that money was spent on."""
    yield Text("第四部分 名词解释", "heading")
    for number, (term, meaning) in enumerate(_TERMS, start=1):
        yield Text(f"{numeral(number)}、{term}：指{meaning}")
    codes = sorted({code for code, _, _ in account.spent})
    for number, code in enumerate(codes, start=len(_TERMS) + 1):
        function = names.function
        path = f"{function[code[:3]]}（类）{function[code[:5]]}（款）{function[code]}（项）"
        yield Text(f"{numeral(number)}、{path}：指用于该项的支出。")
