"""Whether a page without title and header can be the next page of the statement before it.

A page put into another order, or one whose own first page is lost, stands after a statement that is not its own. Rows
of the same kind do not prove that it belongs there: it must go on where the statement stopped. Each witness here can
only refute; what is refuted stays unrecognised, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.fold import is_number
from ingest.statements.economic_blocks import read_block_lines
from ingest.statements.subject_rows import SubjectPart, read_subject_part
from ingest.statements.tables import LineFound, Table
from ingest.statements.two_sided import read_side_lines
from ingest.vocabulary import Statement, Vocabulary

NO_SUBJECT = "not_continued:no_code_with_a_name"
NOT_IN_ORDER = "not_continued:codes_do_not_follow"
REPEATED = "not_continued:lines_repeated"
TOTAL_TWICE = "not_continued:total_printed_twice"
OTHER_COLUMNS = "not_continued:columns_differ"
OTHER_PAGE_NUMBER = "not_continued:page_numbers_do_not_follow"
_THREE_PUBLIC_COLUMNS = 12


def why_not_continued(
    statement: Statement, earlier: Sequence[Table], table: Table, vocabulary: Vocabulary
) -> str | None:
    """Why a grid cannot go on with the statement of the grids `earlier`; None where nothing speaks against it."""
    if all(table.is_blank_row(row) for row in range(len(table.texts))):
        return None
    if statement.layout == "subject_rows":
        return _refuted_by_subjects(statement, earlier, table, vocabulary)
    if statement.layout == "two_sided":
        return _refuted_by_sides(statement, earlier, table, vocabulary)
    if statement.layout == "economic_blocks":
        return _refuted_by_blocks(earlier, table)
    has_words = any(folded and not is_number(folded) for row in table.folded for folded in row)
    same_width = table.usual_width in (earlier[0].usual_width, _THREE_PUBLIC_COLUMNS)
    return None if has_words or same_width else OTHER_COLUMNS


def _refuted_by_subjects(
    statement: Statement, earlier: Sequence[Table], table: Table, vocabulary: Vocabulary
) -> str | None:
    first = read_subject_part(statement, earlier[0], None, vocabulary)
    parts = [first, *(read_subject_part(statement, other, first, vocabulary) for other in earlier[1:])]
    part = read_subject_part(statement, table, first, vocabulary)
    if not _names_a_subject(part, vocabulary):
        return NO_SUBJECT
    before, after = [code for p in parts for code in _codes(p)], _codes(part)
    if before and after:
        is_sorted = _is_rising(before) and _is_rising(after)
        if (is_sorted and after[0] < before[-1]) or _share_printed(after, before) > 0.5:
            return NOT_IN_ORDER if is_sorted else REPEATED
    totals = {texts for p in parts for texts in _total_rows(p)}
    return TOTAL_TWICE if totals and any(texts not in totals for texts in _total_rows(part)) else None


def _names_a_subject(part: SubjectPart, vocabulary: Vocabulary) -> bool:
    """A code with its name, a total row, or a sentence; a bare number that looks like a code must be of a known
    class."""
    if not part.lines:
        return not any(is_number(text) for row in part.table.texts for text in row)
    return any(
        line.evidence != "code" or line.line_code[:3] in vocabulary.class_ordinals for line in part.lines.values()
    )


def _codes(part: SubjectPart) -> list[str]:
    return [line.line_code for line in part.lines.values() if line.line_code.isdigit()]


def _is_rising(codes: Sequence[str]) -> bool:
    return all(before <= after for before, after in pairwise(codes))


def _share_printed(codes: Sequence[str], before: Sequence[str]) -> float:
    known = set(before)
    return sum(code in known for code in codes) / len(codes)


def _total_rows(part: SubjectPart) -> Iterator[tuple[str, ...]]:
    """The numbers of each total row."""
    for row, line in part.lines.items():
        if not line.line_code.isdigit():
            numbers = tuple(text for text in part.table.folded[row] if is_number(text))
            if numbers:
                yield numbers


def _refuted_by_sides(
    statement: Statement, earlier: Sequence[Table], table: Table, vocabulary: Vocabulary
) -> str | None:
    if table.usual_width != earlier[0].usual_width:
        return OTHER_COLUMNS
    known = {(side, line.line_code) for other in earlier for side, line in _sides(statement, other, vocabulary)}
    here = [(side, line.line_code) for side, line in _sides(statement, table, vocabulary)]
    return REPEATED if here and sum(found in known for found in here) > len(here) / 2 else None


def _sides(statement: Statement, table: Table, vocabulary: Vocabulary) -> Iterator[tuple[str, LineFound]]:
    for side, lines in read_side_lines(statement, table, vocabulary).items():
        for line in lines:
            yield side, line


def _refuted_by_blocks(earlier: Sequence[Table], table: Table) -> str | None:
    known = {line.line_code for other in earlier for line in read_block_lines(other)}
    here = [line.line_code for line in read_block_lines(table)]
    return REPEATED if here and _share_printed(here, sorted(known)) > 0.5 else None
