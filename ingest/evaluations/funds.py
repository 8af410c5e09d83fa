"""The funds of a form: sources of money by initial budget, adjusted budget and execution, and the score for execution.

A number torn over two cells may have lost or doubled a digit at the tear, so every value its parts can make is kept as
a candidate; `settle_torn_numbers` accepts one only where the form itself proves it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.evaluations.columns import Columns, columns_of_header
from ingest.evaluations.forms import FormRows
from ingest.evaluations.model import FormKind
from ingest.evaluations.rows import PrintedRow, Reading, is_dash, plain, read_number, read_percent
from ingest.evaluations.vocabulary import EvaluationVocabulary
from ingest.fold import fold_label, parse_number
from ingest.memory import remembered

PHASES = ("initial", "adjusted", "executed")
FUND_FIELDS = (*PHASES, "weight", "rate", "score")
_TOTAL = "total"
_MARKS = re.compile(r"^(?:其中:?)+|:$")
_DIGITS = re.compile(r"[0-9]+")
_HALF = Decimal("0.5")

Funds = dict[str, dict[str, Reading]]
"""source code → field → reading"""


@dataclass(frozen=True, slots=True)
class FundSection:
    """The funds of one printed copy."""

    funds: Funds
    unit: Reading | None
    unread: tuple[tuple[PrintedRow, str], ...]


def read_funds(form: FormRows, kind: FormKind, vocabulary: EvaluationVocabulary) -> FundSection:
    """Read the rows below the funds' header; rows whose source or columns cannot be told are returned unread."""
    if form.fund_header is None:
        return FundSection({}, None, ())
    columns = columns_of_header(form.fund_header, vocabulary.headers["fund"])
    funds: Funds = {}
    unread: list[tuple[PrintedRow, str]] = []
    previous: str | None = None
    for row in form.funds:
        found = _source_of(row, kind, previous, vocabulary)
        if found is None:
            if any(parse_number(text) is not None for _, text in row.filled):
                unread.append((row, "fund_source_unknown"))
            continue
        source, label_column, evidence = found
        values = _values(row, label_column, columns)
        if values is None:
            unread.append((row, "columns_not_told"))
            continue
        previous = source
        if source not in funds:
            funds[source] = {field: _marked(reading, evidence) for field, reading in values.items()}
    if not funds and len(unread) == 1:
        alone = _values(unread[0][0], -1, columns)
        if alone and all(text[1] in [r.text for r in alone.values()] for text in unread[0][0].filled):
            funds, unread = {_TOTAL: {field: _marked(r, "only_fund_row") for field, r in alone.items()}}, []
    return FundSection(funds, _unit(form, kind, vocabulary), tuple(unread))


@remembered
def _label_of(text: str) -> str:
    """A label without 其中 before it and a colon behind it."""
    return _MARKS.sub("", fold_label(text))


def _marked(reading: Reading, label_evidence: str) -> Reading:
    return reading if label_evidence == "label" or reading.value is None else reading._replace(evidence=label_evidence)


def _source_of(
    row: PrintedRow, kind: FormKind, previous: str | None, vocabulary: EvaluationVocabulary
) -> tuple[str, int, str] | None:
    """(source, column of its label, evidence). A cut label counts where it begins the label of only one source and
    that source follows the row before in the template."""
    labels, order = vocabulary.fund_labels[kind], vocabulary.fund_order[kind]
    folded = [(column, _label_of(text)) for column, text in row.filled]
    for column, text in folded:
        if text in labels:
            return labels[text], column, "label"
    following = order[order.index(previous) + 1] if previous in order[:-1] and previous else None
    for column, text in folded:
        sources = {source for label, source in labels.items() if label.startswith(text)}
        if sources and following in sources:
            return following, column, "label_cut+template_order"
    return None


def _values(row: PrintedRow, label_column: int, columns: Columns) -> dict[str, Reading] | None:
    """field → reading, by the header's columns where the row is as wide, else by counting the cells that print."""
    fields = tuple(field for field in columns.fields if field in FUND_FIELDS)
    if len(row.cells) == columns.width:
        placed = {
            field: _read_span(row, field, [c for c in columns.span(field, len(row.cells)) if c > label_column])
            for field in fields
        }
        if _is_sound(placed):
            return placed
    filled = [column for column, _ in row.filled if column > label_column]
    if len(filled) == len(fields):
        counted = {field: _read_span(row, field, [column]) for field, column in zip(fields, filled, strict=True)}
        if _is_sound(counted):
            return counted
    return {} if not filled else None


def _is_sound(values: Mapping[str, Reading]) -> bool:
    """A rate is no amount and an amount no rate: a row shifted by a column shows it."""
    amounts = [values[field] for field in PHASES if field in values]
    misplaced = any("%" in reading.text or "％" in reading.text for reading in amounts)
    rate = values.get("rate")
    return not misplaced and (rate is None or rate.kind != "unreadable" or parse_number(rate.text) is None)


def _read_span(row: PrintedRow, field: str, span: Sequence[int]) -> Reading:
    if len(span) == 1:  # nearly all of them
        (column,) = span
        parts = [(column, row.cells[column])] if row.folds[column] else []
        return _read_part(row, field, parts)
    parts = [(column, row.cells[column]) for column in span if row.folds[column]]
    numbers = [part for part in parts if not is_dash(part[1])]
    if len(numbers) > 1:
        return _torn(row, numbers)
    return _read_part(row, field, numbers or parts)


def _read_part(row: PrintedRow, field: str, printed: Sequence[tuple[int, str]]) -> Reading:
    column, text = printed[0] if printed else (None, "")
    return read_percent(row, column, text) if field == "rate" else read_number(row, column, text)


def _torn(row: PrintedRow, parts: list[tuple[int, str]]) -> Reading:
    text = "|".join(part for _, part in parts)
    folded = [fold_label(part) for _, part in parts]
    candidates = _joins(folded) if len(folded) == 2 and all(_DIGITS.fullmatch(part) for part in folded) else ()
    return Reading(row, parts[0][0], text, "unreadable", None, reason="torn_number_unproven", candidates=candidates)


def _joins(parts: Sequence[str]) -> tuple[str, ...]:
    """The numbers two runs of digits make: the tear runs between two digits, or through one that both then show."""
    left, right = parts
    overlaps = [n for n in (0, 1) if left.endswith(right[:n])]
    joined = dict.fromkeys(left + right[n:] for n in overlaps)
    return tuple(text for text in joined if parse_number(text) is not None)


def _unit(form: FormRows, kind: FormKind, vocabulary: EvaluationVocabulary) -> Reading | None:
    """The unit of money printed beside the funds, in parentheses, over one or several rows."""
    rows = [row for row in (form.fund_header, *form.funds) if row is not None]
    labels = vocabulary.fund_labels[kind]
    for row in rows:
        for column, text in row.filled if "(" in row.folded else ():
            folded = fold_label(text)
            found = vocabulary.unit_beside_funds.search(folded)
            if found and _label_of(text) not in labels:
                return Reading(row, column, text, "text", found.group(1), "beside_funds")
    return None


def settle_torn_numbers(funds: Funds, copies: Sequence[Funds]) -> Funds:
    """Give torn numbers the value the form proves, until nothing more can be proven.

    Witnesses: the row's printed rate (of the adjusted budget), the same cell of another copy, and the whole amounts
    of the same row or column. The rate outranks the others; two candidates with witnesses of one rank prove nothing.
    """
    settled = {source: dict(fields) for source, fields in funds.items()}
    changed = True
    while changed:
        changed = False
        for source, fields in settled.items():
            for field, reading in fields.items():
                if reading.value is None and reading.candidates:
                    proven = _proven(settled, copies, source, field)
                    if proven is not None:
                        fields[field] = proven
                        changed = True
                        break
    return settled


def _proven(funds: Funds, copies: Sequence[Funds], source: str, field: str) -> Reading | None:
    reading = funds[source][field]
    witnesses = {text: _witnesses(funds, copies, source, field, Decimal(text)) for text in reading.candidates}
    strong = {text: kinds for text, kinds in witnesses.items() if "rate" in kinds}
    supported = strong or {text: kinds for text, kinds in witnesses.items() if kinds}
    if len(supported) != 1:
        return None
    text, kinds = supported.popitem()
    evidence = "rejoined_by_" + "+".join(sorted(kinds))
    return reading._replace(kind="number", value=plain(Decimal(text)), evidence=evidence, reason=None)


def _witnesses(funds: Funds, copies: Sequence[Funds], source: str, field: str, value: Decimal) -> set[str]:
    kinds = {"copy" for other in copies if _number(other, source, field) == value}
    if field not in PHASES:
        return kinds
    rate, adjusted = _number(funds, source, "rate"), _number(funds, source, "adjusted")
    if field == "executed" and rate is not None and adjusted:
        exponent = rate.as_tuple().exponent
        half = _HALF.scaleb(exponent if isinstance(exponent, int) else 0)
        if abs(value * 100 / adjusted - rate) <= half:
            kinds.add("rate")
    if any(_number(funds, source, phase) == value for phase in PHASES if phase != field):
        kinds.add("same_row")
    if any(_number(funds, other, field) == value for other in funds if other != source):
        kinds.add("same_column")
    return kinds


def _number(funds: Funds, source: str, field: str) -> Decimal | None:
    reading = funds.get(source, {}).get(field)
    return None if reading is None else reading.number
