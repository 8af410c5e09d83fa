"""收入总计 and 支出总计: in some regions the year's income or expenditure, in others the grand total with carry-over.

The summary statement of the document tells: words that state its grand total, and not the total of the year, mean that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ingest.cell_rows import values_of
from ingest.fold import parse_number
from ingest.model import RawCell
from ingest.narrative.figures import Figure
from ingest.narrative.subjects import is_same_amount
from ingest.narrative.text_stream import Block

_SECTION = "overall"
_STATEMENT = "income_expenditure_summary"
_GRAND_TOTAL = "grand_total"
_LINE_OF_TOPIC = {"income": "current_income", "expenditure": "current_expenditure"}


def settle_totals(found: Iterable[tuple[str, Block, Figure]], cells: Iterable[RawCell]) -> None:
    """Give such figures, and what follows on the same topic in their block, the topic `grand_total`.

    `found` are (section_code, block, figure) in the order of the text.
    """
    amounts = _amounts_by_line(cells)
    block_settled: Block | None = None
    topic_settled: str | None = None
    for section_code, block, figure in found:
        if section_code != _SECTION:
            continue
        if block is not block_settled or figure.topic_code != topic_settled:
            block_settled = topic_settled = None
            if not _is_grand_total(block, figure, amounts):
                continue
            block_settled, topic_settled = block, figure.topic_code
        figure.topic_code = _GRAND_TOTAL


def _is_grand_total(block: Block, figure: Figure, amounts: dict[str, Sequence[Decimal]]) -> bool:
    line = _LINE_OF_TOPIC.get(figure.topic_code or "")
    number = parse_number(block.text[figure.start : figure.end]) if figure.has_number else None
    if line is None or figure.metric_code != "final_account" or number is None:
        return False
    repeats = {
        code: any(is_same_amount(number, amount) for amount in amounts.get(code, ())) for code in (_GRAND_TOTAL, line)
    }
    return repeats[_GRAND_TOTAL] and not repeats[line]


def _amounts_by_line(cells: Iterable[RawCell]) -> dict[str, Sequence[Decimal]]:
    found: dict[str, list[Decimal]] = {}
    values = values_of(cells, "cell_role", "line_code", "text", statements=(_STATEMENT,))
    places = [(line, text) for role, line, text in values if role == "amount"]
    for line, text in places:
        number = parse_number(text)
        if number is not None and line is not None:
            found.setdefault(line, []).append(number)
    return {code: tuple(numbers) for code, numbers in found.items()}
