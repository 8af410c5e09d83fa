"""Numbers as a sheet shows them: stored doubles through the cell's number format into exact decimal text.

A stored double is first read as the decimal of at most 15 significant digits that it stands for (what a spreadsheet
itself shows: 0.1 + 0.2 is 0.3), then given the decimals, separators and percent sign of the format (ECMA-376-1,
18.8.31). The amounts of an account are what it shows, and how precisely, not what a double happens to hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

GENERAL = "General"
BUILTIN_FORMATS: dict[int, str] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "#,##0;-#,##0",
    6: "#,##0;-#,##0",
    7: "#,##0.00;-#,##0.00",
    8: "#,##0.00;-#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '#,##0;-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '#,##0.00;-#,##0.00;"-"',
    49: "@",
}
"""The formats that files name by number only, as far as they show plain numbers; all others read as General."""

_SIGNIFICANT_DIGITS = 15
_TOKEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|General|[#0?][#0?,.]*|[.][#0?]+|.', re.IGNORECASE | re.DOTALL)
_PLACES = re.compile(r"[#0?,]*(?:\.[#0?]*)?,*")
_UNSUPPORTED = re.compile(r"[ymdhse/@]", re.IGNORECASE)  # dates, exponents, fractions
_CONDITION = re.compile(r"\[[<>=]")


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the up to four parts of a format: literals around one number."""

    before: str
    places: str
    after: str
    is_percent: bool


def shown_number(value: float, number_format: str = GENERAL) -> str:
    """The text that a cell shows; `value` is a finite double as stored.

    A negative number keeps its minus sign also where the format shows it in brackets or red: the sign is stored, not
    guessed. Formats that are not plain numbers (exponents, fractions, conditions) read as General.
    """
    number = Decimal(f"{value:.{_SIGNIFICANT_DIGITS}g}")
    sections = _sections(number_format)
    if not sections:
        return f"{number.normalize() + 0:f}"
    index = _section_index(number, len(sections))
    section = sections[index]
    if not section.places:
        return (section.before + section.after).strip()
    text = _with_places(abs(number), section)
    sign = "-" if number < 0 and text.strip("0.,") else ""
    return sign + section.before.lstrip() + text + ("%" if section.is_percent else "") + section.after.rstrip()


def _section_index(number: Decimal, count: int) -> int:
    if number < 0 and count > 1:
        return 1
    return 2 if number == 0 and count > 2 else 0


def _with_places(number: Decimal, section: _Section) -> str:
    """The digits: decimals after the point, grouping by a comma inside, thousands cut by commas at the end."""
    places = section.places
    digits = places.rstrip(",")
    scaled = number.scaleb(-3 * (len(places) - len(digits))) * (100 if section.is_percent else 1)
    whole, _, decimals = digits.partition(".")
    rounded = scaled.quantize(Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    optional = len(decimals) - len(decimals.rstrip("#?"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    if "0" not in whole and rounded < 1:
        text = text.removeprefix("0")  # a place of # or ? shows no zero
    return text.removesuffix(".")


@lru_cache(maxsize=1024)
def _sections(number_format: str) -> tuple[_Section, ...]:
    """The sections of a format; none where it reads as General."""
    if number_format.strip().lower() in ("", "general", "@", "g/通用格式") or _CONDITION.search(number_format):
        return ()
    sections = []
    for source in _split_sections(number_format)[:3]:
        section = _parsed_section(source)
        if section is None:
            return ()
        sections.append(section)
    return tuple(sections)


def _split_sections(number_format: str) -> list[str]:
    parts = [""]
    for token in _TOKEN.findall(number_format):
        if token == ";":
            parts.append("")
        else:
            parts[-1] += token
    return parts


def _parsed_section(source: str) -> _Section | None:
    before, places, after = "", "", ""
    is_percent = False
    for token in _TOKEN.findall(source):
        if token[0] in "#0?" or (token[0] == "." and len(token) > 1):
            if places or not _PLACES.fullmatch(token):
                return None
            places = token
            continue
        if token == "%":
            is_percent = True
            continue
        literal = _literal(token)
        if literal is None:
            return None
        before, after = (before, after + literal) if places else (before + literal, after)
    return _Section(before, places, after, is_percent)


def _literal(token: str) -> str | None:
    """What a token shows: padding, fill, colour and brackets nothing; None where the section is no plain number."""
    if token.startswith('"'):
        return token[1:-1]
    if token.startswith("\\"):
        return token[1:]
    if token[0] in "_*[()+-" or token.isspace():
        return ""
    if token.lower() == "general" or _UNSUPPORTED.match(token):
        return None
    return token
