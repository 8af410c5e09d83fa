"""Which column of a grid is which field of a form: told from its header, or from where the numbers stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from ingest.evaluations.rows import PrintedRow, has_words
from ingest.evaluations.vocabulary import HeaderWords
from ingest.fold import fold_label, parse_number
from ingest.memory import remembered

_ALL_POINTS = 100
_LEAST_HEADERS = 3  # two amounts and a judgement; a header of indicators has four
INDICATOR_FIELDS = ("level_1", "level_2", "level_3", "target", "actual", "weight", "score", "reason")
_LEVELS = {"level_1", "level_2", "level_3"}
_AMOUNTS = {"initial", "adjusted", "executed"}
_JUDGEMENTS = {"weight", "rate", "score"}


_NOWHERE = range(0)


@dataclass(frozen=True, slots=True)
class Columns:
    """First column of each field, in the order printed, in rows of `width` cells. A field reaches to the next one."""

    starts: tuple[tuple[str, int], ...]
    width: int
    source: str  # header | numbers
    _spans: dict[int, dict[str, range]] = field(default_factory=dict, repr=False, compare=False)

    def span(self, field: str, width: int) -> range:
        """The columns of a field in a row of `width` cells; empty where the grid does not have it."""
        return self.spans(width).get(field, _NOWHERE)

    def spans(self, width: int) -> dict[str, range]:
        """Field → its columns in a row of `width` cells, worked out once for all rows of that width."""
        spans = self._spans.get(width)
        if spans is None:
            spans = self._spans[width] = {}
            ends = [*(start for _, start in self.starts[1:]), width]
            for (name, start), end in zip(self.starts, ends, strict=False):
                spans.setdefault(name, range(max(start, 0), max(end, 0)))
        return spans

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields in the order printed."""
        return tuple(name for name, _ in self.starts)


def match_header(text: str, words: HeaderWords) -> str | None:
    """The field whose header this is: whole, or a part of it long enough to be told from every other."""
    return words.field_of(fold_label(text))


def columns_of_header(row: PrintedRow, words: HeaderWords) -> Columns:
    """The columns that a header row names; cells that are the torn rest of a header belong to it."""
    starts: dict[str, int] = {}
    for column, named in enumerate(map(words.field_of, row.folds)):
        if named is not None:
            starts.setdefault(named, column)
    return Columns(tuple(starts.items()), len(row.cells), "header")


def _fields_named(row: PrintedRow, words: HeaderWords) -> set[str | None]:
    """The fields whose headers a row of a grid prints; nothing for a row of too few cells, or of too few headers, to be
    a header."""
    folds = row.folds
    if row.table_index is None or len(folds) - folds.count("") < _LEAST_HEADERS:
        return set()
    fields = set(map(words.field_of, folds))
    fields.discard(None)
    return fields if len(fields) >= _LEAST_HEADERS else set()


def is_fund_header(row: PrintedRow, words: HeaderWords) -> bool:
    """Budget beside execution and a rate or score of it: no statement of the accounts has that header."""
    fields = _fields_named(row, words)
    return len(fields & _AMOUNTS) >= 2 and bool(fields & _JUDGEMENTS)


def is_indicator_header(row: PrintedRow, words: HeaderWords) -> bool:
    """Levels beside a score, or beside an actual value and its weight; one of the cells may be lost. One level will do
    where target and actual value stand beside it. A table of targets only (绩效目标表) has neither score nor actual
    value and is no self-evaluation."""
    fields = _fields_named(row, words)
    is_scored = "score" in fields and bool(fields & {"target", "actual", "weight"})
    if len(fields & _LEVELS) == 1:
        return {"target", "actual"} <= fields and bool(fields & {"weight", "score"})
    return len(fields & _LEVELS) >= 2 and (is_scored or {"actual", "weight"} <= fields)


def is_project_list_header(row: PrintedRow, words: HeaderWords, names: frozenset[str]) -> bool:
    """A column of project names beside budget or execution and beside a score or grade: several projects in one
    table."""
    if names.isdisjoint(row.folds):
        return False
    fields = _fields_named(row, words)
    return bool(fields & _AMOUNTS) and bool(fields & {"score", "grade"}) and not fields & _LEVELS


@remembered
def number_list(text: str) -> tuple[Decimal, ...]:
    """The numbers of a cell that holds one, or several merged by extraction (`6 7`); empty where it holds else."""
    whole = parse_number(text)
    if whole is not None:
        return (whole,)
    numbers = [parse_number(part) for part in text.split()]
    found = tuple(number for number in numbers if number is not None)
    return found if len(found) == len(numbers) else ()


def scored_columns(row: PrintedRow) -> tuple[int, ...]:
    """Columns whose number may be a weight (of one hundred points) with its score, never more, in the next column."""
    found = []
    for column, (weights, scores) in enumerate(pairwise(map(number_list, row.cells))):
        if (
            weights
            and len(weights) == len(scores)
            and all(s <= w <= _ALL_POINTS for w, s in zip(weights, scores, strict=True))
        ):
            found.append(column)
    return tuple(found)


def looks_like_indicator(row: PrintedRow) -> bool:
    """A weight with its score, and before them a name, a target and an actual value: no row of a statement has that."""
    return any(
        column >= 3 and has_words(row.cells[column - 3]) and all(fold_label(row.cells[column - n]) for n in (1, 2))
        for column in scored_columns(row)
    )


def completed(header: Columns, numbers: Columns | None) -> Columns:
    """A header that lost a cell would give its column to the field before: where the numbers of its rows tell the same
    columns for all fields it names, they tell the lost ones too."""
    named = {field: start for field, start in header.starts if field != "reason"}
    lost = set(INDICATOR_FIELDS[:-1]) - named.keys()
    if not lost or numbers is None or numbers.width != header.width:
        return header
    told = dict(numbers.starts)
    if any(told[field] != start for field, start in named.items()) or min(told[field] for field in lost) < 0:
        return header
    starts = {**dict(header.starts), **{field: told[field] for field in lost}}
    return Columns(tuple(sorted(starts.items(), key=lambda item: item[1])), header.width, "header")


def columns_of_numbers(rows: Iterable[PrintedRow]) -> Columns | None:
    """The columns of a grid without header: weight and score are the pair that most of its rows have, the last of
    equals, and the national template puts three levels, target and actual before them and the reason behind."""
    votes = Counter((column, len(row.cells)) for row in rows for column in scored_columns(row))
    if not votes:
        return None
    weight, width = max(votes, key=lambda place: (votes[place], place))
    first = weight - INDICATOR_FIELDS.index("weight")
    starts = tuple((field, first + position) for position, field in enumerate(INDICATOR_FIELDS))
    return Columns(starts, width, "numbers")
