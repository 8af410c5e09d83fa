"""Amounts as publishers print them: 万元 with two decimals, each cell rounded half up on its own."""

from __future__ import annotations

FEN_PER_LAST_DIGIT = 10_000  # 0.01 万元 = 100 元


def hundredths(fen: int) -> int:
    """Hundredths of 万元, rounded half away from zero: the integer that the printed digits spell."""
    return (fen + 5_000) // 10_000 if fen >= 0 else -((5_000 - fen) // 10_000)


def printed(fen: int, commas: bool) -> str:
    """`22,070.55` or `22070.55` 万元."""
    cents = hundredths(fen)
    sign, cents = ("-", -cents) if cents < 0 else ("", cents)
    whole, rest = divmod(cents, 100)
    return f"{sign}{whole:,}.{rest:02d}" if commas else f"{sign}{whole}.{rest:02d}"


def percent(numerator: int, denominator: int, decimals: int = 2) -> str:
    """numerator / denominator as printed, without the sign %: 33.89; trailing zeros kept, 100 without decimals."""
    scale = 10 ** (decimals + 2)
    value = (2 * abs(numerator) * scale + denominator) // (2 * denominator)
    if value == scale and abs(numerator) == denominator:
        return "100"
    whole, rest = divmod(value, 10**decimals)
    return f"{whole}.{rest:0{decimals}d}" if decimals else str(whole)
