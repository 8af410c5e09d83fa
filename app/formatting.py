"""Amounts, counts and places as people read them. The only arithmetic is the change of unit from yuan to 万元."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any

WAN_DIGITS = 4
"""1 万元 is 10⁴ yuan."""


def wan_text(amount_yuan: Decimal | None) -> str:
    """An amount of yuan in 万元, exact: two decimals, more only where the amount needs them. Null gives ''."""
    if amount_yuan is None:
        return ""
    amount_wan = amount_yuan.scaleb(-WAN_DIGITS).normalize()
    exponent = amount_wan.as_tuple().exponent
    decimals = max(2, -exponent) if isinstance(exponent, int) else 2
    return f"{amount_wan:,.{decimals}f}"


def yuan_text(amount_yuan: Decimal | None) -> str:
    """An amount in yuan with its two decimals. Null gives ''."""
    return "" if amount_yuan is None else f"{amount_yuan:,.2f}"


def count_text(count: int | None) -> str:
    """A count with thousands separators. Null gives ''."""
    return "" if count is None else f"{count:,}"


def number_text(number: Decimal | None, decimals: int = 0) -> str:
    """A number that is no amount (a score, a weight, a rate): at least `decimals`, more only where it has more."""
    if number is None:
        return ""
    exponent = number.normalize().as_tuple().exponent
    own = -exponent if isinstance(exponent, int) else 0
    return f"{number:,.{max(decimals, own, 0)}f}"


def percent_text(percent: Decimal | None) -> str:
    """A percentage with two decimals. Null gives ''."""
    return "" if percent is None else f"{percent.quantize(Decimal('0.01'), ROUND_HALF_UP):,}%"


def percent_floor_text(share: Decimal) -> str:
    """A share (0 to 1) in percent with one decimal, cut downward: what is shown never says too much."""
    return f"{(share * 100).quantize(Decimal('0.1'), ROUND_FLOOR)}%"


def outward_interval(lower: Decimal | None, upper: Decimal | None, decimals: int) -> tuple[str, str]:
    """Both ends with so many decimals, cut outward, so that what is shown contains the interval. An open end is ''."""
    step = Decimal(1).scaleb(-decimals)
    least = "" if lower is None else f"{lower.quantize(step, ROUND_FLOOR):,}"
    return least, "" if upper is None else f"{upper.quantize(step, ROUND_CEILING):,}"


def moment_text(moment: datetime | None) -> str:
    """Date and minute. Null gives ''."""
    return "" if moment is None else moment.strftime("%Y-%m-%d %H:%M")


def weight_text(weight: Decimal | None) -> str:
    """The sign of a term in its equation: +, −, or the weight itself where it is not one."""
    if weight is None:
        return ""
    if abs(weight) == 1:
        return "+" if weight > 0 else "−"
    return f"{weight.normalize():+f}".replace("-", "−")


def share_of_largest(amount: Decimal | None, largest: Decimal) -> float:
    """The length of a bar in percent: geometry only, never shown as a figure. Null and negative give 0."""
    if amount is None or amount <= 0 or largest <= 0:
        return 0.0
    return float(min(amount / largest, Decimal(1)) * 100)


def shortened(text: str, limit: int) -> str:
    """The text, cut in the middle of nothing: its first `limit` characters and how many there are."""
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text):,})"


def clipped(text: str, width: int) -> str:
    """The text, or its first whole words that fit into `width` columns and an ellipsis; a Chinese character is two."""
    columns = 0
    for position, character in enumerate(text):
        columns += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if columns > width:
            kept = text[:position]
            words = kept.rpartition(" ")[0]
            # A language without spaces is cut at the character.
            return f"{words if 2 * len(words) > len(kept) else kept}…"
    return text


def plain(value: Any) -> str:
    """Any cell of a frame as text; null gives ''."""
    return "" if value is None else str(value)
