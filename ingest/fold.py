"""Folding of widths, spaces and punctuation, and the one grammar of printed numbers.

**The grammar** (staging parses the same texts again in SQL and must agree with this page):

1. *Widths.* U+FF01…U+FF5E become the ASCII characters 0xFEE0 below them (`１` → `1`, `，` → `,`, `．` → `.`,
   `－` → `-`); U+2212 MINUS SIGN becomes `-`. Nothing else is converted: no superscript, circled or other digit.
2. *Spaces* are the class S = `[ \\t\\n\\r\\f\\v\\u00a0\\u2000-\\u200b\\u202f\\u205f\\u3000\\ufeff]`.
   Those at both ends are cut.
3. A text is a **printed number** when all of it matches
   `-?S*(0|[1-9][0-9]{0,11}|[1-9][0-9]{0,2}(S*,S*[0-9]{3}){1,3})(S*\\.S*[0-9]{1,6})?`:
   spaces only beside a separator or after the sign, groups of exactly three, no leading zero, no bare point,
   at most twelve digits before the point and six after it. Its value is the text without S and commas.
   It is a **printed zero** when that value is 0.
4. A text is **blank** when nothing is left of it, or only dashes: `[-–—―─_/]+` (a publisher's way to print nothing).
5. A text is **unreadable** when it has a digit and otherwise only `[0-9.,+()%-]` and S, yet is not of rule 3:
   `1,23`, `12.3.4`, `1 2 3`, `(5.00)`, `5%`. Parentheses are not read as a minus: no accounts rule prints them so.
6. Everything else is **text**.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal

from ingest.memory import remembered
from ingest.model import CellKind

SPACES = " \t\n\r\f\v\u00a0\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))
_SPACE = "[ \\t\\n\\r\\f\\v\\u00a0\\u2000-\\u200b\\u202f\\u205f\\u3000\\ufeff]"
NUMBER_BODY = (
    rf"-?{_SPACE}*(?:[1-9][0-9]{{0,2}}(?:{_SPACE}*,{_SPACE}*[0-9]{{3}}){{1,3}}|0|[1-9][0-9]{{0,11}})"
    rf"(?:{_SPACE}*\.{_SPACE}*[0-9]{{1,6}})?"
)
_NUMBER = re.compile(NUMBER_BODY)
_NUMBER_LIKE = re.compile(rf"(?:[.,+()%-]|{_SPACE})*[0-9](?:[0-9.,+()%-]|{_SPACE})*")
_DASHES = re.compile(r"[-–—―─_/]+")
_LONGEST_NUMBER_TEXT = 64

_WIDTHS: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x2212: "-"}
_LABEL_TABLE: dict[int, str | None] = (
    {ord(space): None for space in SPACES}
    | {ord(quote): None for quote in "“”‘’\"'「」『』`´＂＇"}
    | {ord("﹙"): "(", ord("﹚"): ")", ord("〔"): "(", ord("〕"): ")", ord("︰"): ":", ord("∶"): ":"}
    | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "＂＇"}
)


def translator(table: Mapping[int, str | None]) -> Callable[[str], str]:
    """`str.translate` by a table, for texts in which most characters are not in the table: `translate` itself raises
    and catches an error for each of them, which takes fifty times as long as passing over it."""
    replacements = {chr(code): text or "" for code, text in table.items()}
    listed = re.compile(f"[{''.join(map(re.escape, replacements))}]")

    def replacement(match: re.Match[str]) -> str:
        return replacements[match[0]]

    def translated(text: str) -> str:
        return listed.sub(replacement, text)

    return translated


_narrowed = translator(_WIDTHS)
_relabelled = translator(_LABEL_TABLE)


def narrow_widths(text: str) -> str:
    """Rule 1 of the grammar: full-width ASCII and the minus sign to ASCII, one character for one character."""
    return text if text.isascii() else _narrowed(text)


def _folded(text: str) -> str:
    """Fold until nothing is left to fold: where a space or a quotation mark is dropped, what stood beside it may
    combine (`R¸` is R, a space and a cedilla, and then Ŗ)."""
    while not text.isascii() and not unicodedata.is_normalized("NFKC", text):
        text = _relabelled(unicodedata.normalize("NFKC", text))
    folded = _relabelled(text)
    return folded if folded.isascii() or unicodedata.is_normalized("NFKC", folded) else _folded(folded)


@remembered
def fold_label(text: str) -> str:
    """A text for comparison: compatibility forms and widths folded, spaces and quotation marks dropped.

    `财政拨款 收入` and `财政拨款收入`, `（境）` and `( 境 )`, `⽀出` and `支出` fold to the same string.
    """
    return _folded(text)


@remembered
def fold_character(character: str) -> str:
    """`fold_label` of one character; a memory of its own, which the texts of many documents do not drive out."""
    return _folded(character)


@remembered
def kind_of_text(text: str) -> CellKind:
    """What a text is by the grammar above, whatever stands around it."""
    stripped = text.strip(SPACES)
    if len(stripped) > _LONGEST_NUMBER_TEXT:
        return "text"
    stripped = narrow_widths(stripped).strip(SPACES)
    if not stripped:
        return "blank"
    if _NUMBER.fullmatch(stripped):
        return "printed_number" if stripped.strip("-0.," + SPACES) else "printed_zero"
    if _DASHES.fullmatch(stripped):
        return "blank"
    return "unreadable" if _NUMBER_LIKE.fullmatch(stripped) else "text"


@remembered
def is_number(text: str) -> bool:
    """True for a printed number or a printed zero."""
    return kind_of_text(text) in ("printed_number", "printed_zero")


@remembered
def parse_number(text: str) -> Decimal | None:
    """The printed number's exact value in the printed unit, or None where the text is no printed number."""
    return Decimal(_relabelled(narrow_widths(text)).replace(",", "")) if is_number(text) else None


def printed_decimals(text: str) -> int:
    """How many digits stand after the point of a printed number (0 where it has none)."""
    number = parse_number(text)
    exponent = 0 if number is None else number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
