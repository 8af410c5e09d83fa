"""Unfilled templates: the national form published with its placeholders and without any amount."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter

from ingest.model import DocumentRefusedError, Grid, Paragraph, SourceDocument

_MARKS = "[XxＸｘ×✕○Ｏ〇*＊]"
_TWO_MARKS = re.compile(_MARKS + _MARKS)
_PLACEHOLDER = re.compile(
    rf"{_MARKS}{{2,}}\s*(?:局|厅|部门|委|办|单位|学校|大学|中心|县|区|市|省)|某某|（部门名称）|\(部门名称\)"
)
_TEXT = itemgetter(0)  # of a GridCell
_AMOUNT = re.compile(r"\d[\d,，]*\.\d+|\d{1,3}(?:[,，]\d{3})+")
_BETWEEN_TEXTS = "\0"  # no placeholder reaches over it
_NONZERO = re.compile(r"[1-9]")


def refuse_unfilled_template(document: SourceDocument) -> None:
    """Raise `unfilled_template` when a placeholder stands in the text and no table holds an amount.

    Placeholders alone prove nothing: real accounts leave some in (domain knowledge: "XX局", "某某" in the glossary).
    An amount is a number with a decimal point or thousands separators that is not zero; subject codes, column
    numbers and years are none.
    """
    placeholder = next(_placeholders(document), None)
    if placeholder is None:
        return
    if any(_holds_amount(text) for text in _grid_texts(document)):
        return
    raise DocumentRefusedError("unfilled_template", f"It names “{placeholder}” and no table holds an amount")


def _placeholders(document: SourceDocument) -> Iterator[str]:
    paragraphs = (block.text for page in document.pages for block in page.blocks if isinstance(block, Paragraph))
    for texts in (paragraphs, _grid_texts(document)):
        text = _BETWEEN_TEXTS.join(texts)  # one search instead of one for each text, after a quick look
        may_hold = "某某" in text or "部门名称" in text or _TWO_MARKS.search(text)
        found = _PLACEHOLDER.search(text) if may_hold else None
        if found:
            yield found.group()


def _grid_texts(document: SourceDocument) -> Iterator[str]:
    for page in document.pages:
        for block in page.blocks:
            if isinstance(block, Grid):
                for row in block.rows:
                    yield from map(_TEXT, row.cells)


def _holds_amount(text: str) -> bool:
    return any(_NONZERO.search(found) for found in _AMOUNT.findall(text))
