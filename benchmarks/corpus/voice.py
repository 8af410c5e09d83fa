"""Figures in sentences: each has a slot, so that a defect can be planted in one of them and be told apart later."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.corpus.money import hundredths, percent, printed


class Voice:
    """Prints the figures of the narrative; `overrides` replace what a slot would print."""

    def __init__(self, overrides: Mapping[str, str] | None = None) -> None:
        self._overrides = overrides or {}
        self.said: dict[str, str] = {}

    def _say(self, slot: str, text: str) -> str:
        text = self._overrides.get(slot, text)
        self.said[slot] = text
        return text

    def money(self, slot: str, fen: int) -> str:
        """`12785.98万元`."""
        return f"{self._say(slot, printed(fen, False))}万元"

    def rate(self, slot: str, numerator: int, denominator: int) -> str:
        """`33.89%`; of what the two numbers are, not of what is printed of them."""
        return f"{self._say(slot, percent(numerator, denominator))}%"

    def share(self, slot: str, part: int, whole: int) -> str:
        """`，占33.89%`, nothing where there is no whole."""
        return f"，占{self.rate(f'{slot}/share', part, whole)}" if whole else ""

    def change(self, slot: str, now: int, before: int, than: str) -> str:
        """How a figure moved against the year before: `与2022年度相比，增加1.00万元，增长5.26%`."""
        if hundredths(now) == hundredths(before):
            return "与上年决算数持平"
        up = now > before
        text = f"{than}，{'增加' if up else '减少'}{self.money(f'{slot}/change', abs(now - before))}"
        if not before:
            return text
        return f"{text}，{'增长' if up else '下降'}{self.rate(f'{slot}/growth', now - before, before)}"
