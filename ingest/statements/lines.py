"""Which line a row reports: by code, by label, with the ordinal as a witness."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import lru_cache

from ingest.fold import fold_label
from ingest.memory import remembered
from ingest.statements.tables import LineFound, Table, is_label_text, strip_spaces
from ingest.vocabulary import Statement, Vocabulary

CodeTest = Callable[[str], bool]
_FUNCTION_CODE = re.compile(r"[12][0-9]{2}(?:[0-9]{2}){0,2}")
_ECONOMIC_CODE = re.compile(r"[35][0-9]{2}(?:[0-9]{2})?")
_TWO_DIGITS = re.compile(r"[0-9]{2}")
_GLUED = re.compile(r"\s*([0-9](?:\s?[0-9]){2}(?:(?:\s?[0-9]){2}){0,2})[\s.、]*([^\W\d_].*?)\s*", re.DOTALL)
_ORDINAL = re.compile(
    r"(?:[(]?([一二三四五六七八九十]{1,3})[)]?[、.,:]|[(]([一二三四五六七八九十]{1,3})[)]|[(]?[0-9]{1,2}[)]?[、.]|[(][0-9]{1,2}[)])"
)
_OF_WHICH = re.compile(r"(?:其中|加|减|等于):")
_LONGEST_LABEL_CELL = 80
_LEAST_SIMILARITY = 0.8
_LEAST_CUT_LENGTH = 4


@remembered
def is_function_code(folded: str) -> bool:
    """True for a 类, 款 or 项 of the classification by function."""
    return _FUNCTION_CODE.fullmatch(folded) is not None


@remembered
def is_economic_code(folded: str) -> bool:
    """True for a 类 or 款 of the classification by economic nature."""
    return _ECONOMIC_CODE.fullmatch(folded) is not None


def code_test(statement: Statement) -> CodeTest:
    """Whether a folded text is a code of the statement's subjects."""
    return is_economic_code if statement.classification == "economic" else is_function_code


@lru_cache(maxsize=64)
def first_code(table: Table, is_code: CodeTest) -> tuple[int, int] | None:
    """Row and column of the first cell that is a code, or a code with its name; kept, for all statements ask."""
    for row, folds in enumerate(table.folded):
        for column, folded in enumerate(folds):
            may_begin = bool(folded) and folded[0].isdigit()
            if may_begin and (is_code(folded) or split_glued(table.texts[row][column], is_code)):
                return row, column
    return None


@remembered
def split_number(text: str) -> tuple[str, str] | None:
    """`20699 其他科学技术支出 2,928` → (20699, 其他科学技术支出 2,928); None where no such number leads a word."""
    match = _GLUED.fullmatch(text) if 3 < len(text) < _LONGEST_LABEL_CELL else None
    return None if match is None else (fold_label(match[1]), match[2])


def split_glued(text: str, is_code: CodeTest) -> tuple[str, str] | None:
    """As `split_number`, where the number is a code."""
    glued = split_number(text)
    return glued if glued is not None and is_code(glued[0]) else None


def join_code(table: Table, row: int, columns: tuple[int, ...], is_code: CodeTest, before: str) -> str:
    """The full code of a row from one column or from 类|款|项; `before` lends what a merged cell leaves blank.

    Returns '' where the cells hold no code.
    """
    if len(columns) == 1:
        alone = table.fold(row, columns[0])
        return alone if alone and is_code(alone) else ""
    parts = [table.fold(row, column) for column in columns]
    if not any(parts):
        return ""
    full = [part for part in parts if is_code(part)]
    tail = [part for part in parts if part and part not in full]
    if not all(_TWO_DIGITS.fullmatch(part) for part in tail) or len(full) > 1:
        last = full[-1] if full else ""
        return last if last.startswith(full[0] if full else "") and not tail else ""
    if full:
        code = full[0] + "".join(tail)
    else:
        first = next(index for index, part in enumerate(parts) if part)
        lent = before[: 3 + 2 * (first - 1)] if first else ""
        code = lent + "".join(tail) if first and len(lent) == 3 + 2 * (first - 1) else ""
    return code if is_code(code) else ""


@remembered
def strip_ordinal(folded: str) -> tuple[str, str]:
    """`十四、资源勘探` → (资源勘探, 十四); the ordinal is empty where none or only digits are printed."""
    match = _ORDINAL.match(folded)
    if match is None:
        return folded, ""
    return folded[match.end() :], match[1] or match[2] or ""


@remembered
def label_variants(folded: str) -> tuple[str, ...]:
    """A label as it is, without its ordinal, and without 其中: in front."""
    bare, _ = strip_ordinal(folded)
    variants = [folded, bare]
    match = _OF_WHICH.match(bare)
    if match is not None:
        variants += [bare[match.end() :], strip_ordinal(bare[match.end() :])[0]]
    return tuple(variant for variant in dict.fromkeys(variants) if variant)


def find_named_line(statement: Statement, side: str, text: str, after: int) -> LineFound | None:
    """The seed's line that a label names; of several with one label, the first below the template's row `after`."""
    codes = _codes_named(statement, side, text)
    if not codes:
        return None
    if len(codes) == 1:
        return LineFound(codes[0], strip_spaces(text), "label")
    lines = statement.lines.get(side, {})
    below = [code for code in codes if lines[code].ordinal > after]
    return LineFound((below or list(codes))[0], strip_spaces(text), "label")


@lru_cache(maxsize=65_536)
def _codes_named(statement: Statement, side: str, text: str) -> tuple[str, ...]:
    """The seed's lines that a label names; every cell is asked about, for several statements and sides."""
    labels = statement.labels.get(side, {})
    if not labels or len(text) > _LONGEST_LABEL_CELL:
        return ()
    return next((labels[variant] for variant in label_variants(fold_label(text)) if variant in labels), ())


@lru_cache(maxsize=65_536)
def find_class(vocabulary: Vocabulary, text: str) -> LineFound | None:
    """The function class that a label names: exactly, or nearly or cut with its ordinal as witness."""
    if len(text) > _LONGEST_LABEL_CELL:
        return None
    name, ordinal = strip_ordinal(fold_label(text))
    if not is_label_text(name):
        return None
    label = strip_spaces(text)
    code = vocabulary.class_names.get(name)
    if code is not None:
        agrees = bool(ordinal) and vocabulary.class_ordinals.get(code) == ordinal
        return LineFound(code, label, "label+ordinal" if agrees else "label")
    near = _near_class(vocabulary, name, ordinal)
    return LineFound(near, label, "label_similar+ordinal") if near else None


def _near_class(vocabulary: Vocabulary, name: str, ordinal: str) -> str | None:
    """A torn name counts only when one class alone is near it and the printed ordinal is that class's."""
    if not ordinal:
        return None
    near = {
        code
        for known, code in vocabulary.class_names.items()
        if vocabulary.class_ordinals.get(code) == ordinal
        and (
            SequenceMatcher(None, known, name).ratio() >= _LEAST_SIMILARITY
            or (len(name) >= _LEAST_CUT_LENGTH and known.startswith(name))
        )
    }
    return near.pop() if len(near) == 1 else None
