"""Performance self-evaluation forms: one of the whole department, one or two of projects, with scores that add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.corpus.accounts import BASIC, GENERAL_PUBLIC, PROJECT, Account
from benchmarks.corpus.departments import Department
from benchmarks.corpus.money import percent, printed
from benchmarks.corpus.pieces import Piece, Table, Text

_FEN_PER_YUAN = 100
_FEN_PER_WAN = 1_000_000
_EXECUTION_WEIGHT = 10
_GRADES = ((9_000, "优"), (8_000, "良"), (6_000, "中"), (0, "差"))
_PROJECT_WORDS = ("观测站维护", "标本整理", "年鉴编印", "巡回展示", "档案修复")
_SHORTFALLS = ("受天气影响工期顺延", "采购程序用时较长", "需求调整后重新论证")
# level 1 with its points, level 2, level 3, target, a full result, a short one and its share of the target, weight
_TEMPLATE = (
    ("产出指标", 50, "数量指标", "完成任务数量", "≥12项", "12项", "10项", (10, 12), 12),
    ("产出指标", 50, "数量指标", "服务场次", "≥20场", "21场", "17场", (17, 20), 8),
    ("产出指标", 50, "质量指标", "验收合格率", "100%", "100%", "96%", (96, 100), 10),
    ("产出指标", 50, "时效指标", "按期完成率", "100%", "100%", "90%", (90, 100), 10),
    ("产出指标", 50, "成本指标", "成本控制", "", "", "", (1, 1), 10),
    ("效益指标", 30, "社会效益指标", "受益人数", "≥900人", "950人", "800人", (800, 900), 20),
    ("效益指标", 30, "可持续影响指标", "管理制度", "建立健全", "建立健全", "部分完成", (7, 10), 10),
    ("满意度指标", 10, "服务对象满意度指标", "群众满意度", "≥90%", "93%", "85%", (85, 90), 10),
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of a form; `points` of its level 1; score in hundredths."""

    level_1: str
    points: int
    level_2: str
    level_3: str
    target: str
    actual: str
    weight: int
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One form. `funds`: (label, initial, adjusted, executed) in 分; `project_name` is '' for the department."""

    project_name: str
    funds: tuple[tuple[str, int, int, int], ...]
    indicators: tuple[Indicator, ...]
    execution_score: int

    @property
    def adjusted(self) -> int:
        """Adjusted budget in 分."""
        return self.funds[0][2]

    @property
    def executed(self) -> int:
        """Executed funds in 分."""
        return self.funds[0][3]

    @property
    def total_score(self) -> int:
        """Hundredths of a point."""
        return self.execution_score + sum(indicator.score for indicator in self.indicators)

    @property
    def score(self) -> str:
        """The total score as printed: 97 where every score is exact, else 97.44 or 97.00."""
        return self.marks(self.total_score)

    def marks(self, hundredths: int) -> str:
        """A score that holds that of execution: where it is rounded its decimals are printed, for 9 would be exact."""
        exact = self.executed == self.adjusted
        return points(hundredths) if exact else f"{hundredths // 100}.{hundredths % 100:02d}"


def points(hundredths: int) -> str:
    """`97.44`, `97.5` or `97`."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0") if rest else str(whole)


def evaluations_of(seed: int, publisher: Department, year: int, account: Account) -> tuple[Evaluation, ...]:
    """The forms of a document: projects first, as the narrative tells them, then the whole department."""
    rng = Random(f"{seed}/forms/{publisher.index}/{year}")
    largest = account.spent.get((publisher.carry_code, GENERAL_PUBLIC, PROJECT), 0)
    budget = sum(amount for (_, nature), amount in account.budgets.items() if nature == PROJECT)
    projects: list[Evaluation] = []
    if largest > 10 * _FEN_PER_WAN:
        words = rng.sample(_PROJECT_WORDS, rng.randint(1, 2))
        projects = [_project(word, largest * 3 // 10, budget * 3 // 10, rng) for word in words]
    return (*projects, _department(account, rng))


def _project(word: str, ceiling: int, budget: int, rng: Random) -> Evaluation:
    executed = ceiling * rng.randrange(500, 1_000) // 1_000 // _FEN_PER_YUAN * _FEN_PER_YUAN
    adjusted = executed * rng.randrange(1_000, 1_250) // 1_000 // _FEN_PER_YUAN * _FEN_PER_YUAN
    initial = min(adjusted // 3, budget) // _FEN_PER_YUAN * _FEN_PER_YUAN
    rows = ("年度资金总额", "财政拨款", "本级安排")
    funds = tuple((label, initial, adjusted, executed) for label in rows)
    return Evaluation(f"{word}项目", funds, _indicators(adjusted, executed, rng), _execution_score(adjusted, executed))


def _department(account: Account, rng: Random) -> Evaluation:
    spent = dict.fromkeys((BASIC, PROJECT), 0)
    whole = 0
    for (_, _, nature), amount in account.spent.items():
        whole += amount
        if nature in spent:
            spent[nature] += amount
    budget = dict.fromkeys((BASIC, PROJECT), 0)
    for (_, nature), amount in account.budgets.items():
        budget[nature] += amount
    saved = spent[PROJECT] * rng.randrange(0, 80) // 1_000
    other = whole - spent[BASIC] - spent[PROJECT]
    funds = (
        ("年度资金总额", budget[BASIC] + budget[PROJECT], whole + saved, whole),
        ("基本支出", budget[BASIC], spent[BASIC], spent[BASIC]),
        ("项目支出", budget[PROJECT], spent[PROJECT] + saved, spent[PROJECT]),
        ("其他资金", 0, other, other),
    )
    return Evaluation("", funds, _indicators(whole + saved, whole, rng), _execution_score(whole + saved, whole))


def _execution_score(adjusted: int, executed: int) -> int:
    return (2 * executed * _EXECUTION_WEIGHT * 100 + adjusted) // (2 * adjusted)


def _indicators(adjusted: int, executed: int, rng: Random) -> tuple[Indicator, ...]:
    short = rng.randrange(2 * len(_TEMPLATE))
    rows: list[Indicator] = []
    for number, (level_1, total, level_2, level_3, target, full, partial, share, weight) in enumerate(_TEMPLATE):
        is_short = number == short and level_2 != "成本指标"
        if level_2 == "成本指标":
            target, full = f"≤{-(-adjusted // _FEN_PER_WAN)}万元", f"{executed // _FEN_PER_WAN}万元"
        score = weight * 100 * share[0] // share[1] if is_short else weight * 100
        reason = _SHORTFALLS[short % len(_SHORTFALLS)] if is_short else ""
        actual = partial if is_short else full
        rows.append(Indicator(level_1, total, level_2, level_3, target, actual, weight, score, reason))
    return tuple(rows)


def pieces_of(evaluation: Evaluation, publisher: Department, year: int) -> Iterator[Piece]:
    """A form as printed: title, head, one table, conclusion."""
    title = "项目支出绩效自评表" if evaluation.project_name else "部门整体绩效自评表"
    yield Text(title, "form")
    yield Text(f"（{year}年度）", "year")
    yield Text(f"单位（盖章）：{publisher.name}", "owner")
    yield Text(f"填报日期：{year + 1}年3月20日", "date")
    table = Table("", [], [], header_rows=0)
    table.rows = [*_head(evaluation, publisher), *_funds(evaluation), *_goals(), *_indicator_rows(evaluation)]
    table.keys = [[None] * len(row) for row in table.rows]
    yield table
    grade = next(grade for lowest, grade in _GRADES if evaluation.total_score >= lowest)
    subject = "该项目自评得" if evaluation.project_name else "部门整体绩效自评得"
    yield Text("一、绩效自评结论")
    yield Text(f"{subject}{evaluation.score}分，自评等级为“{grade}”。")


def _head(evaluation: Evaluation, publisher: Department) -> Iterator[list[str]]:
    empty = ["", "", "", ""]
    if evaluation.project_name:
        yield ["项目名称", "", evaluation.project_name, "", "", *empty]
    owner = f"{publisher.name}（{publisher.code}）"
    yield ["主管部门及代码", "", owner, "", "实施单位", publisher.name, "", "", ""]


def _funds(evaluation: Evaluation) -> Iterator[list[str]]:
    in_yuan = bool(evaluation.project_name)
    head = "项目资金（元）" if in_yuan else "部门（单位）总体资金（万元）"
    yield [head, "", "资金来源", "年初预算数", "全年预算数（A）", "全年执行数（E）", "分值", "执行率", "得分"]

    def money(fen: int) -> str:
        return str(fen // _FEN_PER_YUAN) if in_yuan else printed(fen, False)

    for number, (label, initial, adjusted, executed) in enumerate(evaluation.funds):
        last = ["—", "—", "—"]
        if number == 0:
            last = [
                str(_EXECUTION_WEIGHT),
                f"{percent(executed, adjusted)}%",
                evaluation.marks(evaluation.execution_score),
            ]
        yield ["", "", label, money(initial), money(adjusted), money(executed), *last]


def _goals() -> Iterator[list[str]]:
    yield ["年度总体目标", "", "预期目标", "", "", "实际完成情况", "", "", ""]
    yield ["", "", "完成年度各项任务。", "", "", "已完成年度各项任务。", "", "", ""]


def _indicator_rows(evaluation: Evaluation) -> Iterator[list[str]]:
    yield [
        "绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值（A）", "实际完成值（B）", "分值", "得分",
        "未完成原因分析",
    ]  # fmt: skip
    before_1 = before_2 = ""
    for row in evaluation.indicators:
        level_1 = f"{row.level_1}（{row.points}分）" if row.level_1 != before_1 else ""
        level_2 = row.level_2 if row.level_2 != before_2 else ""
        before_1, before_2 = row.level_1, row.level_2
        yield [
            "",
            level_1,
            level_2,
            row.level_3,
            row.target,
            row.actual,
            str(row.weight),
            points(row.score),
            row.reason,
        ]
    yield ["总分", "", "", "", "", "", "100", evaluation.score, ""]
