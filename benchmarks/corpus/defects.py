"""Defects planted in a document, and what is true about each: the ground truth that findings are measured against.

A defect changes what is printed, never the account behind it. One document gets one defect, so that each finding can be
told to be right or wrong. `cause` is what a careful reader can know: a slip of one printed figure is the publisher's
where the digits are the publisher's own, and undecidable in a text that a machine read from a picture. Half of the
texts with a slip are such: they show it by a smudge, an amount of no account that cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from benchmarks.corpus.pieces import Key

ROUNDING, LOSS, PUBLISHER, UNDECIDABLE = "rounding", "extraction_loss", "publisher_error", "undecidable"
_SUBJECT_STATEMENTS = ("income", "expenditure", "general_public_budget_expenditure")
_TWO_SIDED = ("income_expenditure_summary", "fiscal_appropriation_summary")
_LEAST_HUNDREDTHS = 500  # 5.00 万元: a slip in a smaller amount may hide in the rounding of others
_ROWS_OF_A_PAGE = 12

Printed = dict[Key, str]


@dataclass(frozen=True, slots=True)
class Defect:
    """One cell or figure that prints something false. `key` is empty and `slot` set for a figure of the narrative."""

    kind: str
    cause: str
    key: Key | None
    slot: str
    true_value: str
    printed_value: str


@dataclass(slots=True)
class Plan:
    """What is to be printed instead: by cell and by slot of the narrative, and what is true about it."""

    cells: dict[Key, str] = field(default_factory=dict)
    slots: dict[str, str] = field(default_factory=dict)
    page_breaks: dict[str, str] = field(default_factory=dict)  # statement → line that begins a new page
    defects: list[Defect] = field(default_factory=list)

    def replace(self, kind: str, cause: str, key: Key, true_value: str, printed_value: str) -> None:
        """Print another text in a cell."""
        self.cells[key] = printed_value
        self.defects.append(Defect(kind, cause, key, "", true_value, printed_value))

    def say(self, kind: str, cause: str, slot: str, true_value: str, printed_value: str) -> None:
        """Print another figure in the narrative."""
        self.slots[slot] = printed_value
        self.defects.append(Defect(kind, cause, None, slot, true_value, printed_value))


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a defect can be planted: the cells and the narrative figures as they would be printed, and the format."""

    printed: Printed
    said: dict[str, str]
    is_text: bool
    is_scanned: bool
    rng: Random

    @property
    def slip_cause(self) -> str:
        """The cause of one wrong printed figure, as far as it can be known."""
        return UNDECIDABLE if self.is_scanned else PUBLISHER

    def pick(self, statements: tuple[str, ...], accept: Callable[[Key, str], bool] = lambda key, text: True) -> Key:
        """A cell that prints an amount large enough to be missed; raises IndexError where there is none."""
        keys = [
            key
            for key, text in self.printed.items()
            if key[0] in statements and cents(text) >= _LEAST_HUNDREDTHS and accept(key, text)
        ]
        return keys[self.rng.randrange(len(keys))] if keys else _nothing()


def _nothing() -> Key:
    raise IndexError("no cell of this document can hold the defect")


def cents(text: str) -> int:
    """Hundredths of a printed amount, 0 for a blank."""
    return int(text.replace(",", "").replace(".", "")) if text else 0


def as_printed(hundredths: int, like: str) -> str:
    """An amount in hundredths, with thousands separators where the model has them."""
    sign, rest = ("-", -hundredths) if hundredths < 0 else ("", hundredths)
    return f"{sign}{rest // 100:,}.{rest % 100:02d}" if "," in like else f"{sign}{rest // 100}.{rest % 100:02d}"


def blank_lost(scene: Scene, plan: Plan) -> None:
    """One amount is not there."""
    key = scene.pick((*_SUBJECT_STATEMENTS, *_TWO_SIDED))
    plan.replace("blank_lost", LOSS, key, scene.printed[key], "")


def whole_column_lost(scene: Scene, plan: Plan) -> None:
    """The second page of a table has lost one column."""
    statement = scene.rng.choice(("expenditure", "general_public_budget_expenditure"))
    lines = [key[2] for key in scene.printed if key[0] == statement and key[3] == "total"]
    if len(lines) < _ROWS_OF_A_PAGE + 6:
        _nothing()
    page = lines[scene.rng.randrange(_ROWS_OF_A_PAGE, len(lines) - 4) :]
    measures = [
        measure
        for measure in ("basic", "project")
        if sum(bool(scene.printed[statement, "", line, measure]) for line in page) > 1
    ]
    measure = measures[scene.rng.randrange(len(measures))] if measures else _nothing()[3]
    plan.page_breaks[statement] = page[0]
    for line in page:
        key = (statement, "", line, measure)
        if scene.printed[key]:
            plan.replace("whole_column_lost", LOSS, key, scene.printed[key], "")


def row_glued(scene: Scene, plan: Plan) -> None:
    """Two amounts of a row stand in one cell, the other cell is blank."""
    left, right = _neighbours(scene)
    texts = scene.printed
    plan.replace("row_glued", LOSS, right, texts[right], "")
    plan.cells[left] = f"{texts[left]} {texts[right]}"


def _neighbours(scene: Scene) -> tuple[Key, Key]:
    """Two neighbouring printed amounts of one row that differ."""
    pairs: list[tuple[Key, Key]] = []
    previous: Key | None = None
    for key, text in scene.printed.items():
        if previous and previous[:3] == key[:3] and key[0] in _SUBJECT_STATEMENTS:
            other = scene.printed[previous]
            if min(cents(text), cents(other)) >= _LEAST_HUNDREDTHS and text != other:
                pairs.append((previous, key))
        previous = key
    return pairs[scene.rng.randrange(len(pairs))] if pairs else (_nothing(), _nothing())


def digit_misread(scene: Scene, plan: Plan) -> None:
    """One digit is another: 91.35 for 97.35."""
    key = scene.pick((*_SUBJECT_STATEMENTS, *_TWO_SIDED))
    text = scene.printed[key]
    plan.replace("digit_misread", scene.slip_cause, key, text, other_digit(text, scene.rng))


def other_digit(text: str, rng: Random, places: str = "whole") -> str:
    """The text with one digit before the point replaced; the first is never made 0."""
    end = text.index(".") if "." in text and places == "whole" else len(text)
    place = rng.choice([index for index in range(end) if text[index].isdigit()])
    others = [digit for digit in ("123456789" if place == 0 else "0123456789") if digit != text[place]]
    return text[:place] + rng.choice(others) + text[place + 1 :]


def digits_transposed(scene: Scene, plan: Plan) -> None:
    """Two neighbouring digits have changed places: 5,843.10 for 8,543.10."""

    def places_of(text: str) -> list[int]:
        end = text.index(".")
        found = [i for i in range(end - 1) if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1]]
        return [i for i in found if not (i == 0 and text[1] == "0")]

    key = scene.pick(_SUBJECT_STATEMENTS, lambda _, text: bool(places_of(text)))
    text = scene.printed[key]
    place = scene.rng.choice(places_of(text))
    swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    plan.replace("digits_transposed", scene.slip_cause, key, text, swapped)


def separator_misread(scene: Scene, plan: Plan) -> None:
    """The point has moved by one or two places: 11491.0 for 1149.10."""
    key = scene.pick(_SUBJECT_STATEMENTS, lambda _, text: "," not in text)
    text = scene.printed[key]
    digits = text.replace(".", "")
    moved = scene.rng.choice((f"{digits[:-1]}.{digits[-1]}", digits))
    plan.replace("separator_misread", scene.slip_cause, key, text, moved)


def sign_lost(scene: Scene, plan: Plan) -> None:
    """A minus stands before an amount that has none."""
    key = scene.pick(_SUBJECT_STATEMENTS)
    plan.replace("sign_lost", scene.slip_cause, key, scene.printed[key], f"-{scene.printed[key]}")


def unit_of_ten_thousand(scene: Scene, plan: Plan) -> None:
    """An amount in 元 in a statement of 万元."""
    key = scene.pick(_SUBJECT_STATEMENTS)
    text = scene.printed[key]
    plan.replace("unit_of_ten_thousand", scene.slip_cause, key, text, as_printed(cents(text) * 10_000, text))


def neighbours_swapped(scene: Scene, plan: Plan) -> None:
    """Two neighbouring amounts of a row have changed places."""
    left, right = _neighbours(scene)
    texts = scene.printed
    plan.replace("neighbours_swapped", scene.slip_cause, left, texts[left], texts[right])
    plan.replace("neighbours_swapped", scene.slip_cause, right, texts[right], texts[left])


def column_shifted(scene: Scene, plan: Plan) -> None:
    """The amounts of a row stand one column to the right of their own."""
    statement = scene.rng.choice(("income", "expenditure"))
    rows: dict[str, list[Key]] = {}
    for key in scene.printed:
        if key[0] == statement and key[2] != "total":
            rows.setdefault(key[2], []).append(key)
    fitting = [
        keys
        for keys in rows.values()
        if not scene.printed[keys[-1]] and cents(scene.printed[keys[0]]) >= _LEAST_HUNDREDTHS
    ]
    if not fitting:
        _nothing()
    keys = fitting[scene.rng.randrange(len(fitting))]
    blank = scene.printed[keys[-1]]
    shifted = [blank, *(scene.printed[key] for key in keys[:-1])]
    cause = LOSS if scene.is_text else PUBLISHER
    for key, text in zip(keys, shifted, strict=True):
        if text != scene.printed[key]:
            plan.replace("column_shifted", cause, key, scene.printed[key], text)


def value_replaced(scene: Scene, plan: Plan) -> None:
    """An amount that only one sum speaks about is another: nothing tells which of its cells is wrong."""
    key = scene.pick(
        ("basic_expenditure",), lambda key, _: len(key[2]) == 5 and key[2] in _WITHOUT_WITNESS and key[3] == "amount"
    )
    text = scene.printed[key]
    other = as_printed(cents(text) + scene.rng.randrange(1_111, 9_999), text)
    plan.replace("value_replaced", UNDECIDABLE, key, text, other)


_WITHOUT_WITNESS = frozenset(("30101", "30102", "30103", "30107", "30201", "30207", "30211", "30228", "30229", "30239"))


def rate_refuted(scene: Scene, plan: Plan) -> None:
    """A rate of the narrative is not what its own two amounts give."""
    slots = [
        slot for slot, text in scene.said.items() if _is_rate(slot) and "." in text and hundredths_of_rate(text) >= 500
    ]
    slot = slots[scene.rng.randrange(len(slots))] if slots else _nothing()[0]
    text = scene.said[slot]
    plan.say("rate_refuted", PUBLISHER, slot, text, other_digit(text, scene.rng))


def _is_rate(slot: str) -> bool:
    return slot.endswith(("/rate", "/share", "/growth"))


def hundredths_of_rate(text: str) -> int:
    """Hundredths of a printed rate of two decimals, 0 for one without decimals."""
    return int(text.replace(".", "")) if "." in text else 0


def contradicted_narrative(scene: Scene, plan: Plan) -> None:
    """A figure of the narrative is not the one of the statement that it repeats."""
    slots = [
        slot
        for slot, text in scene.said.items()
        if (slot in _REPEATED or _ITEM_FINAL.fullmatch(slot)) and cents(text) >= _LEAST_HUNDREDTHS
    ]
    slot = slots[scene.rng.randrange(len(slots))] if slots else _nothing()[0]
    text = scene.said[slot]
    plan.say("contradicted_narrative", scene.slip_cause, slot, text, other_digit(text, scene.rng))


_ITEM_FINAL = re.compile(r"item/\d+/final")
_REPEATED = frozenset(
    (
        "overall/final", "income/total", "income/fiscal", "expenditure/total", "expenditure/basic",
        "expenditure/project", "fiscal/final", "general_public/final", "basic/personnel", "basic/public",
    )
)  # fmt: skip
KINDS: dict[str, Callable[[Scene, Plan], None]] = {
    planted.__name__: planted
    for planted in (
        blank_lost, whole_column_lost, row_glued, digit_misread, digits_transposed, separator_misread, sign_lost,
        unit_of_ten_thousand, neighbours_swapped, column_shifted, value_replaced, rate_refuted, contradicted_narrative,
    )
}  # fmt: skip
CARRY_FORWARD_BREAK = "carry_forward_break"
ALL_KINDS = (*KINDS, CARRY_FORWARD_BREAK)
SMUDGED: Key = ("basic_expenditure", "", "39999", "amount")  # blank in every account, and in no sum that matters
SMUDGE = "0.,"


def plant(kind: str, scene: Scene) -> Plan:
    """A plan with one defect of a kind; empty where the document cannot hold it."""
    plan = Plan()
    try:
        KINDS[kind](scene, plan)
    except IndexError:
        return Plan()
    if scene.is_scanned and not scene.printed[SMUDGED]:
        plan.cells[SMUDGED] = SMUDGE
    return plan
