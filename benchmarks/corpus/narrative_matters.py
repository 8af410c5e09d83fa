"""The narrative's sections on the three public expenses, operating costs, procurement, assets and performance."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.corpus.accounts import GENERAL_PUBLIC, GOVERNMENT_FUND, PERSONNEL_CLASSES, Account, Fen
from benchmarks.corpus.forms import Evaluation
from benchmarks.corpus.narrative import Telling, own_projects
from benchmarks.corpus.pieces import Text
from benchmarks.corpus.statements import total_of

_VEHICLES = ("vehicle_purchase", "vehicle_operation")
_ALL = ("overseas_travel", *_VEHICLES, "reception")


def matters_of(t: Telling, evaluations: tuple[Evaluation, ...]) -> Iterator[Text]:
    """Sections nine to eleven."""
    yield from _three_public(t)
    yield Text("十、其他重要事项的情况说明", "heading")
    yield from _operating_cost(t)
    yield from _procurement(t)
    yield from _assets(t)
    yield from _performance(t, evaluations)


def _sum(ledger: Fen, lines: tuple[str, ...]) -> int:
    return sum(ledger.get((line,), 0) for line in lines)


def _against_budget(t: Telling, slot: str, lines: tuple[str, ...], words: tuple[str, str]) -> str:
    """Budget, final account, completion and change of one line of the three public expenses."""
    budget, now = _sum(t.now.three_public_budget, lines), _sum(t.now.three_public_actual, lines)
    before = _sum(t.before.three_public_actual, lines)
    text = f"{words[0]}{t.voice.money(f'{slot}/budget', budget)}，{words[1]}{t.voice.money(f'{slot}/final', now)}"
    if budget:
        text += f"，完成预算的{t.voice.rate(f'{slot}/rate', now, budget)}"
    return f"{text}；{t.voice.change(slot, now, before, '与上年相比')}"


def _three_public(t: Telling) -> Iterator[Text]:
    counts, actual = t.now.counts, t.now.three_public_actual
    yield Text("九、财政拨款“三公”经费支出决算情况说明", "heading")
    yield Text("（一）“三公”经费财政拨款支出决算总体情况说明", "subheading")
    whole = _against_budget(t, "three_public", _ALL, ("“三公”经费财政拨款支出预算为", "支出决算为"))
    yield Text(f"{t.year}年度{whole}。")
    yield Text("（二）“三公”经费财政拨款支出决算具体情况说明", "subheading")
    travel = _against_budget(t, "travel", ("overseas_travel",), ("因公出国（境）费预算", "支出决算"))
    yield Text(
        f"1. {travel}。全年使用财政拨款安排的因公出国（境）团组{counts['overseas_groups',]}个，"
        f"累计{counts['overseas_persons',]}人次。"
    )
    vehicles = _against_budget(t, "vehicles", _VEHICLES, ("公务用车购置及运行维护费预算", "支出决算"))
    purchase, operation = _sum(actual, _VEHICLES[:1]), _sum(actual, _VEHICLES[1:])
    yield Text(f"2. {vehicles}。其中：")
    yield Text(
        f"公务用车购置支出{t.voice.money('vehicles/purchase', purchase)}，购置公务用车{counts['vehicles_bought',]}辆。"
    )
    yield Text(
        f"公务用车运行维护费{t.voice.money('vehicles/operation', operation)}。"
        f"截至{t.year}年12月31日，开支财政拨款的公务用车保有量为{counts['vehicles_kept',]}辆。"
    )
    reception = _against_budget(t, "reception", ("reception",), ("公务接待费预算", "支出决算"))
    yield Text(f"3. {reception}。其中：")
    yield Text(
        f"国内接待费支出{t.voice.money('reception/domestic', _sum(actual, ('reception',)))}，"
        f"国内公务接待{counts['receptions',]}批次，{counts['guests',]}人次。"
        f"国（境）外接待费支出{t.voice.money('reception/foreign', 0)}，国（境）外公务接待0批次，0人次。"
    )


def _public_expenses(account: Account) -> int:
    return sum(amount for (code, _), amount in account.economic.items() if code[:3] not in PERSONNEL_CLASSES)


def _operating_cost(t: Telling) -> Iterator[Text]:
    yield Text("（一）机关运行经费支出情况", "subheading")
    if t.publisher.is_institution:
        yield Text(f"{t.publisher.name}为事业单位，不涉及此项。")
        return
    now, before = _public_expenses(t.now), _public_expenses(t.before)
    change = t.voice.change("operating", now, before, t.than_last_year)
    yield Text(
        f"{t.year}年度机关运行经费支出{t.voice.money('operating/final', now)}，{change}，"
        f"主要原因是：{t.reason('operating', now > before)}。"
    )


def _procurement(t: Telling) -> Iterator[Text]:
    bought = t.now.procurement
    goods, works, services, medium, small = (
        bought.get((kind,), 0) for kind in ("goods", "works", "services", "medium", "small")
    )
    whole = goods + works + services
    say = t.voice
    yield Text("（二）政府采购支出情况", "subheading")
    text = (
        f"{t.year}年度政府采购支出总额{say.money('procurement/total', whole)}，其中："
        f"政府采购货物支出{say.money('procurement/goods', goods)}、"
        f"政府采购工程支出{say.money('procurement/works', works)}、"
        f"政府采购服务支出{say.money('procurement/services', services)}；"
        f"授予中小企业合同金额{say.money('procurement/medium', medium)}"
    )
    if whole:
        text += f"，占政府采购支出总额的{say.rate('procurement/medium/share', medium, whole)}"
    text += f"，其中：授予小微企业合同金额{say.money('procurement/small', small)}"
    if medium:
        text += f"，占授予中小企业合同金额的{say.rate('procurement/small/share', small, medium)}"
    yield Text(f"{text}。")


def _assets(t: Telling) -> Iterator[Text]:
    counts = t.now.counts
    emergency, law, other = (counts[name,] for name in ("vehicles_emergency", "vehicles_law", "vehicles_other"))
    yield Text("（三）国有资产占用情况", "subheading")
    yield Text(
        f"截至{t.year}年12月31日，共有车辆{emergency + law + other}辆，其中：副部（省）级及以上领导用车0辆、"
        f"主要领导干部用车0辆、机要通信用车0辆、应急保障用车{emergency}辆、执法执勤用车{law}辆、"
        f"特种专业技术用车0辆、离退休干部用车0辆、其他用车{other}辆；"
        f"单价100.00万元（含）以上设备（不含车辆）{counts['equipment',]}台（套）。"
    )


def _performance(t: Telling, evaluations: tuple[Evaluation, ...]) -> Iterator[Text]:
    say = t.voice
    spent = {fund: total_of(t.now.spent, 1, (fund,)) for fund in (GENERAL_PUBLIC, GOVERNMENT_FUND)}
    yield Text("十一、预算绩效情况说明", "heading")
    yield Text("1. 预算绩效管理工作开展情况", "subheading")
    yield Text(
        f"根据预算绩效管理要求，对{t.year}年度项目支出开展了绩效自评，其中：项目支出开展自评"
        f"{t.now.counts['projects',]}项，涉及资金{say.money('evaluated', own_projects(t.now))}，自评覆盖率达到100%。"
    )
    yield Text("2. 绩效自评结果", "subheading")
    for evaluation in evaluations:
        if evaluation.project_name:
            slot = f"project/{evaluation.project_name}"
            yield Text(
                f"{evaluation.project_name}项目完成情况综述：项目全年预算数"
                f"{say.money(f'{slot}/adjusted', evaluation.adjusted)}，执行数"
                f"{say.money(f'{slot}/executed', evaluation.executed)}，完成预算的"
                f"{say.rate(f'{slot}/rate', evaluation.executed, evaluation.adjusted)}。"
                f"项目自评得分为{evaluation.score}分。"
            )
        else:
            yield Text(
                f"部门整体绩效自评涉及一般公共预算支出{say.money('evaluated/public', spent[GENERAL_PUBLIC])}，"
                f"政府性基金预算支出{say.money('evaluated/fund', spent[GOVERNMENT_FUND])}。"
                f"部门整体自评得分为{evaluation.score}分。"
            )
